//! What papers say of indicators and their scores.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Facts, cite, date, supplements};
use crate::export::scope::Scope;
use crate::export::scores::ScoreRow;
use crate::report::{Evidence, Indicator, ItemRef, Quantity};

impl Facts<'_> {
    pub(super) fn indicators(&self, scope: &mut Scope) {
        let report = self.record.report;
        let rows = (0..report.counts().indicators).zip(&self.record.scores.rows);
        scope.list("指标", rows.map(|(n, score)| self.indicator(n, &report.indicator(n), score)).collect());
        scope.list("调整", self.bridge());
        scope.list("补录", supplements(self.record));
        let rows = &self.record.scores.rows;
        let all = |value: fn(&ScoreRow) -> Option<Decimal>| -> Option<Decimal> {
            (!rows.is_empty()).then(|| rows.iter().map(value).sum::<Option<Decimal>>())?
        };
        scope.number("分值合计", all(|row| row.weight));
        scope.number("自评得分合计", all(|row| row.self_score));
        let deducted: Decimal = rows.iter().flat_map(|row| &row.deductions).map(|(_, _, points)| points).sum();
        scope.number("扣分合计", Some(deducted).filter(|points| !points.is_zero()));
        let (total, is_complete) = self.record.scores.total();
        scope.number("复核得分", total.filter(|_| is_complete));
        scope.maybe("复核等级", self.record.scores.grade.clone().filter(|_| is_complete));
        let without = rows.iter().filter(|row| row.score.is_none()).count();
        match total {
            None if rows.iter().any(|row| row.weight.is_some()) => scope.text("评分说明", "本次复核未评分"),
            None => scope.text("评分说明", "报告未列指标分值，本次复核未评分"),
            Some(total) if !is_complete => {
                scope.text("评分说明", format!("已评分指标合计{total}分，另有{without}项指标未评分，复核得分不完整"));
            }
            Some(_) => {}
        }
    }

    fn indicator(&self, n: u32, indicator: &Indicator, points: &ScoreRow) -> Scope {
        let report = self.record.report;
        let id = report.id(ItemRef::Indicator(n));
        let mut scope = Scope::from(id.clone());
        for (name, level) in [("一级", 0), ("二级", 1)] {
            scope.maybe(name, indicator.levels.get(level).cloned());
        }
        scope.text(
            "三级",
            if indicator.name.is_empty() { indicator.levels.get(2).cloned().unwrap_or_default() } else { indicator.name.clone() },
        );
        let nature = [&indicator.comparator, &indicator.nature].into_iter().flatten().next();
        scope.maybe("性质", nature.cloned());
        quantity(&mut scope, "指标值", indicator.target.as_ref());
        let unit = indicator.unit.clone().or_else(|| indicator.target.as_ref().and_then(|target| target.unit.clone()));
        scope.maybe("单位", unit);
        scope.number("分值", points.weight);
        quantity(&mut scope, "完成值", indicator.actual.as_ref());
        scope.number("自评得分", points.self_score);
        let verified = points.verified.as_deref().map(Quantity::parse);
        quantity(&mut scope, "认定值", verified.as_ref());
        if verified.is_none() {
            scope.maybe("认定值", points.supplied.as_ref().map(|supplied| format!("{supplied}（补录）")));
        }
        scope.maybe("起评", points.from);
        scope.number("起评分", points.base);
        let deducted: Decimal = points.deductions.iter().map(|(_, _, points)| points).sum();
        scope.number("扣分", Some(deducted).filter(|points| !points.is_zero()));
        scope.number("复核得分", points.score);
        scope.number("核减分", points.self_score.zip(points.score).map(|(before, after)| before - after));
        let supplied = points.supplied.as_deref().map(Quantity::parse);
        let actual = verified.as_ref().or(supplied.as_ref()).or(indicator.actual.as_ref());
        scope.maybe("偏离度", deviation(indicator.target.as_ref(), actual));
        self.reasons(&mut scope, &id, points);
        scope.text("佐证", self.evidence_of(&id, indicator));
        self.marked(&mut scope, &id, points);
        scope
    }

    /// Why points were taken off, and what is wrong where none were.
    fn reasons(&self, scope: &mut Scope, id: &str, points: &ScoreRow) {
        let mut reasons = Vec::new();
        for at in self.record.review.findings_on(id) {
            let named = &self.record.review.findings()[*at];
            let Some(finding) = named.standing.settled().filter(|finding| finding.state != crate::review::FindingState::Withdrawn) else {
                continue;
            };
            if finding.severity == crate::review::Severity::Hint {
                continue;
            }
            let own = points.deductions.iter().filter(|(number, ..)| *number == named.number);
            let taken: Decimal = own.map(|(_, _, points)| points).sum();
            let criteria = finding.criteria.trim().trim_end_matches('。');
            let said = match (taken.is_zero(), criteria.is_empty()) {
                (true, _) => "未扣分".to_owned(),
                (false, true) => format!("扣{taken}分"),
                (false, false) => format!("扣{taken}分；依据：{criteria}"),
            };
            reasons.push(format!("问题{}：{}（{said}）", named.number, finding.title.trim()));
        }
        // A deduction may hang on a finding that is on something else.
        for (number, title, taken) in &points.deductions {
            if !reasons.iter().any(|reason| reason.starts_with(&format!("问题{number}："))) {
                reasons.push(format!("问题{number}：{title}（扣{taken}分）"));
            }
        }
        reasons.extend(Some(points.reason.trim().to_owned()).filter(|reason| !reason.is_empty()));
        scope.text("扣分原因", reasons.join("\n"));
    }

    fn evidence_of(&self, id: &str, indicator: &Indicator) -> String {
        let stated = indicator.evidence.iter().map(evidence);
        let findings = self.record.review.findings_on(id).iter().filter_map(|at| self.record.review.findings()[*at].standing.settled());
        let noted = findings.flat_map(|finding| &finding.evidence).map(|note| match note.page.as_str() {
            "" => note.name.clone(),
            page => format!("{}（第{page}页）", note.name),
        });
        let mut all: Vec<String> = stated.chain(noted).collect();
        let mut seen = std::collections::HashSet::new();
        all.retain(|one| seen.insert(one.clone()));
        all.join("；")
    }

    /// Who judged the indicator last, and how.
    fn marked(&self, scope: &mut Scope, id: &str, points: &ScoreRow) {
        let mark = self.marks.get(id);
        let by = mark.map(|(_, said)| (said.by.clone(), said.at.clone())).or_else(|| points.by.clone());
        if let Some((by, at)) = by {
            scope.text("审核人", self.who(&by));
            scope.text("日期", date(&at));
        }
        scope.maybe("标记", mark.map(|(_, said)| super::inside::mark_words(said.value.to, crate::report::ItemKind::Indicator)));
        scope.text("批注", self.comments_on(id));
    }

    /// 得分调整过程: from the department's score to ours, step by step; the last step arrives at the total.
    fn bridge(&self) -> Vec<Scope> {
        let report = self.record.report;
        let rows = &self.record.scores.rows;
        let (_, is_complete) = self.record.scores.total();
        let start: Option<Decimal> = rows.iter().map(|row| row.self_score).sum();
        let Some(mut running) = start.filter(|_| is_complete) else { return Vec::new() };
        let mut steps = Vec::new();
        let mut step = |what: String, indicator: String, points: Option<Decimal>, basis: String, source: String| {
            running += points.unwrap_or_default();
            let mut scope = Scope::from(source);
            scope.text("事项", what);
            scope.text("指标", indicator);
            scope.number("分值", points);
            scope.number("调整后", Some(running));
            scope.text("依据", basis);
            steps.push(scope);
        };
        step("自评得分".into(), String::new(), None, "自评各指标得分合计".into(), "self".into());
        for (n, row) in (0..report.counts().indicators).zip(rows) {
            let at = ItemRef::Indicator(n);
            let (id, name) = (report.id(at), cite::short(&report.item(at).name));
            let (Some(own), Some(base), Some(score)) = (row.self_score, row.base, row.score) else { continue };
            if base != own {
                let from = row.from.unwrap_or_default();
                step("起评分调整".into(), name.clone(), Some(base - own), format!("起评分取{from}。{}", row.reason.trim()), id.clone());
            }
            let mut left = base;
            for (number, title, points) in &row.deductions {
                // No score falls below zero: what is left is all that can be taken.
                let taken = (*points).min(left);
                left -= taken;
                step(format!("问题{number}：{title}"), name.clone(), Some(-taken), String::new(), id.clone());
            }
            if left != score {
                step("四舍五入".into(), name, Some(score - left), String::new(), id);
            }
        }
        steps
    }
}

/// A number where it is printed as one, else as printed.
fn quantity(scope: &mut Scope, name: &'static str, quantity: Option<&Quantity>) {
    let Some(quantity) = quantity else { return };
    match quantity.value.filter(|value| value.to_string() == quantity.raw.trim()) {
        Some(number) => scope.number(name, Some(number)),
        None => scope.text(name, quantity.raw.clone()),
    }
}

/// (完成值 − 指标值) ÷ 指标值, to two digits; only of what is exact.
fn deviation(target: Option<&Quantity>, actual: Option<&Quantity>) -> Option<String> {
    let exact = |quantity: Option<&Quantity>| quantity.filter(|quantity| quantity.approx == crate::report::Approx::Exact)?.value;
    let (target, actual) = (exact(target)?, exact(actual)?);
    let share = actual.checked_sub(target)?.checked_div(target)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let mut share = share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    share.rescale(2);
    Some(format!("{share}%"))
}

fn evidence(evidence: &Evidence) -> String {
    let page = evidence.page.as_ref().map(|page| format!("第{page}页"));
    let status = evidence.status.as_ref().filter(|status| *status != "有").cloned();
    let said: Vec<String> = [page, status].into_iter().flatten().collect();
    if said.is_empty() { evidence.name.clone() } else { format!("{}（{}）", evidence.name, said.join("，")) }
}

/// The words for a field that was read in.
pub(super) fn field_words(path: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("target", "年度指标值"),
        ("actual", "实际完成值"),
        ("weight", "分值"),
        ("self_score", "自评得分"),
        ("unit", "计量单位"),
        ("initial", "年初预算数"),
        ("adjusted", "调整后预算数"),
        ("executed", "执行数"),
        ("rate", "执行率"),
        ("income", "收入"),
        ("carryover", "结转结余"),
        ("final_account", "决算数"),
        ("basic.budget", "基本支出预算数"),
        ("basic.executed", "基本支出执行数"),
        ("project.budget", "项目支出预算数"),
        ("project.executed", "项目支出执行数"),
        ("score", "自评得分"),
        ("grade", "自评等级"),
        ("owner", "责任单位"),
        ("deadline", "时限"),
    ];
    WORDS.iter().find(|(known, _)| *known == path).map_or_else(|| path.to_owned(), |(_, words)| (*words).to_owned())
}
