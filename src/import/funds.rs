//! 部门整体收支: what the report says of budget and spending, each figure by the words before it.
//!
//! Only printed figures count, the first that its words name. Parts of the whole (三公经费, 其中…), other
//! years and income are told apart by their words, so that they are never taken for the whole.

use super::assessment::{FundPlaces, Funds, Span, Split, bare_value};
use super::cells::{Amount, Cells};
use super::document::Document;
use super::figures::{Figure, figures};
use super::lexicon::Section;
use super::scalars::{is_stop, plain, slice, squeezed};

/// Words that make a figure one of something else.
const NOT_THE_WHOLE: &[&str] = &[
    "三公",
    "其中",
    "收入",
    "结转",
    "结余",
    "人员",
    "公用",
    "采购",
    "上年",
    "专项",
    "补助",
    "补贴",
    "接待",
    "用车",
    "因公",
    "出国",
    "追加",
    "下降",
    "增长",
    "增加",
    "减少",
    "节约",
    "资产",
    "目标",
    "年初目标",
    "得分",
    "分值",
    "拉动",
    "消费",
    "下属",
    "未执行",
    "剩余",
];

/// The head of a column of amounts is not longer.
const LABEL_MAX: usize = 20;

/// What a figure is, by the words before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Initial,
    Adjusted,
    Executed,
    Rate,
    Basic,
    Project,
}

/// Reads the chapters on funds first, then forms, then the other chapters, where only unmistakable words count.
pub(super) fn funds(document: &Document, cells: &Cells) -> Funds {
    use Section::{Achievements, Duties, Issues, Measures, Work};
    let mut funds = Funds::default();
    let is_funds = |at: &usize| document.section(*at) == Some(Section::Funds);
    for at in document.content().filter(is_funds) {
        read_span(document, document.span(at), true, &mut funds);
    }
    for amount in &cells.amounts {
        read_amount(amount, &mut funds);
    }
    let of_items = |at: &usize| matches!(document.section(*at), Some(Duties | Work | Issues | Measures | Achievements));
    for at in document.content().filter(|at| !is_funds(at) && !of_items(at)) {
        read_span(document, document.span(at), false, &mut funds);
    }
    funds
}

fn read_span(document: &Document, span: Span, in_chapter: bool, funds: &mut Funds) {
    let place = |figure: &Figure| Span { start: span.start + figure.start, end: span.start + figure.end, ..span };
    read(document.text(span), place, in_chapter, funds);
}

/// What a score table that came apart says of funds: its figures count, and where the text says otherwise that is told (zh, en).
pub(super) fn join(told: Funds, apart: &Cells) -> (Funds, Vec<(String, String)>) {
    let mut funds = Funds::default();
    for amount in &apart.amounts {
        read_amount(amount, &mut funds);
    }
    let differs = |own: &Option<String>, theirs: &Option<String>| {
        let bare = |value: &Option<String>| value.as_deref().map(bare_value);
        own.is_some() && theirs.is_some() && bare(own) != bare(theirs)
    };
    let rows = [
        ("年初预算数", "initial budget", &funds.initial, &told.initial),
        ("全年预算数", "adjusted budget", &funds.adjusted, &told.adjusted),
        ("执行数", "spending", &funds.executed, &told.executed),
        ("执行率", "execution rate", &funds.rate, &told.rate),
    ];
    let same_unit = funds.unit.is_none() || told.unit.is_none() || funds.unit == told.unit;
    let unlike = rows.into_iter().filter(|(_, _, own, theirs)| !same_unit && own.is_some() && theirs.is_some() || differs(own, theirs));
    let conflicts = unlike
        .map(|(zh, en, own, theirs)| {
            let say = |value: &Option<String>, unit: &Option<String>| {
                let value = value.as_deref().unwrap_or_default();
                if value.ends_with('%') { value.to_owned() } else { format!("{value}{}", unit.as_deref().unwrap_or_default()) }
            };
            let (own, theirs) = (say(own, &funds.unit), say(theirs, &told.unit));
            (
                format!("{zh}自评表为 {own}，正文为 {theirs}，以自评表为准"),
                format!("{en}: {own} in the table, {theirs} in the text; the table counts"),
            )
        })
        .collect();
    // A figure only the text gives keeps its own unit where the table's is another.
    let keep = |value: Option<String>| match (&told.unit, same_unit) {
        (Some(unit), false) => value.map(|value| if value.ends_with(unit.as_str()) { value } else { format!("{value}{unit}") }),
        _ => value,
    };
    let joined = Funds {
        unit: funds.unit.or_else(|| told.unit.clone()),
        initial: funds.initial.or_else(|| keep(told.initial)),
        adjusted: funds.adjusted.or_else(|| keep(told.adjusted)),
        executed: funds.executed.or_else(|| keep(told.executed)),
        rate: funds.rate.or(told.rate),
        basic: told.basic,
        project: told.project,
        at: FundPlaces {
            initial: funds.at.initial.or(told.at.initial),
            adjusted: funds.at.adjusted.or(told.at.adjusted),
            executed: funds.at.executed.or(told.at.executed),
            rate: funds.at.rate.or(told.at.rate),
        },
    };
    (joined, conflicts)
}

fn read_amount(Amount { label, figure, at }: &Amount, funds: &mut Funds) {
    let text: Vec<char> = label.chars().chain(figure.raw.chars()).chain(figure.unit.chars()).collect();
    read(&text, |_| *at, true, funds);
}

/// Whether the head of a column names one of the figures of the whole.
pub(super) fn is_label(words: &str) -> bool {
    const LABELS: [&str; 12] = [
        "年初预算",
        "全年预算",
        "年度预算",
        "调整后预算",
        "调整预算",
        "调整后",
        "预算执行率",
        "执行率",
        "全年执行数",
        "执行数",
        "决算数",
        "实际支出",
    ];
    words.chars().count() <= LABEL_MAX && LABELS.iter().any(|label| words.contains(label))
}

/// Reads the figures of a text; `place` tells where one of them stands.
fn read(text: &[char], place: impl Fn(&Figure) -> Span, in_chapter: bool, funds: &mut Funds) {
    let mut last_end = 0;
    let mut whole = None;
    for figure in figures(text) {
        let start = clause_start(text, last_end, figure.start);
        last_end = figure.end;
        let label = squeezed(slice(text, start, figure.start));
        let Some(role) = role(&label, &figure, in_chapter || whole.is_some(), whole) else { continue };
        let at = place(&figure);
        let mut unplaced = None;
        let (taken, stands) = match role {
            Role::Initial => (&mut funds.initial, &mut funds.at.initial),
            Role::Adjusted => (&mut funds.adjusted, &mut funds.at.adjusted),
            Role::Executed => (&mut funds.executed, &mut funds.at.executed),
            Role::Rate => {
                if funds.rate.is_none() {
                    (funds.rate, funds.at.rate) = (Some(format!("{}%", figure.raw)), Some(at));
                }
                continue;
            }
            Role::Basic => (split(&mut funds.basic, whole, &label), &mut unplaced),
            Role::Project => (split(&mut funds.project, whole, &label), &mut unplaced),
        };
        if !matches!(role, Role::Basic | Role::Project) {
            whole = Some(role);
        }
        if taken.is_none() {
            let unit = funds.unit.get_or_insert_with(|| figure.unit.to_owned());
            *taken = Some(if unit == figure.unit { figure.raw } else { format!("{}{}", figure.raw, figure.unit) });
            *stands = Some(at);
        }
    }
}

/// A share of the whole is of the budget or of the spending, by its own words or by the figure it follows.
fn split<'a>(of: &'a mut Option<Split>, whole: Option<Role>, label: &str) -> &'a mut Option<String> {
    let split = of.get_or_insert_default();
    let is_budget = label.contains("预算") || whole != Some(Role::Executed) && !label.contains("执行");
    if is_budget { &mut split.budget } else { &mut split.executed }
}

/// Where the words of a figure begin: after the figure before it, or after the last comma.
fn clause_start(text: &[char], after: usize, figure: usize) -> usize {
    let ends = |c: &char| is_stop(*c) || matches!(plain(*c), ',' | '(' | '、');
    let clause = slice(text, after, figure);
    clause.iter().rposition(ends).map_or(after, |at| after + at + 1)
}

fn role(label: &str, figure: &Figure, in_chapter: bool, whole: Option<Role>) -> Option<Role> {
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    let ends = |words: &[&str]| {
        let bare = label.trim_end_matches([':', '为', '是', '共', '计']);
        words.iter().any(|word| bare.ends_with(word))
    };
    if figure.is_percent() {
        let named =
            has(&["预算执行率", "支出执行率", "资金执行率", "支出完成率", "预算完成率"]) || in_chapter && has(&["执行率", "支付率"]);
        return (named && !has(NOT_THE_WHOLE) && !has(&["项目", "基本"])).then_some(Role::Rate);
    }
    if !figure.is_money() {
        return None;
    }
    if has(&["基本支出"]) && in_chapter && whole.is_some() {
        return Some(Role::Basic);
    }
    if has(&["项目支出"]) && in_chapter && whole.is_some() {
        return Some(Role::Project);
    }
    // 追加后 is the whole as it became, not what was added.
    if has(&["追加后"]) && has(&["预算"]) && in_chapter {
        return Some(Role::Adjusted);
    }
    if has(NOT_THE_WHOLE) || has(&["基本支出", "项目支出", "项目"]) {
        return None;
    }
    if has(&["调整后", "调整预算", "全年预算", "本年预算", "预算调整为", "调整为", "年度预算"]) && !has(&["执行", "年初"])
    {
        return Some(Role::Adjusted);
    }
    if has(&["年初"]) && has(&["预算"]) || in_chapter && ends(&["预算安排", "批复预算", "预算批复", "部门预算"]) {
        return Some(Role::Initial);
    }
    let spent = has(&[
        "执行数",
        "决算数",
        "决算支出",
        "支出决算",
        "实际支出",
        "全年支出",
        "总支出",
        "支出总额",
        "支出合计",
        "累计支出",
        "本年支出",
        "实际执行",
    ]);
    let plainly = in_chapter && (ends(&["支出", "支出数", "支出额", "执行", "支出总", "支出总额"]) || has(&["拨款支出"]));
    ((spent && (in_chapter || has(&["执行数", "决算支出"])) || plainly) && !has(&["率"])).then_some(Role::Executed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Funds {
        let text: Vec<char> = text.chars().collect();
        let mut funds = Funds::default();
        read(&text, |figure| Span { paragraph: 0, start: figure.start, end: figure.end }, true, &mut funds);
        funds
    }

    #[test]
    fn the_whole_is_told_from_its_parts() {
        let funds = of(
            "年初预算数1,000.00万元，调整后预算数1,200.50万元，决算支出1,100万元，执行率91.63%。其中基本支出600万元，项目支出500万元。“三公”经费支出8万元。",
        );
        assert_eq!(funds.initial.as_deref(), Some("1,000.00"));
        assert_eq!(funds.adjusted.as_deref(), Some("1,200.50"));
        assert_eq!(funds.executed.as_deref(), Some("1,100"));
        assert_eq!(funds.rate.as_deref(), Some("91.63%"));
        assert_eq!(funds.basic.and_then(|split| split.executed).as_deref(), Some("600"));
        assert_eq!(funds.project.and_then(|split| split.executed).as_deref(), Some("500"));
    }

    #[test]
    fn what_is_not_printed_stays_absent() {
        let funds = of("全年收入300万元，上年结转20万元，完成预算的91%。");
        assert_eq!(funds, Funds::default());
    }
}
