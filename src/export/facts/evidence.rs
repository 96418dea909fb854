//! What could not be verified, and the evidence still to come, by the office that has it.
//!
//! The two agree: what could not be verified for want of a paper is listed with the paper, and each such
//! paper is asked for. A check that found nothing to look at in this report, such as the limits of a kind of
//! indicator it does not have, blocks no conclusion and is not the department's business.

use std::collections::BTreeMap;

use super::{Facts, cite, date};
use crate::checks::State;
use crate::export::scope::Scope;
use crate::report::ItemRef;
use crate::review::{Call, Deadline, Kind, MarkTo, Receipt, Standing};

/// A conclusion that needs a paper.
struct Matter {
    /// The checks that reach it; one that could not look leaves it open.
    checks: &'static [&'static str],
    what: &'static str,
    /// The paper that would settle it.
    paper: &'static str,
}

/// 自评表, wherever it is asked for.
const TABLE: &str = "部门整体支出绩效自评表";

/// What every review of a department has to conclude on.
const MATTERS: &[Matter] = &[
    Matter {
        checks: &["B03", "B05"], what: "基本支出、项目支出等支出构成", paper: "支出明细表（基本支出、项目支出的预算数和执行数）"
    },
    Matter { checks: &["B06"], what: "执行数与部门决算是否一致", paper: "经批复的部门决算报表" },
    Matter { checks: &["B07"], what: "预算调整情况", paper: "年初部门预算批复及年中预算调整文件" },
    Matter { checks: &["B08"], what: "“三公”经费控制情况", paper: "“三公”经费预算数、决算数及上年决算数" },
    Matter { checks: &["I05", "I06", "I07", "B12"], what: "自评得分是否正确", paper: TABLE },
    Matter { checks: &["I08", "I09"], what: "绩效目标完成程度", paper: "经批复的绩效目标表及各指标完成情况" },
];
/// Reasons that are given for one matter; more repeat each other.
const REASONS_MAX: usize = 2;

/// A request: what is asked for, to verify what, where the report speaks of it, by when.
struct Wanted {
    office: String,
    name: String,
    purpose: String,
    place: String,
    due: String,
    source: String,
}

impl Facts<'_> {
    pub(super) fn evidence(&self, scope: &mut Scope) {
        let unverified = self.unverified();
        scope.count("未核数", unverified.len());
        scope.list("未核", unverified);
        let wanted = self.wanted();
        scope.count("资料数", wanted.len());
        let mut offices: BTreeMap<(bool, String), Vec<Scope>> = BTreeMap::new();
        for wanted in wanted {
            let mut row = Scope::from(wanted.source);
            row.text("名称", wanted.name);
            row.text("用途", wanted.purpose);
            row.text("位置", wanted.place);
            row.maybe("期限", Deadline::parse(&wanted.due).map(|due| due.to_string()));
            // Those that name nobody come last.
            offices.entry((wanted.office.is_empty(), wanted.office)).or_default().push(row);
        }
        let several = offices.len() > 1;
        let office = |((unnamed, name), rows): ((bool, String), Vec<Scope>)| {
            let mut scope = Scope::from("record");
            // A heading over all there is would head nothing.
            scope.text("名称", if unnamed && several { "其他资料".to_owned() } else { name });
            scope.count("资料数", rows.len());
            scope.list("资料", rows);
            scope
        };
        scope.list("处室", offices.into_iter().map(office).collect());
    }

    /// The matters that some check could not look into, each with the reasons.
    fn open_matters(&self) -> Vec<(&'static Matter, String, String)> {
        let rows = self.record.checks.as_ref().map_or(&[][..], |checks| &checks.rows);
        let open = |matter: &'static Matter| {
            let skipped: Vec<_> = rows.iter().filter(|row| row.state == State::Skip && matter.checks.contains(&&*row.id)).collect();
            let mut reasons: Vec<&str> = Vec::new();
            for reason in skipped.iter().map(|row| row.detail.trim_end_matches(['。', '；'])) {
                if !reasons.contains(&reason) && reasons.len() < REASONS_MAX {
                    reasons.push(reason);
                }
            }
            Some((matter, reasons.join("；"), format!("check {}", skipped.first()?.id)))
        };
        MATTERS.iter().filter_map(open).collect()
    }

    fn unverified(&self) -> Vec<Scope> {
        let row = |what: String, why: String, source: String| {
            let mut scope = Scope::from(source);
            scope.text("事项", what);
            scope.text("原因", why);
            scope
        };
        let matters = self.open_matters().into_iter().map(|(matter, why, source)| row(matter.what.to_owned(), why, source));
        let waiting = self.waiting().map(|(item, id)| row(cite::name(self.record, item), "佐证材料待补充".to_owned(), id));
        matters.chain(waiting).collect()
    }

    /// The items marked as needing evidence, in report order.
    fn waiting(&self) -> impl Iterator<Item = (ItemRef, String)> {
        let report = self.record.report;
        let waits = |id: &String| self.marks.get(id).is_some_and(|(_, said)| said.value.to == MarkTo::NeedsEvidence);
        report.items().map(|item| (item, report.id(item))).filter(move |(_, id)| waits(id))
    }

    /// Everything asked for, each paper once.
    fn wanted(&self) -> Vec<Wanted> {
        let mut all = self.wanted_papers();
        all.extend(self.open_matters().into_iter().map(|(matter, _, source)| Wanted {
            office: String::new(),
            name: matter.paper.to_owned(),
            purpose: format!("核实{}", matter.what),
            place: String::new(),
            due: String::new(),
            source,
        }));
        all.extend(self.waiting().flat_map(|(item, id)| self.wanted_of(item, &id)));
        all.extend(self.wanted_in_calls());
        let mut once: Vec<Wanted> = Vec::new();
        for one in all {
            match once.iter_mut().find(|other| other.office == one.office && other.name == one.name && other.place == one.place) {
                Some(other) if other.purpose == one.purpose => {}
                Some(other) => other.purpose = format!("{}；{}", other.purpose, one.purpose),
                None => once.push(one),
            }
        }
        once
    }

    /// 自评表 and annexes that have not come.
    fn wanted_papers(&self) -> Vec<Wanted> {
        let (report, review) = (self.record.report, self.record.review);
        let missing = |key: &String| {
            let standing: Standing<Receipt> = review.typed(Kind::Report, key);
            standing.settled() == Some(&Receipt::NotReceived)
        };
        let wanted = |key: String| {
            let name = match key.strip_prefix("annex-").and_then(|n| n.parse::<usize>().ok()) {
                Some(n) => {
                    let annex = n.checked_sub(1).and_then(|at| report.enclosed().annexes.get(at));
                    format!("报告附件{n}{}", annex.map_or_else(String::new, |annex| format!("《{}》", annex.name)))
                }
                None => TABLE.to_owned(),
            };
            let (purpose, source) = ("报告应附而未收到".to_owned(), format!("report {key}"));
            Wanted { office: String::new(), name, purpose, place: String::new(), due: String::new(), source }
        };
        review.keys(Kind::Report).into_iter().filter(missing).map(wanted).collect()
    }

    /// What an item waits for, from the office that its findings or its own fields name.
    fn wanted_of(&self, item: ItemRef, id: &str) -> Vec<Wanted> {
        let (report, review) = (self.record.report, self.record.review);
        let place = report.item(item).place.map_or_else(String::new, |place| cite::cite(self.record, place));
        let findings = || review.findings_on(id).iter().filter_map(|at| review.findings()[*at].standing.settled());
        let due = findings().map(|finding| finding.deadline.clone()).find(|due| Deadline::parse(due).is_some()).unwrap_or_default();
        let (names, office) = self.named_evidence(item);
        let office = if office.is_empty() {
            findings().map(|finding| finding.owner.trim().to_owned()).find(|owner| !owner.is_empty())
        } else {
            Some(office)
        };
        let wanted = |name| Wanted {
            office: office.clone().unwrap_or_default(),
            name,
            purpose: format!("核实{}", cite::name(self.record, item)),
            place: place.clone(),
            due: due.clone(),
            source: id.to_owned(),
        };
        names.into_iter().map(wanted).collect()
    }

    /// The evidence an item's own fields say is missing, and who has it; else evidence for it at all.
    fn named_evidence(&self, item: ItemRef) -> (Vec<String>, String) {
        let report = self.record.report;
        let of_item = || vec!["能够证明所述情况的佐证材料".to_owned()];
        match item {
            ItemRef::Indicator(n) => {
                let indicator = report.indicator(n);
                let missing = indicator.evidence.iter().filter(|evidence| evidence.status.as_deref().is_some_and(|status| status != "有"));
                let names: Vec<String> = missing.map(|evidence| evidence.name.clone()).filter(|name| !name.is_empty()).collect();
                let office = indicator.evidence.iter().find_map(|evidence| evidence.provider.clone()).unwrap_or_default();
                let unnamed = match &indicator.actual {
                    Some(actual) => format!("实际完成值“{}”的统计台账、原始凭证等佐证材料", actual.raw.trim()),
                    None => "实际完成值及其统计台账、原始凭证等佐证材料".to_owned(),
                };
                (if names.is_empty() { vec![unnamed] } else { names }, office)
            }
            ItemRef::Measure(n) => (of_item(), report.measure(n).owner.unwrap_or_default()),
            _ => (of_item(), String::new()),
        }
    }

    /// What was asked for in talks and has not been answered.
    fn wanted_in_calls(&self) -> Vec<Wanted> {
        let asked = |(key, call): (String, Call)| {
            let at = day(call.at.trim());
            let purpose = if at.is_empty() { "沟通时提出".to_owned() } else { format!("{at}沟通时提出") };
            let wanted = move |question: String| Wanted {
                office: call.with.trim().to_owned(),
                name: question,
                purpose: purpose.clone(),
                place: String::new(),
                due: call.due.clone(),
                source: format!("call {key}"),
            };
            call.questions.into_iter().map(|question| question.trim().to_owned()).filter(|question| !question.is_empty()).map(wanted)
        };
        self.settled_calls().into_iter().filter(|(_, call)| call.answer.trim().is_empty()).flat_map(asked).collect()
    }

    fn settled_calls(&self) -> Vec<(String, Call)> {
        let review = self.record.review;
        let call = |key: String| Some((key.clone(), review.typed::<Call>(Kind::Call, &key).settled()?.clone()));
        let mut calls: Vec<(String, Call)> = review.keys(Kind::Call).into_iter().filter_map(call).collect();
        calls.sort_by(|(_, one), (_, other)| one.at.cmp(&other.at));
        calls
    }

    /// The talks with the department, by time.
    pub(super) fn calls(&self) -> Vec<Scope> {
        let row = |(key, call): (String, Call)| {
            let mut scope = Scope::from(format!("call {key}"));
            scope.text("对方", call.with.trim());
            scope.text("电话", call.telephone.trim());
            scope.text("日期", date(call.at.trim()));
            scope.text("所问", call.questions.iter().map(|question| question.trim()).collect::<Vec<_>>().join("；"));
            scope.text("答复", call.answer.trim());
            scope.text("期限", Deadline::parse(&call.due).map_or_else(|| call.due.trim().to_owned(), |due| due.to_string()));
            scope
        };
        self.settled_calls().into_iter().map(row).collect()
    }
}

/// `2026年11月23日` of a time as written; what is none stays as it is.
fn day(at: &str) -> String {
    let day: Option<jiff::civil::Date> = at.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| at.to_owned(), |day| format!("{}年{}月{}日", day.year(), day.month(), day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_matter_is_reached_by_checks_there_are() {
        for id in MATTERS.iter().flat_map(|matter| matter.checks) {
            assert!(crate::checks::check(id).is_some(), "{id}");
        }
    }
}
