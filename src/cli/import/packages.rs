//! What came of a folder of packages, for people and for programs.

use serde::Serialize;

use crate::import::{Account, Counts};
use crate::lang::Lang;
use crate::term::{Outcome, Package};

/// A line a department, what it lacks under it, and a sum.
pub(super) fn page(packages: &[Package], lang: Lang) -> Vec<String> {
    let mut said = Vec::new();
    for package in packages {
        said.push(format!("{}：{}", package.name, outcome(package, lang)));
        let lacks = lacks(package).into_iter().map(|(zh, en, _)| lang.pick(en, zh).to_owned());
        let foreign = package.foreign.iter().map(|(file, kind)| {
            lang.pick(format!("{file} is {}, not read. ", kind.say(lang)), format!("{file} 是{}，未读取。", kind.say(lang)))
                + kind.next_step(lang)
        });
        let unread =
            package.unread.iter().map(|(file, why)| lang.pick(format!("{file}: not read. {why}"), format!("{file}：未读取。{why}")));
        said.extend(lacks.chain(foreign).chain(unread).map(|line| format!("  {line}")));
    }
    let made = packages.iter().filter(|package| matches!(package.outcome, Outcome::Made(_))).count();
    let all = packages.len();
    said.push(lang.pick(format!("{made} of {all} packages imported"), format!("共 {all} 个部门，本次导入 {made} 个")));
    let unread: usize = packages.iter().map(|package| package.unread.len()).sum();
    if unread > 0 {
        said.push(lang.pick(
            format!("{unread} files or folders were left out, see above: what they hold counts as not received"),
            format!("另有 {unread} 个文件或文件夹未读取，见上；其中的内容按未收到计"),
        ));
    }
    said
}

fn outcome(package: &Package, lang: Lang) -> String {
    let path = package.output.display();
    match &package.outcome {
        Outcome::Made(account) => {
            let Counts { duties, work_items, indicators, issues, measures, .. } = account.counts;
            lang.pick(
                format!("{duties} duties, {work_items} work items, {indicators} indicators, {issues} issues, {measures} measures; written: {path}"),
                format!("职责 {duties}，任务 {work_items}，指标 {indicators}，问题 {issues}，措施 {measures}；已生成 {path}"),
            )
        }
        Outcome::Kept { reviewed: true } => {
            lang.pick(format!("left as it is: {path} holds a review"), format!("{path} 已有审核记录，未动"))
        }
        Outcome::Kept { reviewed: false } => lang.pick(format!("left as it is: {path} was there"), format!("{path} 已存在，未动")),
        Outcome::Nothing => lang.pick("nothing in it can be read", "没有可读取的文件").to_owned(),
        Outcome::Refused(trouble) => format!("{} {}", trouble.why, trouble.next),
    }
}

/// What a department did not hand in: (zh, en, token).
fn lacks(package: &Package) -> Vec<(&'static str, &'static str, &'static str)> {
    const REPORT: (&str, &str, &str) = ("未收到自评报告", "no self-assessment report received", "report");
    const TABLE: (&str, &str, &str) = ("未收到自评表", "no score table received", "score_table");
    match &package.outcome {
        Outcome::Made(account) => {
            let rows = [(has_report(account), REPORT), (account.has_scores, TABLE)];
            rows.into_iter().filter(|(has, _)| !has).map(|(_, lack)| lack).collect()
        }
        Outcome::Nothing | Outcome::Refused(_) => vec![REPORT, TABLE],
        Outcome::Kept { .. } => Vec::new(),
    }
}

/// A score table alone has indicators and nothing to read.
fn has_report(account: &Account) -> bool {
    let Counts { duties, work_items, issues, measures, achievements, .. } = account.counts;
    duties + work_items + issues + measures + achievements > 0
}

#[derive(Serialize)]
struct Row<'a> {
    department_folder: &'a str,
    output: String,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<&'a Counts>,
    lacks: Vec<&'static str>,
    not_read: Vec<NotRead<'a>>,
}

#[derive(Serialize)]
struct NotRead<'a> {
    file: &'a str,
    /// What it is, or `unread`.
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

/// One JSON list and a line end.
pub(super) fn list(packages: &[Package]) -> String {
    let row = |package: &'_ Package| -> serde_json::Value {
        let (outcome, why, counts) = match &package.outcome {
            Outcome::Made(account) => ("made", None, Some(&account.counts)),
            Outcome::Kept { reviewed: true } => ("kept_reviewed", None, None),
            Outcome::Kept { reviewed: false } => ("kept", None, None),
            Outcome::Nothing => ("nothing", None, None),
            Outcome::Refused(trouble) => ("refused", Some(trouble.why.as_str()), None),
        };
        let foreign = package.foreign.iter().map(|(file, kind)| NotRead { file, kind: kind.name(), why: None });
        let unread = package.unread.iter().map(|(file, why)| NotRead { file, kind: "unread", why: Some(why) });
        let row = Row {
            department_folder: &package.name,
            output: package.output.display().to_string(),
            outcome,
            why,
            counts,
            lacks: lacks(package).into_iter().map(|(_, _, token)| token).collect(),
            not_read: foreign.chain(unread).collect(),
        };
        serde_json::to_value(row).expect("plain structs of strings and numbers always serialise")
    };
    let rows: Vec<serde_json::Value> = packages.iter().map(row).collect();
    serde_json::to_string_pretty(&rows).expect("values always serialise") + "\n"
}
