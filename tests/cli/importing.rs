//! import.

use std::fs;

use crate::{Place, REPORT_TEXT, mark};
use shenyue::report::Report;

#[test]
fn import_makes_an_assessment_and_never_writes_over_one() {
    let place = Place::new();
    fs::write(place.path("报告.txt"), REPORT_TEXT).unwrap();
    let made = place.run(&["import", "报告.txt", "-o", "局.json"]);
    assert_eq!(made.code, 0, "{}", made.problem);
    assert!(made.text.contains("局.json"), "{}", made.text);
    assert!(Report::load(fs::read(place.path("局.json")).unwrap()).is_ok());

    let before = fs::read(place.path("局.json")).unwrap();
    assert_eq!(place.run(&["import", "报告.txt", "-o", "局.json"]).code, 4);
    assert_eq!(fs::read(place.path("局.json")).unwrap(), before);
    assert_eq!(place.run(&["import", "报告.txt"]).code, 0, "beside it, under its own name");
    assert!(place.path("报告.json").exists());
    assert_eq!(place.run(&["import", "报告.txt"]).code, 0, "again: with a number");
    assert!(place.path("报告-2.json").exists());
}

#[test]
fn a_folder_of_packages_gives_one_assessment_each_and_says_who_lacks_what() {
    let place = Place::new();
    for (folder, file, bytes) in [
        ("甲局", "报告.txt", REPORT_TEXT.as_bytes()),
        ("甲局", "旧稿.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"),
        ("乙局", "扫描.png", b"\x89PNG\r\n\x1A\n\0"),
        ("丙局", "报告.txt", REPORT_TEXT.as_bytes()),
    ] {
        fs::create_dir_all(place.path("报送").join(folder)).unwrap();
        fs::write(place.path("报送").join(folder).join(file), bytes).unwrap();
    }
    place.reviewed("报送/丙局.json", "张三", &[mark("duty-1", "accepted")]);
    let before = fs::read(place.path("报送/丙局.json")).unwrap();
    let run = place.run(&["import", "报送"]);
    assert_eq!(run.code, 0, "{}", run.problem);
    assert!(Report::load(fs::read(place.path("报送/甲局.json")).unwrap()).is_ok());
    assert!(!place.path("报送/乙局.json").exists());
    assert_eq!(fs::read(place.path("报送/丙局.json")).unwrap(), before);
    for said in [
        "甲局：职责",
        "未收到自评表",
        "旧稿.doc 是旧版 Word",
        "乙局：没有可读取的文件",
        "未收到自评报告",
        "已有审核记录，未动",
        "共 3 个部门，本次导入 1 个",
    ] {
        assert!(run.text.contains(said), "{said} in {}", run.text);
    }
    let listed: serde_json::Value = serde_json::from_str(&place.run(&["import", "报送", "--format", "json"]).text).unwrap();
    assert_eq!(
        listed.as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect::<Vec<_>>(),
        ["kept_reviewed", "nothing", "kept"]
    );
}

#[test]
#[cfg(unix)]
fn nothing_is_left_out_of_a_package_in_silence() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    // 甲局 and 报告 in GBK, as an archive packed under Windows leaves them.
    let folder = place.path("报送").join(std::ffi::OsStr::from_bytes(b"\xBC\xD7\xBE\xD6"));
    fs::create_dir_all(folder.join("附件")).unwrap();
    fs::write(folder.join(std::ffi::OsStr::from_bytes(b"\xB1\xA8\xB8\xE6.txt")), REPORT_TEXT).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("评分表.xlsx")).unwrap();
    fs::create_dir_all(place.path("报送/乙局")).unwrap();
    for n in 0..=200 {
        fs::write(place.path("报送/乙局").join(format!("{n:03}.png")), b"\x89PNG\r\n\x1A\n\0").unwrap();
    }
    let run = place.run(&["import", "报送"]);
    assert_eq!(run.code, 0, "{}", run.problem);
    assert!(Report::load(fs::read(place.path("报送/甲局.json")).unwrap()).is_ok());
    for said in ["甲局：职责", "附件：未读取", "评分表.xlsx：未读取。文件或文件夹不存在", "200.png：未读取", "另有 3 个文件或文件夹未读取"]
    {
        assert!(run.text.contains(said), "{said} in {}", run.text);
    }
    assert!(!run.text.contains("199.png：未读取"));
    let listed: serde_json::Value = serde_json::from_str(&place.run(&["import", "报送", "--format", "json"]).text).unwrap();
    let unread = |row: &serde_json::Value| row["not_read"].as_array().unwrap().iter().filter(|file| file["why"].is_string()).count();
    assert_eq!(listed.as_array().unwrap().iter().map(unread).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn import_refuses_what_is_no_report() {
    let place = Place::new();
    fs::write(place.path("a.txt"), "今天天气很好。\n").unwrap();
    assert_eq!(place.run(&["import", "a.txt", "-o", "a.json"]).code, 3);
    assert!(!place.path("a.json").exists());
    fs::write(place.path("a.pdf"), "%PDF-1.7\n").unwrap();
    let pdf = place.run(&["import", "a.pdf", "-o", "a.json"]);
    assert_eq!(pdf.code, 3);
    assert!(pdf.problem.contains("文件已损坏") && !pdf.problem.contains("damaged"), "{}", pdf.problem);
    assert_eq!(place.run(&["import", "missing.txt", "-o", "a.json"]).code, 3);
    assert_eq!(place.run(&["import", "a.txt", "missing.txt", "-o", "a.json"]).code, 3);
}
