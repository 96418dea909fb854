//! What still stands in the way of 提交复审 or 审定, worst first, each with its place.
//!
//! Some of it blocks: a signature needs one complete total by a chosen standard and no open conflict. The
//! rest is asked about: the reviewer may go on and say why. A stage that is signed has nothing in its way;
//! what has changed beside it is said instead.

use super::{About, Facts, State, lint};
use crate::lang::Said;
use crate::report::ItemRef;
use crate::review::{Finding, FindingState, Kind, Named, Severity, Stage, Standing};
use crate::said;
use crate::scoring::{FlagKind, Sheet};
use crate::words;

/// One thing in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// It cannot be passed over with a reason.
    pub blocks: bool,
    /// How bad.
    pub severity: Severity,
    /// In a sentence.
    pub said: Said,
    /// Where it is.
    pub at: Whereabouts,
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
        way.extend(changed.map(|resign| asks(Severity::Severe, resign.said, row_or_sheet(sheet, resign.row))));
        return way;
    }
    order_of_stages(facts, sheet, &mut way);
    conflicts(facts, &mut way);
    scores(sheet, &mut way);
    findings(facts, sheet.stage, &mut way);
    own_work(facts, &mut way);
    marks(facts, sheet.stage, &mut way);
    // Worst first; within that in the order above, which is the order of the work.
    way.sort_by_key(|obstacle| (!obstacle.blocks, obstacle.severity));
    way
}

fn blocks(said: Said, at: Whereabouts) -> Obstacle {
    Obstacle { blocks: true, severity: Severity::Severe, said, at }
}

fn asks(severity: Severity, said: Said, at: Whereabouts) -> Obstacle {
    Obstacle { blocks: false, severity, said, at }
}

fn row_or_sheet(sheet: &Sheet, row: Option<usize>) -> Whereabouts {
    row.map_or(Whereabouts::Sheet, |n| Whereabouts::Row(sheet.rows[n].id.clone()))
}

/// A later stage signs what the earlier has signed.
fn order_of_stages(facts: &Facts<'_>, sheet: &Sheet, way: &mut Vec<Obstacle>) {
    let earlier = Stage::ALL.into_iter().rev().find(|stage| *stage < sheet.stage);
    if let Some(stage) = earlier.filter(|stage| matches!(facts.review.signoff(*stage), Standing::Nothing)) {
        let word = words::stage(stage);
        let (en, zh) = (word.say(crate::lang::Lang::En), word.say(crate::lang::Lang::Zh));
        way.push(asks(Severity::Severe, said!("{en} is not signed", "{zh}尚未提交"), Whereabouts::Sheet));
    }
}

fn conflicts(facts: &Facts<'_>, way: &mut Vec<Obstacle>) {
    for (kind, key) in facts.review.conflicts().into_iter().take(EACH_MAX) {
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
            Kind::Frame => (said!("opinions on the scoring standard differ", "评分标准意见不一致，须会商确定"), Whereabouts::Sheet),
            _ => (said!("opinions on “{key}” differ", "“{key}”意见不一致，须会商确定"), Whereabouts::Record),
        };
        way.push(blocks(said, at));
    }
}

fn scores(sheet: &Sheet, way: &mut Vec<Obstacle>) {
    if sheet.standard.as_ref().is_none_or(crate::scoring::Standard::is_trial) {
        way.push(blocks(said!("no scoring standard is chosen", "尚未选定评分标准"), Whereabouts::Sheet));
    }
    for missing in sheet.total.missing.iter().take(EACH_MAX) {
        let said = match missing.row {
            Some(n) => {
                let (name, Said { en, zh }) = (&sheet.rows[n].name, missing.said.clone());
                said!("“{name}”: {en}", "“{name}”：{zh}")
            }
            None => missing.said.clone(),
        };
        way.push(blocks(said, row_or_sheet(sheet, missing.row)));
    }
    if let Some(more) = sheet.total.missing.len().checked_sub(EACH_MAX).filter(|more| *more > 0) {
        way.push(blocks(said!("and {more} rows more", "另有 {more} 行"), Whereabouts::Sheet));
    }
    // What is in dispute or missing is listed above; reasons are R02's and R05's.
    let told = [FlagKind::Disputed, FlagKind::NoReason, FlagKind::AboveSelf];
    let is_bad = |flag: &&crate::scoring::Flag| flag.severity <= Severity::Major && !told.contains(&flag.kind);
    for flag in sheet.flags.iter().filter(is_bad) {
        way.push(asks(flag.severity, flag.said.clone(), Whereabouts::Sheet));
    }
    for row in sheet.rows.iter().filter(|row| row.counts()) {
        for flag in row.flags.iter().filter(is_bad) {
            let (name, Said { en, zh }) = (&row.name, flag.said.clone());
            way.push(asks(flag.severity, said!("“{name}”: {en}", "“{name}”：{zh}"), Whereabouts::Row(row.id.clone())));
        }
    }
}

/// Findings must say on what grounds, what is so and what to do; at the last stage they are settled.
fn findings(facts: &Facts<'_>, stage: Stage, way: &mut Vec<Obstacle>) {
    let stand = |named: &&Named<Finding>| {
        named.standing.settled().is_some_and(|finding| finding.stage <= stage && finding.state != FindingState::Withdrawn)
    };
    for named in facts.review.findings().iter().filter(stand).take(EACH_MAX) {
        let Some(finding) = named.standing.settled() else { continue };
        let number = named.number;
        let parts =
            [(&finding.criteria, "grounds", "依据"), (&finding.condition, "facts", "事实"), (&finding.recommendation, "advice", "建议")];
        let lacks: Vec<(&str, &str)> = parts.iter().filter(|(text, ..)| text.trim().is_empty()).map(|(_, en, zh)| (*en, *zh)).collect();
        let at = || Whereabouts::Finding(named.key.clone());
        if !lacks.is_empty() {
            let en = lacks.iter().map(|(en, _)| *en).collect::<Vec<_>>().join(", ");
            let zh = lacks.iter().map(|(_, zh)| *zh).collect::<Vec<_>>().join("、");
            way.push(asks(Severity::Major, said!("finding {number} lacks {en}", "问{number}未写明{zh}"), at()));
        }
        if stage == Stage::Final && finding.state != FindingState::Settled {
            way.push(asks(Severity::Major, said!("finding {number} is not settled", "问{number}尚未定稿"), at()));
        }
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
            way.push(asks(verdict.severity, one.hit.detail.clone(), at));
        }
    }
}

/// Items without a mark in this stage are listed as one line that leads to the first.
fn marks(facts: &Facts<'_>, stage: Stage, way: &mut Vec<Obstacle>) {
    let open = |at: &ItemRef| facts.report.is_reviewable(*at) && facts.review.mark(stage, &facts.report.id(*at)).settled().is_none();
    let mut open = facts.report.items().filter(open);
    if let Some(first) = open.next() {
        let n = open.count() + 1;
        way.push(asks(Severity::Minor, said!("{n} items are not marked", "{n} 项尚未标记"), Whereabouts::Item(first)));
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
        assert_eq!(resign, ["“满意度”：签审 39，现为 40", "总分：签审 99，现为 100"]);
    }
}
