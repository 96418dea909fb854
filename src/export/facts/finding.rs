//! What papers say of a finding.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::{Facts, cite, date};
use crate::export::rounded;
use crate::export::scope::Scope;
use crate::lang::Lang;
use crate::review::{Deadline, Deduction, Finding, FindingState, Kind, Named, Rectification, Review, RulingTo, Said, Severity, Standing};
use crate::words;

/// A finding that stands.
pub(super) struct Stands<'a> {
    pub named: &'a Named<Finding>,
    pub said: &'a Said<Finding>,
}

impl<'a> Stands<'a> {
    fn of(named: &'a Named<Finding>) -> Option<Self> {
        match &named.standing {
            Standing::Settled(said) => Some(Self { named, said }),
            Standing::Nothing | Standing::Conflict(_) => None,
        }
    }

    pub fn finding(&self) -> &Finding {
        &self.said.value
    }

    /// Whether papers that go out carry it: not withdrawn, and no mere hint.
    pub fn goes_out(&self) -> bool {
        self.finding().goes_out()
    }

    /// Whether the department has answered, or its answer was ruled on.
    pub fn is_answered(&self) -> bool {
        self.finding().severity != Severity::Hint && (self.finding().response.is_some() || self.finding().ruling.is_some())
    }
}

/// The findings on which nobody differs, by number.
pub(super) fn standing(review: &Review) -> Vec<Stands<'_>> {
    review.findings().iter().filter_map(Stands::of).collect()
}

/// Points a finding deducted when it was sent out: as last put before its answer was ruled on.
pub(super) fn proposed(review: &Review) -> HashMap<String, Decimal> {
    let is_ruled = |finding: &Finding| finding.ruling.is_some();
    let ruled = review.findings().iter().filter(|named| named.standing.settled().is_some_and(is_ruled));
    let ruled: HashSet<&str> = ruled.map(|named| named.key.as_str()).collect();
    let mut proposed = HashMap::new();
    if ruled.is_empty() {
        return proposed;
    }
    for event in review.events().filter(|event| review.counts(event.id)) {
        let findings = event.changes.iter().filter(|change| change.object.kind == Kind::Finding.name());
        for change in findings.filter(|change| ruled.contains(change.object.key.as_str())) {
            if let Some(finding) = serde_json::from_str(&change.text).ok().filter(|finding| !is_ruled(finding)) {
                proposed.insert(change.object.key.clone(), deducted(&finding.deductions).unwrap_or_default());
            }
        }
    }
    proposed
}

/// All its deductions together; `None`: it has none that is a number.
pub(super) fn deducted(deductions: &[Deduction]) -> Option<Decimal> {
    let points = deductions.iter().filter_map(|deduction| Decimal::from_str_exact(deduction.points.trim()).ok());
    let sum = points.fold(None, |sum: Option<Decimal>, points| Some(sum.unwrap_or_default() + points));
    sum.map(rounded)
}

impl Facts<'_> {
    pub(super) fn finding(&self, stands: &Stands<'_>) -> Scope {
        let (finding, record) = (stands.finding(), self.record);
        let mut scope = Scope::from(format!("finding {} event {}", stands.named.key, stands.said.event));
        scope.count("编号", stands.named.number as usize);
        scope.text("标题", finding.title.trim().trim_end_matches('。'));
        scope.text("严重程度", words::severity(finding.severity).say(Lang::Zh));
        scope.maybe("类别", finding.dimension.map(|dimension| words::dimension(dimension).say(Lang::Zh)));
        for (name, text) in [
            ("依据", &finding.criteria),
            ("描述", &finding.condition),
            ("原因", &finding.cause),
            ("影响", &finding.effect),
            ("建议", &finding.recommendation),
            ("计算过程", &finding.calculation),
        ] {
            scope.text(name, cite::sentence(&cite::tidy(text)));
        }
        scope.text("算式", cite::sentence(&cite::tidy(&reckoned(finding))));
        scope.text("问题表述", stated(finding));
        scope.maybe("期限", Deadline::parse(&finding.deadline).map(|deadline| deadline.to_string()));
        scope.text("事项", cite::items(record, &finding.on));
        scope.text("位置", cite::places(record, &self.anchors, &finding.on, &finding.quotes));
        scope.text("原文", finding.quotes.iter().map(|quote| cite::quoted(&quote.exact)).collect::<Vec<_>>().join("；"));
        let owner = finding.owner.trim();
        scope.maybe("责任单位", if owner.is_empty() { record.report.meta().department.clone() } else { Some(owner.to_owned()) });
        let evidence = finding.evidence.iter().map(|note| {
            let parts =
                [(&note.page, "第", "页"), (&note.provider, "提供人：", ""), (&note.received, "收到日期：", ""), (&note.proves, "", "")];
            let said = parts.iter().filter(|(text, ..)| !text.is_empty()).map(|(text, before, after)| format!("{before}{text}{after}"));
            let said: Vec<String> = said.collect();
            if said.is_empty() { note.name.clone() } else { format!("{}（{}）", note.name, said.join("，")) }
        });
        scope.text("佐证", evidence.collect::<Vec<_>>().join("；"));
        self.deductions(&mut scope, stands);
        scope.text("状态", words::finding_state(finding.state).say(Lang::Zh));
        answer(&mut scope, finding);
        rectification(&mut scope, finding);
        scope
    }

    fn deductions(&self, scope: &mut Scope, stands: &Stands<'_>) {
        let finding = stands.finding();
        let points = deducted(&finding.deductions).filter(|points| !points.is_zero());
        let stays = finding.state != FindingState::Withdrawn;
        scope.number("扣分", points.filter(|_| stays));
        let each = finding.deductions.iter().map(|deduction| {
            let of_report = self.record.report.find(&deduction.indicator).map(|item| cite::short(&self.record.report.item(item).name));
            let name = of_report.or_else(|| cite::row_title(self.record, &deduction.indicator)).map(|name| cite::quoted(&name));
            // Where the standard is not at hand its row has no title; its code would tell the department nothing.
            format!("{}扣{}分", name.as_deref().unwrap_or("评分标准所列指标"), deduction.points.trim())
        });
        scope.text("扣分说明", each.collect::<Vec<_>>().join("，"));
        let proposed = self.proposed.get(&stands.named.key).copied().or(points).filter(|points| !points.is_zero());
        scope.number("拟扣分", proposed);
        let is_final = finding.ruling.is_some() || is_upheld(finding);
        let last = points.filter(|_| stays).unwrap_or_default();
        if is_final && last.is_zero() {
            scope.text("最终扣分", "不扣分");
        } else {
            scope.number("最终扣分", is_final.then_some(last));
        }
    }
}

/// The lines of its workings that reckon something. Those that a check wrote otherwise say how it searched and how sure
/// it is, which is for the reviewer alone; what the reviewer wrote stands whole.
fn reckoned(finding: &Finding) -> String {
    if finding.origin.check.is_none() {
        return finding.calculation.clone();
    }
    let reckons = |line: &&str| line.contains(['=', '＝', '÷', '×', '≠', '≈']) && line.contains(|c: char| c.is_ascii_digit());
    finding.calculation.lines().filter(reckons).collect::<Vec<_>>().join("\n")
}

/// Title and condition as one text; a condition that says no more than the title, or begins with it, is enough alone.
fn stated(finding: &Finding) -> String {
    let title = finding.title.trim().trim_end_matches('。');
    let condition = cite::sentence(&cite::tidy(&finding.condition));
    let begins = condition.strip_prefix(title).is_some_and(|rest| rest.is_empty() || rest.starts_with(['。', '：', '，']));
    match (condition.is_empty(), begins) {
        (true, _) => title.to_owned(),
        (false, true) => condition,
        (false, false) => format!("{title}。\n{condition}"),
    }
}

/// Whether a finding stands though nobody ruled on an answer: it is settled, or none came.
pub(super) fn is_upheld(finding: &Finding) -> bool {
    let unanswered = finding.response.as_ref().is_some_and(|response| !response.came());
    finding.ruling.is_none() && (unanswered || finding.state == FindingState::Settled)
}

fn answer(scope: &mut Scope, finding: &Finding) {
    if let Some(response) = finding.response.as_ref().filter(|response| response.came()) {
        scope.text("反馈", cite::sentence(&response.text));
        scope.text("反馈单位", response.by.trim());
        scope.text("反馈日期", date(&response.at));
    }
    if let Some(ruling) = &finding.ruling {
        scope.text("采纳情况", words::decided(ruling.to, finding).say(Lang::Zh));
        scope.text("采纳理由", cite::sentence(&ruling.reason));
        scope.text("答复", cite::sentence(&ruling.reply));
    } else if is_upheld(finding) {
        scope.text("采纳情况", "维持");
    }
}

/// What the ledger says of the work on a finding. Before there is any it says nothing: the sheet is the
/// department's to fill.
fn rectification(scope: &mut Scope, finding: &Finding) {
    let (state, remedy) = (finding.rectification, &finding.remedy);
    let is_under_way = !matches!(state, Rectification::None | Rectification::Issued);
    scope.maybe("整改状态", is_under_way.then(|| words::rectification(state).say(Lang::Zh)));
    let closed = state == Rectification::Closed;
    let done = remedy.done.map(|done| words::done(done).say(Lang::Zh));
    scope.maybe("完成情况", done.or(is_under_way.then_some(if closed { "已完成" } else { "未完成" })));
    for (name, text) in [
        ("责任人", &remedy.person),
        ("整改结果", &remedy.result),
        ("证明材料", &remedy.proof),
        ("未完成原因", &remedy.unfinished),
        ("核验人", &remedy.verifier),
    ] {
        scope.text(name, text.trim());
    }
    scope.text("核验日期", date(&remedy.verified));
    scope.text("销号日期", if closed { date(&remedy.verified) } else { String::new() });
}

/// How answers were ruled on: accepted, partly, rejected.
pub(super) fn rulings(answered: &[&Stands<'_>]) -> [usize; 3] {
    [RulingTo::Accepted, RulingTo::Partly, RulingTo::Rejected]
        .map(|to| answered.iter().filter(|stands| stands.finding().ruling.as_ref().is_some_and(|ruling| ruling.to == to)).count())
}
