//! Each subcommand through the built program: what it prints, what it leaves on disk, its exit code.
//!
//! One module a purpose; a folder to work in and what is put there are here.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod exporting;
mod importing;
mod reading;
mod record;
mod usage;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::json;
use shenyue::report::Report;
use shenyue::review::{Act, Kind, Put, PutKey, Review, Reviewer, Stage, Stamp};
use tempfile::TempDir;

/// A folder to work in.
struct Place {
    dir: TempDir,
}

/// What a run of the program gave.
struct Run {
    code: i32,
    text: String,
    problem: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap(), text: text(output.stdout), problem: text(output.stderr) }
    }
}

impl Place {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shenyue"));
        command.args(args).current_dir(self.dir.path()).env_clear().env("HOME", self.path("home")).env("LANG", "zh_CN.UTF-8");
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// An assessment reviewed by `name`, one act after another.
    fn reviewed(&self, file: &str, name: &str, acts: &[Put]) {
        let report = Report::load(ASSESSMENT.as_bytes().to_vec()).unwrap().report;
        let mut review = Review::default();
        let key = format!("r-{:012x}", name.len() * 31 + usize::from(name.as_bytes()[0]));
        let stamp = |n: usize| Stamp { by: key.clone(), seat: "zhang@pc".into(), at: format!("2026-11-23T10:00:{n:02}+08:00") };
        if !acts.is_empty() {
            let who = Reviewer { name: name.into(), ..Reviewer::default() };
            review.accept(review.introduction(&who, report.sha256(), &stamp(0)).unwrap());
        }
        for (n, act) in acts.iter().enumerate() {
            let event = review.stamp(&Act::Put(vec![act.clone()]), &stamp(n + 1)).unwrap();
            review.accept(event);
        }
        let bytes = if acts.is_empty() { ASSESSMENT.into() } else { report.with_review(&review.to_json(report.sha256())).concat() };
        fs::write(self.path(file), bytes).unwrap();
    }
}

fn mark(item: &str, to: &str) -> Put {
    let key = PutKey::Is(shenyue::review::mark_key(Stage::First, item));
    Put { kind: Kind::Mark, key, value: Some(json!({"to": to, "content": ""})), rules: false }
}

fn link(one: &str, other: &str) -> Put {
    let key = PutKey::Is(shenyue::review::link_key(one, other));
    Put { kind: Kind::Link, key, value: Some(json!("yes")), rules: false }
}

fn comment(text: &str) -> Put {
    let value = json!({"on": ["duty-1"], "kind": "question", "text": text});
    Put { kind: Kind::Comment, key: PutKey::New, value: Some(value), rules: false }
}

fn finding(title: &str) -> Put {
    let value = json!({"on": ["indicator-1"], "severity": "major", "title": title, "criteria": "预算法", "condition": "无佐证"});
    Put { kind: Kind::Finding, key: PutKey::New, value: Some(value), rules: false }
}

const ASSESSMENT: &str = r#"{
  "format": "shenyue.assessment/1",
  "report": {"title": "示例局2024年度部门整体支出绩效自评报告", "department": "示例局", "year": "2024"},
  "duties": [{"text": "负责全市示例工作的组织和协调。"}, {"text": "负责示例资料的管理。"}],
  "indicators": [{"name": "培训期数", "target": "12", "actual": "12", "unit": "期"}],
  "issues": [{"text": "部分项目执行进度偏慢。"}],
  "measures": [{"text": "加快项目执行。"}]
}
"#;

const REPORT_TEXT: &str = "示例局2024年度部门整体支出绩效自评报告

一、部门基本情况
（一）部门职能
1.负责全市示例工作的组织和协调。
2.负责示例资料的管理。

二、存在问题
1.部分项目执行进度偏慢。

三、改进措施
1.加快项目执行。
";
