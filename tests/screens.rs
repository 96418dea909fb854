//! Every view as its user sees it, kept as text: what is read, and below it what each part means
//! (see [`Frame::styles`](shenyue::ui::Frame::styles)).
//!
//! A change of a screen is a change of a file in `tests/screens`, to be looked at:
//! `UPDATE_SCREENS=1 cargo test --test screens` writes them anew.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use harness::{BUREAU, Harness, Setup, reviewer, svg};
use shenyue::command::Msg;
use shenyue::lang::Lang;
use shenyue::store::Trouble;
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
        let app = scene(setup);
        let frame = app.frame();
        harness::assert_safe(&frame);
        writeln!(seen, "=== {title}").unwrap();
        for row in frame.text() {
            writeln!(seen, "{row}").unwrap();
        }
        writeln!(seen, "--- styles").unwrap();
        for (y, styles) in frame.styles(app.theme()).iter().enumerate().filter(|(_, styles)| !styles.is_empty()) {
            writeln!(seen, "{y:>2} {styles}").unwrap();
        }
    }
    same_as_file(&Path::new("tests/screens").join(format!("{name}.txt")), &seen);
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

#[test]
fn items() {
    compare("items", under_review);
}

#[test]
fn items_unreviewed() {
    compare("items_unreviewed", |setup| Harness::open_with(BUREAU, setup));
}

#[test]
fn a_card() {
    compare("card", |setup| {
        let mut app = under_review(setup);
        app.keys("5");
        app
    });
}

#[test]
fn report_text() {
    compare("text", |setup| {
        let mut app = under_review(setup);
        app.keys("v t : 8 Enter j V j");
        app
    });
}

/// A report that was read, before it is accepted.
fn imported(setup: Setup) -> Harness {
    let mut app = Harness::start(setup);
    fs::write(app.folder().join("水务局.txt"), include_str!("data/import/preview.txt")).unwrap();
    app.keys("2 Enter");
    app
}

#[test]
fn import() {
    compare("import", imported);
}

#[test]
fn import_entry() {
    compare("import_entry", |setup| {
        let mut app = imported(setup);
        app.keys("2 Right 1 Right Down B ] q");
        app
    });
}

#[test]
fn import_menu() {
    compare("import_menu", |setup| {
        let mut app = imported(setup);
        app.keys("3 Right Down Down Enter");
        app
    });
}

#[test]
fn findings() {
    compare("findings", |setup| {
        let mut app = under_review(setup);
        app.keys("3 G F").text("读者满意度没有设定指标值").keys("Enter Down Down Down Down");
        app
    });
}

/// Four findings, heard and unheard; the keys are in their list.
fn answered(setup: Setup) -> Harness {
    let mut app = under_review(setup);
    for title in ["读者满意度没有设定指标值", "书屋设备更新未见验收单", "培训人次与签到表不符"] {
        app.keys("3 G F Up Enter").text(title).keys("Enter v i");
    }
    app.keys("v f Esc g g H 3 I 1").text("因台风停演两场，已报备。").keys("C-s I 5").text("2026-12-01").keys("Enter");
    app.keys("Y 2").text("停演有报备材料，未完成的一场仍应扣分。").keys("C-s j I 3 Z 1 3 j H 2 G");
    app
}

#[test]
fn findings_answered() {
    compare("findings_answered", |setup| {
        let mut app = answered(setup);
        app.keys("g g V j");
        app
    });
}

#[test]
fn finding_form() {
    compare("finding_form", |setup| {
        let mut app = answered(setup);
        app.keys("g g Tab G Up Up Up Up Up Up Up Up Up Up");
        app
    });
}

#[test]
fn a_response() {
    compare("response", |setup| {
        let mut app = answered(setup);
        app.keys("g g I");
        app
    });
}

#[test]
fn a_ruling() {
    compare("ruling", |setup| {
        let mut app = answered(setup);
        app.keys("g g Y");
        app
    });
}

#[test]
fn a_rectification() {
    compare("rectification", |setup| {
        let mut app = answered(setup);
        app.keys("g g Z");
        app
    });
}

#[test]
fn a_call() {
    compare("call", |setup| {
        let mut app = under_review(setup);
        app.keys("K 1").text("公共服务科 王某").keys("Enter 3").text("2026-11-24 15:30").keys("Enter 4").text("演出台账");
        app.keys("Enter").text("签收记录").keys("C-s");
        app
    });
}

/// The choice of papers, into a folder that is the same for everybody who looks.
fn exporting(mut app: Harness) -> Harness {
    app.keys("v e Tab Up C-a").paste("/home/zhang/复核文书");
    app.keys("Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up");
    app
}

#[test]
fn papers() {
    compare("papers", |setup| exporting(answered(setup)));
}

#[test]
fn papers_to_where() {
    compare("papers_to_where", |setup| {
        let mut app = exporting(under_review(setup));
        app.keys("1 5 6 Tab Up");
        app
    });
}

#[test]
fn papers_remarks() {
    compare("papers_remarks", |setup| {
        let mut app = exporting(answered(setup));
        app.keys("Tab Up Up Enter");
        app
    });
}

#[test]
fn a_paper_looked_at() {
    compare("paper", |setup| {
        let mut app = exporting(answered(setup));
        app.keys("Down Down Down Down Enter");
        app
    });
}

#[test]
fn papers_being_written() {
    compare("papers_progress", |setup| {
        let mut app = answered(setup);
        app.send(Msg::Exporting(3, 11));
        app
    });
}

#[test]
fn papers_written() {
    compare("papers_written", |setup| {
        let mut app = answered(setup);
        let names =
            ["x-复核意见.docx", "x-整改通知书.docx", "x-复核发现问题清单.xlsx", "x-征求意见反馈及采纳情况表.xlsx", "x-整改台账.xlsx"];
        app.send(Msg::Exported(Ok(names.map(|name| Path::new("/home/zhang/复核文书").join(name)).to_vec())));
        app
    });
}

#[test]
fn papers_in_the_way() {
    compare("papers_in_the_way", |setup| {
        let mut app = answered(setup);
        app.keys("v e Tab Enter Enter");
        for name in ["x-复核工作底稿.xlsx", "x-需补充资料清单.md"] {
            let path = app.folder().join(name);
            let edited = [fs::read(&path).unwrap(), "改".into()].concat();
            fs::write(path, edited).unwrap();
        }
        app.keys("v e Tab Enter");
        app
    });
}

/// Suspicions, one of them recorded, one dismissed.
fn under_check(setup: Setup) -> Harness {
    let mut app = under_review(setup);
    app.keys("v c F Esc Esc v c ] q d").text("分值见后附自评表，已电话核实").keys("Enter");
    app
}

#[test]
fn checks() {
    compare("checks", |setup| {
        let mut app = under_check(setup);
        app.keys("[ q ] q ] q ] q");
        app
    });
}

#[test]
fn coverage() {
    compare("coverage", |setup| {
        let mut app = under_review(setup);
        app.keys("v m Space");
        app
    });
}

#[test]
fn coverage_proposed() {
    compare("coverage_proposed", |setup| {
        let mut app = under_review(setup);
        app.keys("v m o V j L j d");
        app
    });
}

#[test]
fn coverage_table() {
    compare("coverage_table", |setup| {
        let mut app = under_review(setup);
        app.keys("v m o o j");
        app
    });
}

#[test]
fn checks_by_item() {
    compare("checks_by_item", |setup| {
        let mut app = under_check(setup);
        app.keys("o");
        app
    });
}

#[test]
fn checks_that_could_not_be_made() {
    compare("checks_skipped", |setup| {
        let mut app = under_check(setup);
        app.keys("G Up Right Down Down");
        app
    });
}

#[test]
fn a_dismissal() {
    compare("dismissal", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v c d").text("年度考核文件");
        app
    });
}

#[test]
fn a_search() {
    compare("search", |setup| {
        let mut app = under_review(setup);
        app.keys("/").text("nd").keys("Down Down Down Down");
        app
    });
}

#[test]
fn no_findings() {
    compare("findings_empty", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v f");
        app
    });
}

#[test]
fn the_menu() {
    compare("menu", |setup| {
        let mut app = under_review(setup);
        app.keys("Enter Down");
        app
    });
}

#[test]
fn a_comment() {
    compare("comment", |setup| {
        let mut app = under_review(setup);
        app.keys("v t : 8 Enter j j C").text("计划 90 场、完成 88 场，差 2 场。").keys("Enter").text("请说明是否调整过计划，并提供台账。");
        app
    });
}

#[test]
fn phrases() {
    compare("phrases", |setup| {
        let mut app = under_review(setup);
        app.keys("c C-p Down");
        app
    });
}

#[test]
fn who_reviews() {
    compare("introduce", |setup| {
        let mut app = Harness::open_with(BUREAU, Setup { reviewer: None, ..setup });
        app.keys("x").text("张三").keys("Tab").text("示例市财政局").keys("Tab Right");
        app
    });
}

#[test]
fn help() {
    compare("help", |setup| {
        let mut app = under_review(setup);
        app.keys("? Down Down Down Down Down");
        app
    });
}

#[test]
fn the_palette() {
    compare("palette", |setup| {
        let filter = setup.lang.pick("next", "下一");
        let mut app = under_review(setup);
        app.keys(":").text(filter);
        app
    });
}

/// A batch: one under review, one untouched, one that is no assessment, one whose papers wait for import.
fn batch(setup: Setup) -> Harness {
    let untouched = BUREAU.replace("示例市文化局", "示例市水务局");
    let papers = include_str!("data/import/preview.txt");
    let files = [("文化局.json", BUREAU), ("水务局.json", &*untouched), ("体育局.json", "{\"duties\": ["), ("林业局/自评报告.txt", papers)];
    let mut app = Harness::batch(&files, setup);
    app.keys("] u Enter a a x 3 a F").text("送戏下乡未完成年度计划").keys("Enter Esc Esc v i q");
    app
}

#[test]
fn a_folder_of_departments() {
    compare("batch", batch);
}

#[test]
fn a_search_through_a_folder() {
    compare("batch_search", |setup| {
        let mut app = batch(setup);
        app.keys("/").text("tsg");
        app
    });
}

#[test]
fn the_start_page() {
    compare("start", |setup| {
        let recent = ["/home/zhang/审核/2025/办公厅.json", "/media/zhang/U盘/文化局自评.json"].map(PathBuf::from).to_vec();
        Harness::start(Setup { recent, ..setup })
    });
}

#[test]
fn recovery() {
    compare("recovery", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("x j e c").text("请补充。").keys("C-s F").text("缺少数据").keys("Enter Esc v i c").text("还没写完").wait_ms(200);
        app.crash()
    });
}

#[test]
fn an_error() {
    compare("error", |setup| {
        let say = |en: &str, zh: &str| setup.lang.pick(en, zh).to_owned();
        let trouble = Trouble {
            what: say("/media/zhang/usb/x.json could not be saved", "没有写入 /media/zhang/U盘/x.json"),
            why: say("The disk is full.", "磁盘已满。"),
            kept: say(
                "All recorded work is safe in /media/zhang/usb/.x.json.shenyue-journal.",
                "已记录的内容都保存在 /media/zhang/U盘/.x.json.shenyue-journal，没有丢失。",
            ),
            next: say("Delete what is not needed, then do it again.", "请删除不用的文件腾出空间，再做一次。"),
        };
        let mut app = under_review(setup);
        app.send(Msg::SaveFailed(trouble));
        app
    });
}

#[test]
fn differing_opinions() {
    compare("conflict", |setup| {
        let by = |name, keys: &str| {
            let mut app = Harness::open_with(BUREAU, Setup { reviewer: Some(reviewer(name)), ..Setup::default() });
            app.keys(keys).keys("q");
            fs::read_to_string(app.file()).unwrap()
        };
        let mut app = Harness::open_with(&harness::merged(&by("李四", "3 j j x"), &by("王五", "3 j j a 2 e")), setup);
        app.keys("3 j j !");
        app
    });
}

#[test]
fn the_tour() {
    compare("tour", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys(": t o u r Enter j");
        app
    });
}

#[test]
fn linking() {
    compare("linker", |setup| {
        let mut app = under_review(setup);
        app.keys("L Down");
        app
    });
}

#[test]
fn the_record() {
    compare("history", |setup| {
        let mut app = under_review(setup);
        app.keys("u U");
        app
    });
}

#[test]
fn a_window_too_small() {
    compare("small", |setup| {
        let mut app = under_review(setup);
        app.resize(40, 10);
        app
    });
}

#[test]
fn the_picture_in_the_readme() {
    let mut app = Harness::sample(Setup::default());
    app.keys("Esc a a e Down a 3 a x");
    app.keys("F").text("没有写明年度指标值").keys("Enter Esc Esc v i 2 j a j c").text("请补充基层单位的名称和次数。").keys("C-s e C-s");
    same_as_file(Path::new("assets/screen.svg"), &svg::svg(&app.frame()));
}

#[test]
fn scores() {
    compare("scores", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v s P 9 = j S 3 j s").text("2 未附演出台账").keys("Enter Enter 1 r").text("台账缺 3 场的签收记录").keys("C-s");
        app
    });
}

/// The bureau's sheet, every row scored, like deductions of unlike points.
fn scored(setup: Setup) -> Harness {
    let mut app = Harness::open_with(BUREAU, setup);
    app.keys("v s P 9 M S 2 g g S 3 j = g g h i C-u").text("20").keys("Enter");
    app.keys("j j s").text("2 缺少日期").keys("Enter 1 j s").text("1 缺少日期").keys("Enter 1");
    app
}

#[test]
fn score_bridge() {
    compare("score_bridge", |setup| {
        let mut app = scored(setup);
        app.keys("v b j j j");
        app
    });
}

#[test]
fn scores_side_by_side() {
    compare("scores_side_by_side", |setup| {
        let mut app = scored(setup);
        app.keys("v b o");
        app
    });
}

#[test]
fn like_deductions() {
    compare("like_deductions", |setup| {
        let mut app = scored(setup);
        app.keys("v b o o j");
        app
    });
}

#[test]
fn score_trial() {
    compare("score_trial", |setup| {
        let mut app = scored(setup);
        app.keys("v s g g G S 4").text("40").keys("Enter w 3 4 C-u").text("20").keys("Enter");
        app
    });
}

#[test]
fn supply_preview() {
    compare("supply_preview", |setup| {
        let mut app = scored(setup);
        app.keys("v s");
        app.paste("三级指标\t分值\t完成值\t备注\n1.读者满意度\t20\t97%\t\n送戏下乡场次\t\t91\t\n非遗展演\t10\t3\t");
        app
    });
}

#[test]
fn scores_empty() {
    compare("scores_empty", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v s");
        app
    });
}

#[test]
fn what_stands_in_the_way_of_handing_on() {
    compare("signing", |setup| {
        let mut app = under_review(setup);
        app.keys("v s P 9 = v r");
        app
    });
}

#[test]
fn a_stage_that_is_handed_on() {
    compare("signing_signed", |setup| {
        let mut app = under_review(setup);
        app.keys("v r Enter 2 1").text("自评表未附，先提问题").keys("C-s");
        app
    });
}

#[test]
fn a_problem_in_council() {
    compare("council", |setup| {
        let mut app = under_review(setup);
        app.keys("v f Tab").keys(&"Down ".repeat(10)).keys("Enter").text("因汛期停演 2 场，已报备。").keys("C-s Esc v h O 2");
        app.text("1 停演有报备，少扣").keys("C-s");
        app
    });
}

#[test]
fn scoring_standards() {
    compare("scoring_standards", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v s P");
        app
    });
}
