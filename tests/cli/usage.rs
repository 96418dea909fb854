//! Help, wrong usage, settings, and what every command owes its user.

use std::fs;
use std::process::Command;

use crate::{Place, REPORT_TEXT, Run};
use serde_json::Value;

#[test]
fn help_is_chinese_unless_english_is_asked_for() {
    let place = Place::new();
    let help = place.run(&["--help"]);
    assert!(help.text.contains("用法: shenyue [选项] [文件或文件夹]"), "{}", help.text);
    assert_eq!(help.code, 0);
    assert!(place.run(&["--lang", "en", "--help"]).text.contains("Usage: shenyue [OPTIONS] [FILE|FOLDER]"));
    assert!(place.run(&["show", "--lang=en", "--help"]).text.contains("For people (text) or for programs (json)"));
}

#[test]
fn wrong_usage_is_exit_code_2_and_says_what_to_do() {
    let place = Place::new();
    let wrong = place.run(&["--thema", "dark"]);
    assert_eq!(wrong.code, 2);
    assert_eq!(wrong.text, "");
    assert!(wrong.problem.contains("没有这个参数：--thema"), "{}", wrong.problem);
    assert_eq!(place.run(&["--ascii", "show", "x.json"]).code, 2);
}

#[test]
fn without_a_terminal_no_window_opens() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[]);
    let refused = place.run(&["x.json"]);
    assert_eq!(refused.code, 2);
    assert!(refused.problem.contains("终端"), "{}", refused.problem);
}

#[test]
fn a_locale_without_utf8_is_warned_of() {
    let place = Place::new();
    let output = place.command(&["schema"]).env("LANG", "zh_CN.GB18030").output().unwrap();
    assert!(Run::of(output).problem.contains("zh_CN.GB18030"));
    assert_eq!(place.run(&["schema"]).problem, "");
}

#[test]
fn the_schema_is_json() {
    let schema: Value = serde_json::from_str(&Place::new().run(&["schema"]).text).unwrap();
    assert!(schema["$schema"].is_string());
}

#[test]
fn keys_are_printed_in_both_languages_and_as_markdown() {
    let place = Place::new();
    let plain = place.run(&["keys"]);
    assert!(plain.text.contains("Ctrl-S") && !plain.text.contains('|'), "{}", plain.text);
    assert!(place.run(&["keys", "--markdown"]).text.contains("|---|"));
    assert_ne!(place.run(&["keys", "--lang", "en"]).text, plain.text);
}

#[test]
fn completions_and_the_manual_page_name_every_command() {
    let place = Place::new();
    for args in [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"]] {
        let text = place.run(args).text;
        for command in ["import", "check", "show", "verify", "merge", "rules", "schema", "keys"] {
            assert!(text.contains(command), "{command} is missing in {args:?}");
        }
        assert!(!text.contains('\u{1f}'), "both languages at once in {args:?}");
    }
}

#[test]
fn a_limit_on_file_sizes_is_told_not_died_of() {
    let place = Place::new();
    fs::write(place.path("报告.txt"), REPORT_TEXT).unwrap();
    let line = format!("ulimit -f 0; exec '{}' import 报告.txt", env!("CARGO_BIN_EXE_shenyue"));
    let output = Command::new("sh").args(["-c", &line]).current_dir(place.dir.path()).env("LANG", "zh_CN.UTF-8").output().unwrap();
    let limited = Run::of(output);
    assert_eq!(limited.code, 4, "{}", limited.problem);
    assert!(limited.problem.contains("文件大小"), "{}", limited.problem);
}

#[test]
fn messages_say_what_to_do_next() {
    let place = Place::new();
    place.reviewed("x.json", "张三", &[]);
    fs::write(place.path("报告.txt"), REPORT_TEXT).unwrap();
    assert!(place.run(&["import", "报告.txt"]).text.contains("接着：shenyue "));
    let taken = place.run(&["import", "报告.txt", "-o", "x.json"]).problem;
    assert!(taken.contains("已有同名文件") && taken.contains("换一个文件名") && !taken.contains("os error"), "{taken}");
    let open_it = place.run(&["import", "x.json"]);
    assert_eq!(open_it.code, 3);
    assert!(open_it.problem.contains("打开：shenyue "), "{}", open_it.problem);
    let misspelt = place.run(&["shwo", "x.json"]).problem;
    assert!(misspelt.contains("没有这个命令：shwo"), "{misspelt}");
    fs::write(place.path("old.txt"), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0").unwrap();
    let old = place.run(&["import", "old.txt"]).problem;
    assert!(old.contains("doc、wps") && old.contains("请用 WPS 另存为 docx"), "{old}");
}

#[test]
fn the_printed_settings_are_right_and_wrong_ones_are_told_with_line_and_column() {
    let place = Place::new();
    for lang in ["zh", "en"] {
        let sample = place.run(&["config", "--lang", lang]);
        assert_eq!(sample.code, 0);
        fs::write(place.path("sample.toml"), &sample.text).unwrap();
        assert_eq!(place.run(&["config", "--check", "sample.toml"]).code, 0);
    }
    fs::write(place.path("wrong.toml"), "theme = \"pink\"\nfont = 1\nsave_after = 0\n").unwrap();
    let wrong = place.run(&["config", "--check", "wrong.toml", "--lang", "en"]);
    assert_eq!(wrong.code, 1);
    let places: Vec<&str> = wrong.text.lines().filter_map(|line| line.split_once("wrong.toml:")?.1.split(": ").next()).collect();
    assert_eq!(places, ["1:9", "2:1", "3:14"], "{}", wrong.text);
    fs::write(place.path("broken.toml"), "theme = \nlines = “ascii”\n").unwrap();
    let broken = place.run(&["config", "--check", "broken.toml", "--lang", "zh"]);
    assert!(broken.text.contains("broken.toml:1:") && broken.text.contains("等号后面没有值（解析程序原文："), "{}", broken.text);
    assert!(broken.text.contains("broken.toml:2:") && broken.text.contains("“ 是中文符号，请改用英文的 \""), "{}", broken.text);
    assert_eq!(place.run(&["config", "--check", "missing.toml"]).code, 3);
}
