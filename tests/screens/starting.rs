//! The start page, import, the tour, what goes wrong at the start; the picture in the README.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{BUREAU, Harness, Setup, svg};
use crate::{compare, same_as_file, under_review};
use shenyue::command::Msg;
use shenyue::store::Trouble;

/// A report that was read, before it is accepted.
fn imported(setup: Setup) -> Harness {
    let mut app = Harness::start(setup);
    fs::write(app.folder().join("水务局.txt"), include_str!("../data/import/preview.txt")).unwrap();
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
fn who_reviews() {
    compare("introduce", |setup| {
        let mut app = Harness::open_with(BUREAU, Setup { reviewer: None, ..setup });
        app.keys("x").text("张三").keys("Tab").text("示例市财政局").keys("Tab Right");
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
fn the_tour() {
    compare("tour", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys(": t o u r Enter j");
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
