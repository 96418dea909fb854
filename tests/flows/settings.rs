//! Settings: wrong ones, changed ones, the user's keys.

use std::fs;

use crate::harness::{BUREAU, Harness, Setup};

#[test]
fn the_users_keys_are_obeyed_and_shown() {
    let settings = Some("[keys]\naccept = [\"F5\"]\nproblem = [\"A-x\", \"g x\"]");
    let mut app = Harness::open_with(BUREAU, Setup { settings, ..Setup::default() });
    app.says("F5 无疑问").keys("a").says("这个键在此处没有作用").keys("F5").says("职责 1 无疑问").keys("g x").says("职责 2 有问题");
}

#[test]
fn a_wrong_setting_is_told_and_the_default_holds() {
    let settings = Some("theme = \"粉\"\n[keys]\naccept = [\"x\"]");
    let mut app = Harness::open_with(BUREAU, Setup { settings, ..Setup::default() });
    app.says("设置有 2 处写错").says("config.toml 第 1 行第 9 列").keys("a").says("无疑问");
    app.keys(",").expect("第 3 行第 10 列").expect("已是 problem（有问题）的键");
    // What is set anew is wrong no longer.
    app.expect("! 文件中写错").keys("Down Right").expect("已设").refuse("theme 不能是");
}

#[test]
fn keys_that_cannot_be_are_not_counted_as_changed_and_each_says_why() {
    let settings = Some("[keys]\naccept = [\"F5\"]\nproblem = [\"c\"]\nfinding = [\"e\"]\n");
    let mut app = Harness::open_with(BUREAU, Setup { settings, ..Setup::default() });
    app.keys(", End").expect("改了 1 个，另有 2 个没有采用").expect("! 文件中写错").expect("已是 comment（写批注）的键");
    app.keys("Enter").text("记为问题").expect("! finding：e 已是").keys("Esc Esc");
    let settings = Some("[keys]\nproblem = [\"c\"]\nfinding = [\"e\"]\nsave = 5\n");
    let mut app = Harness::open_with(BUREAU, Setup { settings, ..Setup::default() });
    app.keys(", End").expect("写了 3 个，都没有采用");
    // The key they wanted is given up: what stood against one of them stands no more.
    app.keys("Enter").text("待补资料").keys("Enter").keys("Backspace").text("F6").keys("Enter").keys("Esc");
    app.keys("Esc , End").expect("改了 2 个，另有 2 个没有采用");
}

#[test]
fn settings_change_at_once_and_are_kept_with_the_owners_comments() {
    let settings = "# 老王的设置\ntheme = \"dark\" # 夜里\n";
    let app = Harness::start(Setup::default());
    fs::create_dir_all(app.folder().join("config")).unwrap();
    fs::write(app.folder().join("config/config.toml"), settings).unwrap();
    fs::write(app.file(), BUREAU).unwrap();
    let mut app = app.open_again();
    let dark = app.frame().buffer;
    app.keys(", Down Right Esc");
    assert_ne!(app.frame().buffer, dark, "light at once");
    app.keys(", Down Down Enter Esc").expect("--");
    let kept = fs::read_to_string(app.folder().join("config/config.toml")).unwrap();
    assert_eq!(kept, "# 老王的设置\ntheme = \"light\" # 夜里\nlines = \"ascii\"\n");
    let mut app = app.open_again();
    app.expect("--").refuse("──");
    // A number and a path are typed; what leads nowhere is told and not kept.
    app.keys(", End Up Up Up Up Up Enter")
        .keys("Backspace")
        .text("9999")
        .keys("Enter")
        .says("不能是这个值")
        .keys("Backspace Backspace Backspace Enter");
    app.expect("9 秒");
    app.keys("Down Down Down Enter").text("没有这个文件夹").keys("Enter").says("没有").expect("config.toml 旁的 templates");
    let kept = fs::read_to_string(app.folder().join("config/config.toml")).unwrap();
    assert!(kept.ends_with("save_after = 9\n"), "{kept}");
}

#[test]
fn a_commands_keys_are_changed_inside_the_program() {
    let mut app = Harness::bureau();
    app.keys(", End Enter").text("无疑问").keys("Enter").keys("Backspace").text("F5, x").keys("Enter").says("已是 problem（有问题）的键");
    app.keys("Enter Backspace").text("F5, g a").keys("Enter").expect("F5  ga").keys("Esc Esc").says("F5 无疑问");
    app.keys("F5").says("职责 1 无疑问").keys("g a").says("职责 2 无疑问");
    let kept = fs::read_to_string(app.folder().join("config/config.toml")).unwrap();
    assert!(kept.starts_with("# 审阅") && kept.ends_with("[keys]\naccept = [\"F5\", \"g a\"]\n"), "{kept}");
}

#[test]
fn a_settings_file_that_is_no_toml_is_left_alone_and_the_choice_holds_for_this_run() {
    let app = Harness::start(Setup::default());
    fs::create_dir_all(app.folder().join("config")).unwrap();
    fs::write(app.folder().join("config/config.toml"), "theme = \n").unwrap();
    fs::write(app.file(), BUREAU).unwrap();
    let mut app = app.open_again();
    let dark = app.frame().buffer;
    app.keys(": ").text("换配色").keys("Enter").says("只在这次有效");
    assert_ne!(app.frame().buffer, dark);
    assert_eq!(fs::read_to_string(app.folder().join("config/config.toml")).unwrap(), "theme = \n");
}

#[test]
fn tour_and_messages_name_the_keys_of_the_user() {
    let settings = Some(
        "[keys]\nnext-item = [\"F6\"]\naccept = [\"F5\"]\nmenu = [\"F4\"]\ncomment = [\"F7\"]\nfinding = [\"F8\"]\nundo = [\"F9\"]\n\
         palette = [\"F10\"]\nquit = [\"F12\"]\nbookmarks = [\"A-b\"]\nbookmark = [\"F3\"]\nsearch = [\"/\"]\nredo = [\"A-r\"]\nhelp = [\"F1\"]\n",
    );
    let mut app = Harness::sample(Setup { settings, ..Setup::default() });
    app.expect("用上下方向键或F6").keys("F6").expect("按 F5 标为无疑问；或按F4，再按 2").keys("F5");
    app.expect("按 F7（或F4再按 6）").keys("F7").text("甲").keys("C-s").expect("按 F8（或F4再按 7）").expect("按 F9 撤销");
    app.keys("F8").text("乙").keys("Enter Esc Esc").expect("按 F10 选“文件位置”").expect("按 F12 随时退出");
    app.keys("F3").says("按 Alt-B 查看").keys("A-b").expect("职责").keys("Esc");
    app.keys("] x")
        .says("按 F1 看全部")
        .keys("Delete")
        .expect("按 F9 可撤销")
        .keys("1")
        .says("按 F9 撤销")
        .keys("?")
        .says("F1 看全部，F4打开操作菜单");
    app.press(shenyue::command::Key::ctrl('c')).says("按 F12 保存并退出");
}
