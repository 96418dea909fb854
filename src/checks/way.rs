//! What still stands in the way of 提交复审 or 审定, worst first, each with its place.
//!
//! Some of it blocks: where scores are given a signature needs one complete total by a chosen standard,
//! and no conflict may be open. The rest is asked about: the reviewer may go on and say why. Some is
//! merely worth knowing. A stage that is signed has nothing in its way; what has changed beside it is
//! said instead.

use super::{About, Facts, State, lint};
use crate::lang::Said;
use crate::report::ItemRef;
use crate::review::{Finding, FindingState, Kind, MarkTo, Named, Severity, Stage};
use crate::said;
use crate::scoring::{FlagKind, Sheet, Stands};
use crate::words;

/// What an obstacle does to a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weighs {
    /// Nothing is signed before it is done.
    Blocks,
    /// It may be passed over with a reason.
    Asks,
    /// It is worth knowing.
    Tells,
}

/// What an obstacle is of: in one word on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// An earlier stage is not signed.
    Order,
    /// The report is not the one that was reviewed.
    Report,
    /// Opinions differ.
    Conflict,
    /// The scoring standard.
    Standard,
    /// Scores.
    Score,
    /// Findings.
    Finding,
    /// The reviewer's own words and counts.
    OwnWork,
    /// Marks.
    Mark,
    /// What was signed is no longer so.
    Resign,
}

/// One thing in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// It cannot be passed over with a reason.
    pub blocks: bool,
    /// How bad.
    pub severity: Severity,
    /// What it is of.
    pub topic: Topic,
    /// In a sentence.
    pub said: Said,
    /// Where it is.
    pub at: Whereabouts,
}

impl Obstacle {
    /// What it does to a signature.
    pub fn weighs(&self) -> Weighs {
        match (self.blocks, self.severity) {
            (true, _) => Weighs::Blocks,
            (false, Severity::Hint) => Weighs::Tells,
            (false, _) => Weighs::Asks,
        }
    }
}

/// Where an obstacle is: what a line jumps to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// The sheet as a whole, its standard.
    Sheet,
    /// A row of the sheet, by id.
    Row(String),
    /// A finding, by key.
    Finding(String),
    /// An item of the report.
    Item(ItemRef),
    /// A suspicion, by the key of its dismissal.
    Suspicion(String),
    /// The record as a whole.
    Record,
}

/// No more of one kind are listed one by one; the rest is counted.
const EACH_MAX: usize = 200;

/// What stands in the way of signing a sheet's stage. Costs a pass over the report.
pub fn standing_in_the_way(facts: &Facts<'_>, sheet: &Sheet) -> Vec<Obstacle> {
    let mut way = Vec::new();
    if sheet.signed.is_some() {
        let changed = sheet.needs_resign().into_iter();
        way.extend(changed.map(|resign| asks(Severity::Severe, Topic::Resign, resign.said, row_or_sheet(sheet, resign.row))));
        return way;
    }
    order_of_stages(facts, sheet, &mut way);
    report(facts, sheet.stage, &mut way);
    conflicts(facts, &mut way);
    scores(facts, sheet, &mut way);
    findings(facts, sheet.stage, &mut way);
    own_work(facts, &mut way);
    marks(facts, sheet.stage, &mut way);
    // Worst first; within that in the order above, which is the order of the work.
    way.sort_by_key(|obstacle| (obstacle.weighs(), obstacle.severity));
    way
}

fn blocks(topic: Topic, said: Said, at: Whereabouts) -> Obstacle {
    Obstacle { blocks: true, severity: Severity::Severe, topic, said, at }
}

fn asks(severity: Severity, topic: Topic, said: Said, at: Whereabouts) -> Obstacle {
    Obstacle { blocks: false, severity, topic, said, at }
}

fn row_or_sheet(sheet: &Sheet, row: Option<usize>) -> Whereabouts {
    row.map_or(Whereabouts::Sheet, |n| Whereabouts::Row(sheet.rows[n].id.clone()))
}

/// A later stage signs what the earlier has signed.
fn order_of_stages(facts: &Facts<'_>, sheet: &Sheet, way: &mut Vec<Obstacle>) {
    let earlier = Stage::ALL.into_iter().rev().find(|stage| *stage < sheet.stage);
    if let Some(stage) = earlier.filter(|stage| !facts.review.is_signed(*stage)) {
        let word = words::stage(stage);
        let (en, zh) = (word.say(crate::lang::Lang::En), word.say(crate::lang::Lang::Zh));
        way.push(asks(Severity::Severe, Topic::Order, said!("{en} is not signed", "{zh}尚未提交"), Whereabouts::Sheet));
    }
}

/// The report that was judged, and the items that are no longer as they were marked: listed as one line.
fn report(facts: &Facts<'_>, stage: Stage, way: &mut Vec<Obstacle>) {
    if facts.review.judged_sha256().is_some_and(|judged| judged != facts.report.sha256()) {
        let said = said!("the report is not the one that was reviewed", "报告与审核时的不同");
        way.push(asks(Severity::Severe, Topic::Report, said, Whereabouts::Record));
    }
    let changed = |at: &ItemRef| {
        let mark = facts.review.mark(stage, &facts.report.id(*at));
        mark.settled().is_some_and(|mark| !mark.content.is_empty() && mark.content != facts.report.content(*at))
    };
    many(facts, changed, way, Severity::Severe, Topic::Report, |n| {
        said!("{n} items were changed after they were marked", "{n} 项审核后报告有修改，须重看")
    });
}

fn conflicts(facts: &Facts<'_>, way: &mut Vec<Obstacle>) {
    let on = |ids: &[String]| ids.iter().find_map(|id| facts.report.find(id)).map_or(Whereabouts::Record, Whereabouts::Item);
    // A member holds what they hold; that two files say otherwise of one member is a fault of the record.
    let mut conflicts =
        facts.review.conflicts().into_iter().filter(|(kind, _)| !matches!(kind, Kind::Opinion | Kind::Reviewer | Kind::Call));
    for (kind, key) in conflicts.by_ref().take(EACH_MAX) {
        let item = || crate::review::mark_item(&key);
        let (said, at) = match kind {
            Kind::Finding => (said!("opinions on a finding differ", "问题意见不一致，须会商确定"), Whereabouts::Finding(key)),
            Kind::Score => {
                (said!("opinions on a score differ", "复核得分意见不一致，须会商确定"), item().map_or(Whereabouts::Sheet, Whereabouts::Row))
            }
            Kind::Mark => {
                let at = item().and_then(|id| facts.report.find(&id));
                (said!("opinions on a mark differ", "审核标记意见不一致，须会商确定"), at.map_or(Whereabouts::Record, Whereabouts::Item))
            }
            Kind::Comment => {
                let comments = facts.review.comments().iter().filter(|named| named.key == key);
                let ids: Vec<String> = comments.flat_map(|named| named.standing.values()).flat_map(|comment| comment.on.clone()).collect();
                (said!("opinions on a comment differ", "批注意见不一致，须会商确定"), on(&ids))
            }
            Kind::Link => {
                let ids = crate::review::link_ids(&key).map_or_else(Vec::new, |(one, other)| vec![one, other]);
                (said!("opinions on a link differ", "关联意见不一致，须会商确定"), on(&ids))
            }
            Kind::Dismissal => (said!("opinions on a suspicion differ", "疑点是否排除意见不一致，须会商确定"), Whereabouts::Suspicion(key)),
            Kind::Frame => (said!("opinions on the scoring standard differ", "评分标准意见不一致，须会商确定"), Whereabouts::Sheet),
            // Signing once more decides it.
            Kind::Signoff => {
                let said = said!("two signed it, not with the same figures: sign again", "两人各自提交，得分不一致，须重新提交");
                way.push(asks(Severity::Severe, Topic::Conflict, said, Whereabouts::Sheet));
                continue;
            }
            _ => (said!("opinions on “{key}” differ", "“{key}”意见不一致，须会商确定"), Whereabouts::Record),
        };
        way.push(blocks(Topic::Conflict, said, at));
    }
    let more = conflicts.count();
    if more > 0 {
        let said = said!("opinions on {more} more differ", "另有 {more} 处意见不一致，须会商确定");
        way.push(blocks(Topic::Conflict, said, Whereabouts::Record));
    }
}

fn scores(facts: &Facts<'_>, sheet: &Sheet, way: &mut Vec<Obstacle>) {
    if sheet.findings_only {
        let said = said!("findings only, by choice: no review score, no grade", "已选只提问题：没有复核得分和等级");
        return way.push(asks(Severity::Hint, Topic::Standard, said, Whereabouts::Sheet));
    }
    if sheet.scores_nothing(facts.review) {
        let said = said!("no scoring standard is chosen: no review score, no grade", "未选评分标准：没有复核得分和等级");
        return way.push(asks(Severity::Severe, Topic::Standard, said, Whereabouts::Sheet));
    }
    if let Some(name) = &sheet.standard_missing {
        let said = said!("the scoring standard {name} is not at hand", "所选评分标准 {name} 在本机没有找到");
        way.push(blocks(Topic::Standard, said, Whereabouts::Sheet));
    } else if sheet.standard.as_ref().is_none_or(crate::scoring::Standard::is_trial) {
        way.push(blocks(Topic::Standard, said!("no scoring standard is chosen", "尚未选定评分标准"), Whereabouts::Sheet));
    }
    let off = sheet.rows.iter().filter(|row| row.stands == Stands::Off).count();
    if off > 0 {
        let said = said!(
            "{off} rows of the standard are not confirmed: set their weights from the paper, choose another standard, or give findings only",
            "标准有 {off} 行未核实原表：按原表逐行填分值，或改选评分标准，或只提问题"
        );
        way.push(blocks(Topic::Standard, said, Whereabouts::Sheet));
    }
    for missing in sheet.total.missing.iter().take(EACH_MAX) {
        let said = match missing.row {
            Some(n) if sheet.rows[n].stands == Stands::Off => {
                let name = &sheet.rows[n].name;
                said!("“{name}” is not confirmed: set its weight in the sheet", "“{name}”未核实原表：在评分表填上分值即计入")
            }
            Some(n) => {
                let (name, Said { en, zh }) = (&sheet.rows[n].name, missing.said.clone());
                said!("“{name}”: {en}", "“{name}”：{zh}")
            }
            None => missing.said.clone(),
        };
        way.push(blocks(Topic::Score, said, row_or_sheet(sheet, missing.row)));
    }
    if let Some(more) = sheet.total.missing.len().checked_sub(EACH_MAX).filter(|more| *more > 0) {
        way.push(blocks(Topic::Score, said!("and {more} rows more", "另有 {more} 行"), Whereabouts::Sheet));
    }
    // What is in dispute or missing is listed above; reasons are R02's and R05's.
    let told = [FlagKind::Disputed, FlagKind::NoReason, FlagKind::AboveSelf];
    let is_bad = |flag: &&crate::scoring::Flag| flag.severity <= Severity::Major && !told.contains(&flag.kind);
    for flag in sheet.flags.iter().filter(is_bad) {
        way.push(asks(flag.severity, Topic::Score, flag.said.clone(), Whereabouts::Sheet));
    }
    for row in sheet.counted() {
        for flag in row.flags.iter().filter(is_bad) {
            let (name, Said { en, zh }) = (&row.name, flag.said.clone());
            way.push(asks(flag.severity, Topic::Score, said!("“{name}”: {en}", "“{name}”：{zh}"), Whereabouts::Row(row.id.clone())));
        }
    }
}

/// Findings must say on what grounds, what is so and what to do; at the last stage they are settled.
fn findings(facts: &Facts<'_>, stage: Stage, way: &mut Vec<Obstacle>) {
    let stand = |named: &&Named<Finding>| {
        named.standing.settled().is_some_and(|finding| finding.stage <= stage && finding.state != FindingState::Withdrawn)
    };
    let lacking = |named: &Named<Finding>| {
        let mut way = Vec::new();
        let Some(finding) = named.standing.settled() else { return way };
        let number = named.number;
        let parts =
            [(&finding.criteria, "grounds", "依据"), (&finding.condition, "facts", "事实"), (&finding.recommendation, "advice", "建议")];
        let lacks: Vec<(&str, &str)> = parts.iter().filter(|(text, ..)| text.trim().is_empty()).map(|(_, en, zh)| (*en, *zh)).collect();
        let at = || Whereabouts::Finding(named.key.clone());
        if !lacks.is_empty() {
            let en = lacks.iter().map(|(en, _)| *en).collect::<Vec<_>>().join(", ");
            let zh = lacks.iter().map(|(_, zh)| *zh).collect::<Vec<_>>().join("、");
            way.push(asks(Severity::Major, Topic::Finding, said!("finding {number} lacks {en}", "问{number}未写明{zh}"), at()));
        }
        if stage == Stage::Final && finding.state != FindingState::Settled {
            way.push(asks(Severity::Major, Topic::Finding, said!("finding {number} is not settled", "问{number}尚未定稿"), at()));
        }
        way
    };
    let mut lacks = facts.review.findings().iter().filter(stand).flat_map(lacking);
    way.extend(lacks.by_ref().take(EACH_MAX));
    let more = lacks.count();
    if more > 0 {
        let said = said!("findings lack {more} more things", "问题另有 {more} 处未写明或未定稿");
        way.push(asks(Severity::Major, Topic::Finding, said, Whereabouts::Record));
    }
}

/// The lint of the reviewer's own work. Blank scores are listed one by one already.
fn own_work(facts: &Facts<'_>, way: &mut Vec<Obstacle>) {
    let verdicts = lint(facts);
    let bad = verdicts.iter().filter(|verdict| matches!(verdict.state(), State::Fail | State::Warn) && verdict.check.id != "R01");
    for verdict in bad {
        for one in verdict.hits().iter().take(EACH_MAX) {
            let at = match one.hit.about.first() {
                Some(About::Item(at @ ItemRef::Indicator(_))) => Whereabouts::Row(facts.report.id(*at)),
                Some(About::Item(at)) => Whereabouts::Item(*at),
                _ => Whereabouts::Record,
            };
            way.push(asks(verdict.severity, Topic::OwnWork, one.hit.detail.clone(), at));
        }
    }
}

/// Items without a mark in this stage, and those whose evidence is still to come: each as one line that leads
/// to the first. A later stage need not mark again what an earlier one has marked.
fn marks(facts: &Facts<'_>, stage: Stage, way: &mut Vec<Obstacle>) {
    let mark = |at: &ItemRef| facts.review.mark(stage, &facts.report.id(*at)).settled().map(|mark| mark.to);
    let open = |at: &ItemRef| facts.report.is_reviewable(*at) && mark(at).is_none();
    let severity = if stage == Stage::First { Severity::Minor } else { Severity::Hint };
    many(facts, open, way, severity, Topic::Mark, |n| said!("{n} items are not marked", "{n} 项尚未标记"));
    let awaited = |at: &ItemRef| mark(at) == Some(MarkTo::NeedsEvidence);
    many(facts, awaited, way, Severity::Minor, Topic::Mark, |n| said!("{n} items still need evidence", "{n} 项待补资料未收到"));
}

/// One line about all items that fit, leading to the first.
fn many(
    facts: &Facts<'_>,
    fits: impl Fn(&ItemRef) -> bool,
    way: &mut Vec<Obstacle>,
    severity: Severity,
    topic: Topic,
    said: impl Fn(usize) -> Said,
) {
    let mut fitting = facts.report.items().filter(fits);
    if let Some(first) = fitting.next() {
        way.push(asks(severity, topic, said(fitting.count() + 1), Whereabouts::Item(first)));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::{base, report, review};
    use super::*;
    use crate::review::Review;
    use crate::rules::Pack;

    fn lines() -> crate::report::Report {
        report(&json!({"indicators": [
            {"name": "培训人次", "weight": "60", "self_score": "60"}, {"name": "满意度", "weight": "40", "self_score": "40"}
        ]}))
    }

    fn way(review: &Review, pack: &Pack, stage: Stage) -> Vec<(bool, String, Whereabouts)> {
        let report = lines();
        let sheet = Sheet::of(&report, review, Some(pack), stage);
        let way = standing_in_the_way(&Facts::of(&report, review, pack), &sheet);
        way.into_iter().map(|obstacle| (obstacle.blocks, obstacle.said.zh, obstacle.at)).collect()
    }

    #[test]
    fn what_blocks_stands_first_and_leads_to_its_place() {
        let puts = [
            (Kind::Score, "first/indicator-1", json!({"from": "self"})),
            (Kind::Finding, "f1", json!({"title": "无问卷", "condition": "未见问卷", "criteria": "口径4"})),
        ];
        let row = |id: &str| Whereabouts::Row(id.to_owned());
        let told = way(&review(&puts), &base(), Stage::First);
        let expected = [
            (true, "尚未选定评分标准", Whereabouts::Sheet),
            (true, "“满意度”：未评分", row("indicator-2")),
            (false, "问1未写明建议", Whereabouts::Finding("f1".to_owned())),
            (false, "审核标记 0 项、问题 1 个，没有核实无误的记录", Whereabouts::Record),
            (false, "2 项尚未标记", Whereabouts::Item(ItemRef::Indicator(0))),
        ];
        assert_eq!(told, expected.map(|(blocks, said, at)| (blocks, said.to_owned(), at)));
    }

    #[test]
    fn what_a_finding_lacks_is_told_however_many_whole_ones_stand_before_it_and_the_rest_is_counted() {
        let whole = json!({"title": "甲", "condition": "一", "criteria": "二", "recommendation": "三", "state": "settled"});
        let names: Vec<String> = (0..=EACH_MAX).map(|n| format!("f{n:03}")).collect();
        let mut puts: Vec<_> = names.iter().map(|name| (Kind::Finding, name.as_str(), whole.clone())).collect();
        puts.push((Kind::Finding, "f999", json!({"title": "乙", "condition": "一", "criteria": "二", "recommendation": "三"})));
        let about_findings = |puts: &[(Kind, &str, serde_json::Value)]| -> Vec<String> {
            let told = way(&review(puts), &base(), Stage::Final).into_iter().map(|(_, said, _)| said);
            told.filter(|said| said.contains("尚未定稿") || said.contains("处未写明")).collect()
        };
        assert_eq!(about_findings(&puts), ["问202尚未定稿"]);
        for (.., value) in &mut puts {
            value["state"] = json!("draft");
        }
        let told = about_findings(&puts);
        assert_eq!((told.len(), told.last().map(String::as_str)), (EACH_MAX + 1, Some("问题另有 2 处未写明或未定稿")));
    }

    #[test]
    fn opinions_of_members_that_differ_do_not_hide_conflicts_and_the_rest_is_counted() {
        use crate::review::{Act, Put, Stamp};
        let by = |by: &str, to: &str| {
            let mut review = Review::default();
            let calls = (0..=EACH_MAX).map(|n| Put::set(Kind::Call, format!("c{n}"), &json!({"text": to})));
            let marks = (0..EACH_MAX + 3).map(|n| Put::set(Kind::Mark, format!("first/duty-{n}"), &json!({"to": to})));
            let act = Act::Put(calls.chain(marks).collect());
            let stamp = Stamp { by: by.to_owned(), seat: String::new(), at: "2026-11-23T10:02:00+08:00".to_owned() };
            review.accept(review.stamp(&act, &stamp).expect("it puts something"));
            review
        };
        let mut both = by("r-1", "accepted");
        both.union(&by("r-2", "problem"));
        let told = way(&both, &base(), Stage::First).into_iter().map(|(_, said, _)| said).filter(|said| said.contains("意见不一致"));
        let told: Vec<String> = told.collect();
        assert_eq!((told.len(), told.last().map(String::as_str)), (EACH_MAX + 1, Some("另有 3 处意见不一致，须会商确定")));
    }

    #[test]
    fn a_whole_review_has_nothing_in_its_way_and_a_later_stage_waits_for_the_earlier() {
        let pack = base();
        let mut puts = vec![(Kind::Frame, "frame", json!({"pack": "base", "version": "1", "sha256": pack.sha256}))];
        for key in ["first/indicator-1", "first/indicator-2"] {
            puts.push((Kind::Mark, key, json!({"to": "accepted"})));
            puts.push((Kind::Score, key, json!({"from": "self"})));
        }
        assert_eq!(way(&review(&puts), &pack, Stage::First), []);
        let later = way(&review(&puts), &pack, Stage::Recheck);
        assert_eq!(later[0], (false, "初审尚未提交".to_owned(), Whereabouts::Sheet));
        puts.push((
            Kind::Signoff,
            "first",
            json!({"scores": {"indicator-1": "60.00", "indicator-2": "39.00"}, "total": "99.00", "grade": "优"}),
        ));
        let resign: Vec<String> = way(&review(&puts), &pack, Stage::First).into_iter().map(|(_, said, _)| said).collect();
        assert_eq!(resign, ["“满意度”：提交时 39，现为 40", "总分：提交时 99，现为 100"]);
    }
}
