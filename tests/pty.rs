//! The real program in a real terminal: what it shows first, that it leaves everything as it was on
//! every way out, and that nothing accepted is lost when it is killed.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod terminal;

use std::time::Duration;

use rustix::process::Signal;
use terminal::Workplace;

/// What an idle program may say and how often it may wake while nobody touches it: not at all.
const IDLE: Duration = Duration::from_millis(800);

#[test]
fn the_first_frame_shows_the_report() {
    let place = Workplace::new();
    let mut window = place.open(&[]);
    window.wait_for("示例局");
    window.wait_for("退出");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
}

#[test]
fn a_folder_shows_its_departments_and_leaving_one_leads_back() {
    let place = Workplace::new();
    let mut window = place.run(env!("CARGO_BIN_EXE_shenyue"), &["."]);
    window.wait_for("部门 1");
    window.wait_for("未开始");
    window.send("\r");
    window.wait_for("审核内容");
    window.send("q");
    window.wait_for("部门 1");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
    window.assert_restored();
}

#[test]
fn leaving_resets_every_mode_it_set() {
    let place = Workplace::new();
    let mut window = place.open(&[]);
    window.wait_for("示例局");
    assert!(!window.is_cooked(), "raw mode");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
    window.assert_restored();
}

#[test]
fn each_signal_restores_the_terminal_and_is_the_exit_code() {
    for (signal, number) in [(Signal::TERM, 15), (Signal::HUP, 1), (Signal::INT, 2), (Signal::QUIT, 3)] {
        let place = Workplace::new();
        let mut window = place.open(&[]);
        window.wait_for("示例局");
        window.signal(signal);
        assert_eq!(window.wait_for_end(), 128 + number);
        window.assert_restored();
    }
}

#[test]
fn an_idle_program_sleeps() {
    let place = Workplace::new();
    let mut window = place.open(&[]);
    window.wait_for("示例局");
    window.wait_until_quiet();
    let (said, woken) = (window.bytes_said(), window.wake_ups());
    std::thread::sleep(IDLE);
    assert_eq!(window.bytes_said(), said, "it drew");
    assert_eq!(window.wake_ups(), woken, "it woke");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
}

#[test]
fn a_terminal_that_goes_away_ends_the_program() {
    // In a session of its own nobody sends it SIGHUP: it must notice by itself.
    for script in ["echo $$ > pid; exec \"$SHENYUE\" x.json", "setsid -w sh -c 'echo $$ > pid; exec \"$SHENYUE\" x.json'"] {
        let place = Workplace::new();
        let window = place.run_in_shell(script);
        window.wait_for("示例局");
        let pid = place.read("pid").trim().parse().unwrap();
        window.hang_up("j");
        terminal::wait_for_death(pid);
    }
}

#[test]
fn suspended_and_continued_the_screen_comes_back() {
    let place = Workplace::new();
    let mut window =
        place.run_in_shell("set -m; sh -c 'echo $$ > pid; exec \"$SHENYUE\" x.json'; echo stopped-$?; fg > /dev/null; echo ended-$?");
    window.wait_for("退出");
    let pid = place.read("pid").trim().parse().unwrap();
    window.forget_screen();
    terminal::signal(pid, Signal::TSTP);
    // The shell sees it stopped, then continues it.
    window.wait_for_said("stopped-");
    window.wait_for("退出");
    window.send("q");
    window.wait_for_said("ended-0");
}

#[test]
fn a_window_of_no_size_or_absurd_size_is_survived() {
    for (cols, rows) in [(0, 0), (1, 1), (2, 2), (65535, 65535)] {
        let place = Workplace::new();
        let mut window = place.open(&[]);
        window.wait_for("示例局");
        window.resize(cols, rows);
        window.wait_until_quiet();
        window.resize(120, 36);
        window.forget_screen();
        window.resize(119, 36);
        window.wait_for("示例局");
        window.send("q");
        assert_eq!(window.wait_for_end(), 0);
    }
}

#[test]
fn an_act_survives_kill_and_is_offered_back() {
    let place = Workplace::new();
    let mut window = place.open(&["--reviewer", "张三"]);
    window.wait_for("已审 0/");
    window.send("a");
    window.wait_for("已审 1/");
    window.signal(Signal::KILL);
    window.wait_for_end();
    assert!(!place.read("x.json").contains("review"), "not yet in the file");

    let mut window = place.open(&[]);
    window.wait_for("恢复");
    window.send("\r");
    window.wait_for("已审 1/");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
    assert!(place.read("x.json").contains("accepted"), "now in the file");
}

#[test]
fn an_import_is_shown_to_be_under_way_and_esc_calls_it_off() {
    let place = Workplace::new();
    // So long that it is surely still read when the key comes.
    let line = "一、存在的问题\n（一）部分项目开工偏晚，影响年度目标的完成。\n（二）绩效目标设定偏低，约束力不强。\n";
    place.write("报告.txt", &format!("某局2024年度部门整体支出绩效自评报告\n{}", line.repeat(150_000)));
    let mut window = place.run(env!("CARGO_BIN_EXE_shenyue"), &["报告.txt"]);
    window.wait_for("正在导入");
    window.send("\x1b");
    window.wait_for("没有导入");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
    window.assert_restored();
}

#[test]
fn a_signal_keeps_the_work() {
    let place = Workplace::new();
    let mut window = place.open(&["--reviewer", "张三"]);
    window.wait_for("已审 0/");
    window.send("a");
    window.wait_for("已审 1/");
    window.signal(Signal::TERM);
    assert_eq!(window.wait_for_end(), 128 + 15);
    assert!(place.read("x.json").contains("accepted"));
}

#[test]
fn a_second_window_opens_read_only() {
    let place = Workplace::new();
    let mut first = place.open(&[]);
    first.wait_for("示例局");
    let mut second = place.open(&[]);
    second.wait_for("只读");
    for window in [&mut second, &mut first] {
        window.send("q");
        assert_eq!(window.wait_for_end(), 0);
    }
}

#[test]
fn what_an_input_method_commits_and_what_is_pasted_is_text() {
    let place = Workplace::new();
    let mut window = place.open(&["--reviewer", "张三"]);
    window.wait_for("已审 0/");
    window.send("c");
    window.wait_for("完成并保存");
    window.send("数据缺失");
    window.send("\x1b[200~，q 请\r补充\x1b[201~");
    window.wait_for("补充");
    window.send("\x13");
    window.wait_for("注1");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
    assert!(place.read("x.json").contains(r"数据缺失，q 请\n补充"));
}

#[test]
fn a_click_means_what_stands_there() {
    let place = Workplace::new();
    let mut window = place.open(&[]);
    window.wait_for("第 1/2 项");
    let row = window.screen().lines().position(|line| line.contains("负责示例资料")).unwrap() + 1;
    window.send(&format!("\x1b[<0;8;{row}M\x1b[<0;8;{row}m"));
    window.wait_for("第 2/2 项");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
}

#[test]
fn held_down_keys_end_where_they_should() {
    let place = Workplace::new();
    let mut window = place.open(&[]);
    window.wait_for("第 1/2 项");
    // More than a terminal gives in one read (1024 bytes).
    window.send(&"jk".repeat(2000));
    window.send("j");
    window.wait_for("第 2/2 项");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
}

#[test]
fn without_a_file_it_starts_with_ways_in() {
    let place = Workplace::new();
    let mut window = place.run(env!("CARGO_BIN_EXE_shenyue"), &[]);
    window.wait_for("练习样例");
    window.send("q");
    assert_eq!(window.wait_for_end(), 0);
}

#[test]
fn a_folder_is_listed() {
    let place = Workplace::new();
    let mut window = place.run(env!("CARGO_BIN_EXE_shenyue"), &["."]);
    window.wait_for("x.json");
    window.signal(Signal::TERM);
    assert_eq!(window.wait_for_end(), 128 + 15);
}

#[test]
fn the_sample_is_a_copy_of_its_own() {
    let place = Workplace::new();
    let mut window = place.run(env!("CARGO_BIN_EXE_shenyue"), &["--sample"]);
    window.wait_for("广州市人民政府办公厅");
    window.signal(Signal::TERM);
    assert_eq!(window.wait_for_end(), 128 + 15);
    window.assert_restored();
}

#[test]
fn what_cannot_be_opened_is_told_without_a_window() {
    let place = Workplace::new();
    let mut window = place.run(env!("CARGO_BIN_EXE_shenyue"), &["missing.json"]);
    window.wait_for_said("missing.json");
    assert_eq!(window.wait_for_end(), 3);
    assert!(!window.said().contains('\u{1b}'), "the terminal is not touched");
}

#[test]
fn without_a_terminal_it_says_so() {
    let place = Workplace::new();
    let window = place.run_in_shell("TERM=dumb \"$SHENYUE\" x.json; echo code-$?");
    window.wait_for_said("code-2");
    let window = place.run_in_shell("\"$SHENYUE\" x.json < /dev/null; echo code-$?");
    window.wait_for_said("code-2");
}

/// Not a test of its own: run by [`a_panic_restores_the_terminal_before_it_speaks`] inside a terminal.
#[test]
#[ignore = "run in a terminal by another test"]
fn panics_in_the_modes_of_the_program() {
    let modes = std::sync::Arc::new(shenyue::term::Modes::of_stdout().unwrap());
    modes.restore_on_panic();
    modes.enter().unwrap();
    assert_eq!(shenyue::import::caught(|| panic!("inside a reader")), None::<()>);
    panic!("on purpose");
}

#[test]
fn a_panic_restores_the_terminal_before_it_speaks() {
    let place = Workplace::new();
    let own = std::env::current_exe().unwrap();
    let own = own.to_str().unwrap();
    let mut window = place.run(own, &["--ignored", "--exact", "--nocapture", "panics_in_the_modes_of_the_program"]);
    assert_eq!(window.wait_for_end(), 101);
    window.assert_restored();
    let said = window.said();
    let (left, spoke) = (said.find("\u{1b}[?1049l").unwrap(), said.find("on purpose").unwrap());
    assert!(left < spoke, "{said:?}");
    assert!(!said.contains("inside a reader"), "a panic that is caught and told as a refusal passes by: {said:?}");
}
