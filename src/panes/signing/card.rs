//! Beside what stands in the way: what is signed, in figures, by whom each stage is signed, and what
//! follows from signing.

use crate::checks::Signing;
use crate::command::Target;
use crate::lang::{Words, tr};
use crate::panes::Cx;
use crate::review::Stage;
use crate::ui::{Role, Sheet};
use crate::words;

/// So many digits of a hash are compared on the telephone.
const HASH_SHOWN: usize = 16;

/// What is signed, or will be.
pub(super) fn of(cx: &Cx<'_>, signing: &Signing, cols: u16) -> Sheet<Target> {
    let mut sheet = Sheet::new(cols, cx.lang.pick(13, 12), cx.look.width);
    total(cx, signing, &mut sheet);
    counts(cx, signing, &mut sheet);
    sheet.gap();
    for stage in Stage::ALL {
        stage_line(cx, signing, stage, &mut sheet);
    }
    if let Some(back) = &signing.handed_back {
        let (stage, who) = (cx.say(words::stage(back.stage)), cx.open.who(&back.by));
        let what = cx.lang.pick(format!("{stage} by {who}"), format!("{who}退回{stage}"));
        let label = cx.say(tr("Handed back", "退回修改"));
        sheet.line(label, &[(&what, Role::Warn), ("  ", Role::Text), (&words::when(&back.at), Role::Text)]);
        if !back.reason.is_empty() {
            sheet.prose("", &back.reason, 0, Role::Quote);
        }
    }
    sheet.gap();
    let heads: Vec<String> = signing.heads.iter().map(|head| hash(&head.to_string())).collect();
    let heads = if heads.is_empty() { cx.say(tr("no act yet", "尚无操作")).to_owned() } else { heads.join(" ") };
    sheet.line(cx.say(tr("Record", "操作记录")), &[(&heads, Role::Quiet)]);
    sheet.line(cx.say(tr("Report", "报告校验码")), &[(&hash(cx.open.report.sha256()), Role::Quiet)]);
    sheet.gap();
    sheet.prose("", cx.say(follows(signing)), 0, Role::Text);
    sheet
}

fn hash(of: &str) -> String {
    let shown: Vec<char> = of.chars().take(HASH_SHOWN).collect();
    shown.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The figures as signed, else as they are.
fn total(cx: &Cx<'_>, signing: &Signing, sheet: &mut Sheet<Target>) {
    let figures = &signing.sheet;
    let label = cx.say(tr("Review score", "复核得分"));
    let (total, grade) = match &figures.signed {
        Some(signed) => (signed.signoff.total.clone(), signed.signoff.grade.clone()),
        None => (figures.total.figure().map(|total| format!("{total:.2}")), figures.grade.clone()),
    };
    match total {
        Some(total) => {
            let grade = grade.unwrap_or_default();
            sheet.line(label, &[(&total, Role::Strong), ("  ", Role::Text), (&grade, Role::Strong)]);
        }
        None if figures.findings_only => sheet.line(label, &[(cx.say(words::FINDINGS_ONLY), Role::Text)]),
        None if figures.standard.is_none() => {
            sheet.line(label, &[(cx.say(tr("none: no scoring standard is chosen", "没有：评分标准未选")), Role::Quiet)]);
        }
        None => {
            let n = figures.total.missing.len();
            sheet.line(label, &[(&cx.lang.pick(format!("incomplete: {n} missing"), format!("不完整，尚缺 {n} 项")), Role::Warn)]);
        }
    }
    if let Some(own) = figures.own.figure() {
        sheet.line(cx.say(tr("Self score", "自评得分")), &[(&format!("{own:.2}"), Role::Text)]);
    }
    if let Some(standard) = &figures.standard {
        let name = cx.lang.pick(&standard.name_en, &standard.name);
        sheet.prose(cx.say(tr("Standard", "评分标准")), &format!("{name}  {}", words::edition(&standard.version, cx.lang)), 0, Role::Text);
        let scored = figures.counted();
        let (done, all) = scored.fold((0, 0), |(done, all), row| (done + usize::from(row.score.is_some()), all + 1));
        sheet.line(cx.say(tr("Scored", "评分")), &[(&format!("{done}/{all}"), Role::Text)]);
    }
}

fn counts(cx: &Cx<'_>, signing: &Signing, sheet: &mut Sheet<Target>) {
    let all: usize = signing.findings.values().sum();
    let by_severity: Vec<String> =
        signing.findings.iter().map(|(severity, n)| format!("{} {n}", cx.say(words::severity(*severity)))).collect();
    let findings = format!("{all}  {}", by_severity.join("  "));
    sheet.line(cx.say(tr("Findings", "问题")), &[(findings.trim_end(), Role::Text)]);
    let (done, items) = signing.marked;
    sheet.line(cx.say(tr("Marked", "审核标记")), &[(&format!("{done}/{items}"), Role::Text)]);
    if signing.supplements > 0 {
        sheet.line(cx.say(tr("Supplements", "补录")), &[(&signing.supplements.to_string(), Role::Text)]);
    }
}

/// `初审  张三  2026-11-23 10:02  85.00 良`, what was passed over and why.
fn stage_line(cx: &Cx<'_>, signing: &Signing, stage: Stage, sheet: &mut Sheet<Target>) {
    let label = cx.say(words::stage(stage));
    let Some((_, sign_off)) = signing.signed.iter().find(|(signed, _)| *signed == stage) else {
        return sheet.line(label, &[(cx.say(NOT_SIGNED), Role::Quiet)]);
    };
    let figures = [sign_off.total.as_deref(), sign_off.grade.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let line = format!("{}  {}  {figures}", cx.open.who(&sign_off.by), words::when(&sign_off.at));
    sheet.line(label, &[(line.trim_end(), Role::Text)]);
    if sign_off.waived > 0 {
        let n = sign_off.waived;
        let says = cx.lang.pick(format!("{n} passed over: {}", sign_off.reason), format!("{n} 件未办完，说明：{}", sign_off.reason));
        sheet.prose("", &says, 0, Role::Quiet);
    }
}

const NOT_SIGNED: Words = tr("not signed", "未提交");

/// What signing leads to, or how what is signed is opened again.
fn follows(signing: &Signing) -> Words {
    let stage = signing.of.1;
    let is_signed = signing.signed.iter().any(|(signed, _)| *signed == stage);
    match (stage, is_signed) {
        (Stage::First, false) => tr(
            "Marks, scores, findings and comments of the first review are then locked, and the re-check works over them. Taken back or handed back, they are open again; the record keeps both.",
            "提交后，初审的标记、评分、问题和批注锁定，由复审接着做；撤回或退回修改即解锁，都留操作记录。",
        ),
        (Stage::Recheck, false) => tr(
            "The work of the re-check is then locked and goes to approval. Taken back or handed back, it is open again; the record keeps both.",
            "提交后，复审的内容锁定，交审定；撤回或退回修改即解锁，都留操作记录。",
        ),
        (Stage::Final, false) => tr(
            "The figures are then final and everything is locked. On the papers the three sign by hand; the code of the record stands on the signature page.",
            "审定后，得分和等级即为最终结果，内容锁定。文书上的编制人、复核人、审定人由各人手签，校验码印在签字页。",
        ),
        (Stage::Final, true) => tr("Locked. Whoever approved may take it back: Enter.", "内容已锁定。审定人可以撤回：按回车。"),
        (_, true) => tr(
            "Locked. Whoever signed may take it back (Enter) while no later stage has signed; the next stage may hand it back.",
            "内容已锁定。后一环节提交之前，提交人可以撤回（按回车）；后一环节可以退回修改。",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn a_hash_is_read_in_fours() {
        assert_eq!(hash("3f9c2a17d0e1b2c3ffff"), "3f9c 2a17 d0e1 b2c3");
        assert_eq!(hash(""), "");
    }
}
