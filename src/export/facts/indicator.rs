//! What papers say of indicators and their scores.

use rust_decimal::Decimal;

use super::{Facts, cite, date, supplements};
use crate::export::scope::Scope;
use crate::lang::Lang;
use crate::report::{Evidence, Indicator, ItemRef, Quantity};
use crate::review::ScoreFrom;
use crate::scoring::{Bridge, Origin, Reckoned, Row, Stands, Step, StepKind, from_words};

impl Facts<'_> {
    pub(super) fn indicators(&self, scope: &mut Scope) {
        let sheet = &self.record.sheet;
        scope.list("指标", sheet.rows.iter().map(|row| self.indicator(row)).collect());
        scope.list("调整", self.bridge());
        scope.list("补录", supplements(self.record));
        scope.number("分值合计", sheet.weight.figure());
        scope.number("自评得分合计", sheet.own.figure());
        let of = |counts: fn(&Row) -> bool| {
            let sum: Decimal = sheet.rows.iter().filter(|row| counts(row)).map(|row| row.taken()).sum();
            Some(sum).filter(|points| !points.is_zero())
        };
        scope.number("扣分合计", of(Row::is_scored));
        scope.number("未计扣分", of(|row| !row.is_scored()));
        scope.number("复核得分", sheet.total.figure());
        scope.maybe("复核等级", sheet.grade.clone());
        let without = sheet.total.missing.len();
        match sheet.total.known {
            _ if !sheet.needs_resign().is_empty() => scope.text("评分说明", "得分在提交后有改动，需重新提交"),
            _ if sheet.findings_only => scope.text("评分说明", "本次复核只提出问题，不评分"),
            None if sheet.rows.iter().any(|row| row.weight().is_some()) => scope.text("评分说明", "本次复核未评分"),
            None => scope.text("评分说明", "报告未列指标分值，本次复核未评分"),
            Some(total) if without > 0 => {
                scope.text("评分说明", format!("已评分指标合计{total}分，另有{without}项指标未评分，复核得分不完整"));
            }
            Some(_) => {}
        }
    }

    fn indicator(&self, row: &Row) -> Scope {
        let says = row.at.and_then(|at| match at {
            ItemRef::Indicator(n) => Some(self.record.report.indicator(n)),
            _ => None,
        });
        let mut scope = Scope::from(row.id.clone());
        for (name, level) in ["一级", "二级"].into_iter().zip(&row.levels) {
            scope.text(name, level.clone());
        }
        scope.text("三级", row.name.clone());
        scope.text("性质", row.nature.clone());
        quantity(&mut scope, "指标值", row.target.in_force().map(|given| &given.value));
        scope.text("单位", row.unit.clone());
        quantity(&mut scope, "完成值", row.self_actual());
        // What the standard has no row for is no part of any sum.
        if row.stands != Stands::Beside {
            let (weight, own) = (row.weight(), row.own());
            if row.counts() {
                scope.number("分值", weight);
                scope.number("自评得分", own);
            } else {
                // As words: a row that is no part of the total is none of the sums either.
                scope.maybe("分值", weight.map(|points| format!("{points}（不计）")));
                scope.maybe("自评得分", own.map(|points| format!("{points}（不计）")));
            }
        }
        verified(&mut scope, row);
        scope.maybe("起评", row.from().map(|from| from_words(from).say(Lang::Zh)));
        scope.number("起评分", row.base);
        scope.number("公式得分", row.formula.points());
        scope.maybe("计算过程", said_of(&row.formula));
        let taken = Some(row.taken()).filter(|points| !points.is_zero());
        if row.is_scored() {
            scope.number("扣分", taken);
        } else {
            scope.maybe("扣分", taken.map(|points| format!("{points}（未计入）")));
        }
        scope.number("复核得分", row.score.filter(|_| row.counts()));
        scope.number("核减分", row.cut().filter(|_| row.counts()));
        scope.maybe("偏离度", row.value_deviation().map(|share| format!("{}%", super::super::rounded(share))));
        self.reasons(&mut scope, row);
        scope.text("佐证", self.evidence_of(&row.id, says.as_ref()));
        self.marked(&mut scope, row);
        scope
    }

    /// Why points were taken off, and what is wrong where none were.
    fn reasons(&self, scope: &mut Scope, row: &Row) {
        let mut reasons = Vec::new();
        match row.stands {
            Stands::Counted => {}
            Stands::Off => reasons.push("评分标准的该行尚未核实，不计分".to_owned()),
            Stands::Beside => reasons.push("不在评分标准内，不计分".to_owned()),
        }
        for at in self.record.review.findings_on(&row.id) {
            let named = &self.record.review.findings()[*at];
            let Some(finding) = named.standing.settled().filter(|finding| finding.state != crate::review::FindingState::Withdrawn) else {
                continue;
            };
            if finding.severity == crate::review::Severity::Hint {
                continue;
            }
            let own = row.deductions.iter().filter(|taken| taken.of.number == named.number);
            let taken: Decimal = own.map(|taken| taken.points).sum();
            let criteria = finding.criteria.trim().trim_end_matches('。');
            let said = match (taken.is_zero(), criteria.is_empty()) {
                (true, _) => "未扣分".to_owned(),
                (false, true) => format!("扣{taken}分"),
                (false, false) => format!("扣{taken}分；依据：{criteria}"),
            };
            reasons.push(format!("问题{}：{}（{said}）", named.number, finding.title.trim()));
        }
        // A deduction may hang on a finding that is on something else.
        for taken in &row.deductions {
            let (number, title, taken) = (taken.of.number, &taken.of.title, taken.points);
            if !reasons.iter().any(|reason| reason.starts_with(&format!("问题{number}："))) {
                reasons.push(format!("问题{number}：{title}（扣{taken}分）"));
            }
        }
        let reason = row.put.as_ref().map_or("", |put| put.reason.trim());
        // What the standard takes is no finding's doing: its sentence is the reason.
        let by_formula = matches!(row.from(), Some(ScoreFrom::Formula)) && row.weight() > row.base;
        if let (Reckoned::Points(reckoning), true) = (&row.formula, by_formula && row.is_scored()) {
            let sentence = &reckoning.sentence.zh;
            reasons.extend(Some(format!("按评分标准计算：{sentence}")).filter(|_| !reason.contains(sentence.as_str())));
        }
        reasons.extend(Some(reason.to_owned()).filter(|reason| !reason.is_empty()));
        scope.text("扣分原因", reasons.join("\n"));
    }

    fn evidence_of(&self, id: &str, indicator: Option<&Indicator>) -> String {
        let stated = indicator.into_iter().flat_map(|indicator| &indicator.evidence).map(evidence);
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
    fn marked(&self, scope: &mut Scope, row: &Row) {
        let mark = self.marks.get(&row.id);
        let put = row.put.as_ref().map(|put| (put.who.by.clone(), put.who.at.clone()));
        let by = mark.map(|(_, said)| (said.by.clone(), said.at.clone())).or(put);
        if let Some((by, at)) = by {
            scope.text("审核人", self.who(&by));
            scope.text("日期", date(&at));
        }
        scope.maybe("标记", mark.map(|(_, said)| super::inside::mark_words(said.value.to, crate::report::ItemKind::Indicator)));
        scope.text("批注", self.comments_on(&row.id));
    }

    /// 得分调整过程: from the department's score to ours, step by step; the last step arrives at the total.
    fn bridge(&self) -> Vec<Scope> {
        let sheet = &self.record.sheet;
        if sheet.total.known.is_none() {
            return Vec::new();
        }
        let bridge = Bridge::of(sheet);
        let mut first = Scope::from("self");
        first.text("事项", "自评得分");
        first.number("调整后", Some(bridge.start));
        first.text("依据", if bridge.is_start_complete { "自评各指标得分合计" } else { "自评已列得分合计" });
        let steps = bridge.steps.iter().map(|step| {
            let row = &sheet.rows[step.row];
            let mut scope = Scope::from(row.id.clone());
            scope.text("事项", step_words(step, row));
            scope.text("指标", cite::short(&row.name));
            scope.number("分值", Some(step.points));
            scope.number("调整后", Some(step.after));
            scope.text("依据", step.basis.zh.clone());
            scope
        });
        let mut last = Scope::from("review");
        last.text("事项", if bridge.is_end_complete { "复核得分" } else { "已评分指标得分合计" });
        last.number("调整后", Some(bridge.end));
        last.text("依据", if bridge.is_end_complete { "各指标复核得分合计" } else { "未评分的指标未计入，不是复核得分" });
        std::iter::once(first).chain(steps).chain(std::iter::once(last)).collect()
    }
}

/// 复核认定完成值: as put, else as the reviewer read it in, else as it is reckoned from the report's funds. The
/// last is ours, not the department's, whatever it is reckoned from.
fn verified(scope: &mut Scope, row: &Row) {
    quantity(scope, "认定值", row.verified());
    let other = row.actual.in_force().and_then(|given| match given.origin {
        Origin::Supplement => Some((given, "补录")),
        Origin::Funds => Some((given, "按资金数据计算")),
        _ => None,
    });
    if let Some((given, how)) = other {
        scope.text("认定值", format!("{}（{how}）", given.value.raw));
    }
}

/// A step in the words of papers.
fn step_words(step: &Step, row: &Row) -> String {
    match step.kind {
        StepKind::Deduction => {
            let of = row.deductions.iter().find(|taken| Some(&taken.of.finding) == step.finding.as_ref());
            of.map_or_else(String::new, |taken| format!("问题{}：{}", taken.of.number, taken.of.title))
        }
        StepKind::Unscored => "自评未列得分，按复核起评分计".to_owned(),
        StepKind::Formula => "按评分标准计算".to_owned(),
        StepKind::Weight => "起评分取分值".to_owned(),
        StepKind::Reviewer => "起评分由复核评定".to_owned(),
        StepKind::Rounding => "四舍五入".to_owned(),
        StepKind::Open => "复核未评分".to_owned(),
    }
}

/// What the standard reckons, in a sentence.
fn said_of(formula: &Reckoned) -> Option<String> {
    match formula {
        Reckoned::Points(reckoning) => Some(reckoning.sentence.zh.clone()),
        Reckoned::Judged(bands) => {
            let bands = bands.iter().map(|band| format!("{}{}～{}分", band.words.say(Lang::Zh), band.least, band.most));
            Some(bands.collect::<Vec<_>>().join("；"))
        }
        Reckoned::Not(_) => None,
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
