//! Every view as its user sees it, kept as text: what is read, and below it what each part means
//! (see [`Frame::styles`](shenyue::ui::Frame::styles)).
//!
//! A change of a screen is a change of a file in `tests/screens`, to be looked at:
//! `UPDATE_SCREENS=1 cargo test --test screens` writes them anew.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod checks;
mod findings;
mod folder;
mod items;
mod overlays;
mod papers;
mod scores;
mod settings;
mod signing;
mod starting;

#[path = "../harness/mod.rs"]
mod harness;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use harness::{BUREAU, Harness, Setup};
use shenyue::lang::Lang;
use shenyue::ui::{Lines, Look, Theme, ThemeName};

const MONO_ASCII: Look = Look { theme: Theme(ThemeName::Mono), lines: Lines::Ascii, width: shenyue::text::Width::Narrow };

/// How a view is looked at: three widths, the other language, no colour and no lines.
fn setups() -> [(&'static str, Setup); 5] {
    let zh = |size| Setup { size, ..Setup::default() };
    [
        ("80x24", zh((80, 24))),
        ("120x36", zh((120, 36))),
        ("180x50", zh((180, 50))),
        ("120x36 English", Setup { lang: Lang::En, ..zh((120, 36)) }),
        ("120x36 mono ASCII", Setup { look: MONO_ASCII, ..zh((120, 36)) }),
    ]
}

/// Compares what `scene` makes of each setup with the file of that name.
fn compare(name: &str, scene: impl Fn(Setup) -> Harness) {
    let mut seen = String::new();
    for (title, setup) in setups() {
        seen.push_str(&written(title, &scene(setup)));
    }
    same_as_file(&Path::new("tests/screens").join(format!("{name}.txt")), &seen);
}

/// What is read, and below it what each part means.
fn written(title: &str, app: &Harness) -> String {
    let frame = app.frame();
    harness::assert_safe(&frame);
    let mut seen = String::new();
    writeln!(seen, "=== {title}").unwrap();
    for row in frame.text() {
        writeln!(seen, "{row}").unwrap();
    }
    writeln!(seen, "--- styles").unwrap();
    for (y, styles) in frame.styles(app.theme()).iter().enumerate().filter(|(_, styles)| !styles.is_empty()) {
        writeln!(seen, "{y:>2} {styles}").unwrap();
    }
    seen
}

fn same_as_file(path: &Path, seen: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("UPDATE_SCREENS").is_some() {
        return fs::write(path, seen).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(seen.lines()).position(|(kept, seen)| kept != seen);
    if kept != seen {
        let line = differs.unwrap_or(kept.lines().count().min(seen.lines().count()));
        let [kept, seen] = [&*kept, seen].map(|text| text.lines().nth(line).unwrap_or("(nothing)").to_owned());
        panic!("{}:{}\nkept: {kept}\nseen: {seen}\nUPDATE_SCREENS=1 takes what is seen", path.display(), line + 1);
    }
}

/// The bureau's report, under review for a while.
fn under_review(setup: Setup) -> Harness {
    let mut app = Harness::open_with(BUREAU, setup);
    app.keys("a a a 2 j a e j x").keys("c").text("场次未达计划，请说明原因。").keys("C-s");
    app.keys("3 a a F").text("送戏下乡未完成年度计划").keys("Enter");
    app.keys("Enter").text("年初绩效目标申报表").keys("C-s Esc Esc v i 3 j j x");
    app
}

/// Suspicions, one of them recorded, one dismissed.
fn under_check(setup: Setup) -> Harness {
    let mut app = under_review(setup);
    app.keys("v c F Esc Esc v c ] q d").text("分值见后附自评表，已电话核实").keys("Enter");
    app
}
