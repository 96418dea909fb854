//! Filtering the items of the open file, step by step.

use rust_decimal::Decimal;

use super::{ANY_NONE, FieldRow, Filter, Keeps, Person, Subject};
use crate::lang::tr;
use crate::panes::{Open, latest};
use crate::report::{ItemKind, ItemRef, Quantity};
use crate::review::{MarkTo, Stage, Standing};
use crate::search::Query;
use crate::words;

/// Items looked at in one step, so that no key waits.
const ITEMS_A_STEP: usize = 2_000;

/// The items of the open file.
#[derive(Clone, Copy, Debug)]
pub struct Items;

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct ItemOf<'a> {
    /// The open file.
    pub open: &'a Open,
    /// Whose marks are asked for.
    pub stage: Stage,
    /// The item.
    pub item: ItemRef,
}

impl Subject for Items {
    type One<'a> = ItemOf<'a>;

    fn fields() -> &'static [FieldRow<Self>] {
        FIELDS
    }

    fn says(ItemOf { open, item, .. }: ItemOf<'_>, query: &Query) -> bool {
        let mut all = String::new();
        open.report.say(item, &mut |text| {
            all.push_str(text);
            all.push('\n');
        });
        query.is_in(&all)
    }
}

static FIELDS: &[FieldRow<Items>] = &[
    FieldRow {
        name: tr("mark", "标记"),
        takes: tr("none fine problem evidence n/a", "未审 无疑问 有问题 待补资料 不适用"),
        values: &[tr("none", "未审"), tr("fine", "无疑问"), tr("problem", "有问题"), tr("evidence", "待补资料"), tr("n/a", "不适用")],
        keeps: Keeps::Choice(|ItemOf { open, stage, item }, value| {
            let mark = open.state(item, stage).mark;
            mark == [None, Some(MarkTo::Accepted), Some(MarkTo::Problem), Some(MarkTo::NeedsEvidence), Some(MarkTo::NotApplicable)][value]
        }),
    },
    FieldRow {
        name: tr("severity", "严重程度"),
        takes: tr("of its findings", "所记问题的严重程度"),
        values: &[tr("severe", "严重"), tr("major", "较重"), tr("minor", "一般"), tr("hint", "提示")],
        keeps: Keeps::Choice(|ItemOf { open, item, .. }, value| {
            findings(open, item).any(|finding| finding.severity == words::SEVERITIES[value])
        }),
    },
    FieldRow {
        name: tr("pane", "栏"),
        takes: tr("duty work indicator issue measure", "职责 任务 指标 自查问题 措施"),
        values: &[tr("duty", "职责"), tr("work", "任务"), tr("indicator", "指标"), tr("issue", "自查问题"), tr("measure", "措施")],
        keeps: Keeps::Choice(|ItemOf { item, .. }, value| {
            value
                == match item.kind() {
                    ItemKind::Duty => 0,
                    ItemKind::Work | ItemKind::Part => 1,
                    ItemKind::Indicator => 2,
                    ItemKind::Issue => 3,
                    ItemKind::Measure => 4,
                }
        }),
    },
    FieldRow {
        name: tr("finding", "问题"),
        takes: tr("yes no", "有 无"),
        values: ANY_NONE,
        keeps: Keeps::Choice(|ItemOf { open, item, .. }, value| open.review.findings_on(&open.report.id(item)).is_empty() == (value == 1)),
    },
    FieldRow {
        name: tr("comment", "批注"),
        takes: tr("yes no", "有 无"),
        values: ANY_NONE,
        keeps: Keeps::Choice(|ItemOf { open, item, .. }, value| open.review.comments_on(&open.report.id(item)).is_empty() == (value == 1)),
    },
    FieldRow {
        name: tr("link", "关联"),
        takes: tr("yes no", "有 无"),
        values: ANY_NONE,
        keeps: Keeps::Choice(|ItemOf { open, item, .. }, value| open.linked(item).is_empty() == (value == 1)),
    },
    FieldRow {
        name: tr("is", "状态"),
        takes: tr("changed conflict", "报告有修改 意见不一致"),
        values: &[tr("changed", "报告有修改"), tr("conflict", "意见不一致")],
        keeps: Keeps::Choice(|ItemOf { open, stage, item }, value| {
            let state = open.state(item, stage);
            if value == 0 { state.stale } else { state.conflict }
        }),
    },
    FieldRow {
        name: tr("by", "审核人"),
        takes: tr("me, or a name", "我，或姓名"),
        values: &[],
        keeps: Keeps::Person(|one, who| by(one, who)),
    },
    FieldRow {
        name: tr("text", "文字"),
        takes: tr("words, pinyin, initials", "文字、拼音、首字母"),
        values: &[],
        keeps: Keeps::Typed(|item, query| Items::says(item, query)),
    },
    FieldRow {
        name: tr("weight", "分值"),
        takes: tr("a number: weight>=5", "数字：分值>=5"),
        values: &[],
        keeps: Keeps::Number(|ItemOf { open, item, .. }| number(open, item, |indicator| indicator.weight.as_ref())),
    },
    FieldRow {
        name: tr("self", "自评分"),
        takes: tr("a number: self<10", "数字：自评分<10"),
        values: &[],
        keeps: Keeps::Number(|ItemOf { open, item, .. }| number(open, item, |indicator| indicator.self_score.as_ref())),
    },
    FieldRow {
        name: tr("score", "复核分"),
        takes: tr("not in this version", "本版还不能"),
        values: &[],
        keeps: Keeps::NotYet(tr("scores cannot be filtered in this version", "本版还不能按复核分筛选")),
    },
    FieldRow {
        name: tr("suspicion", "疑点"),
        takes: tr("yes no: still open", "有 无（待处理的）"),
        values: ANY_NONE,
        keeps: Keeps::Choice(|ItemOf { open, item, .. }, value| (open.suspicions.open_on(item) == 0) == (value == 1)),
    },
];

fn findings(open: &Open, item: ItemRef) -> impl Iterator<Item = &crate::review::Finding> {
    let on = open.review.findings_on(&open.report.id(item)).to_vec();
    on.into_iter().filter_map(|at| latest(&open.review.findings().get(at)?.standing))
}

fn number(open: &Open, item: ItemRef, of: impl Fn(&crate::report::Indicator) -> Option<&Quantity>) -> Option<Decimal> {
    let ItemRef::Indicator(n) = item else { return None };
    of(&open.report.indicator(n))?.value
}

/// Whether they marked it or wrote on it.
fn by(ItemOf { open, stage, item }: ItemOf<'_>, who: &Person) -> bool {
    match who {
        Person::Me(key) => touched(open, stage, item, &|by| by == key),
        Person::Named(query) => touched(open, stage, item, &|by| query.is_in(&open.who(by))),
    }
}

/// Whether this reviewer marked it or wrote on it.
fn touched(open: &Open, stage: Stage, item: ItemRef, by: &dyn Fn(&str) -> bool) -> bool {
    let id = open.report.id(item);
    let marked = match open.review.mark(stage, &id) {
        Standing::Nothing => false,
        Standing::Settled(said) => by(&said.by),
        Standing::Conflict(all) => all.iter().any(|said| by(&said.by)),
    };
    marked
        || open.review.comments_on(&id).iter().any(|at| by(&open.review.comments()[*at].by))
        || open.review.findings_on(&id).iter().any(|at| by(&open.review.findings()[*at].by))
}

/// A filter under way over all items that carry a mark.
#[derive(Clone, Debug)]
pub struct Sift {
    /// What is filtered by.
    pub filter: Filter<Items>,
    items: Vec<ItemRef>,
    at: usize,
    kept: Vec<ItemRef>,
    alone: Vec<u32>,
}

impl Sift {
    /// Nothing looked at yet.
    pub fn new(filter: Filter<Items>, open: &Open) -> Self {
        let items = open.report.items().filter(|item| open.reviewable(*item)).collect();
        let alone = vec![0; filter.terms().count()];
        Self { filter, items, at: 0, kept: Vec::new(), alone }
    }

    /// Looks at some more; says whether there are others left.
    pub fn step(&mut self, open: &Open, stage: Stage) -> bool {
        for &item in self.items.iter().skip(self.at).take(ITEMS_A_STEP) {
            let mut all = true;
            for (holds, count) in self.filter.each(ItemOf { open, stage, item }).zip(&mut self.alone) {
                *count += u32::from(holds);
                all &= holds;
            }
            if all {
                self.kept.push(item);
            }
        }
        self.at = (self.at + ITEMS_A_STEP).min(self.items.len());
        self.is_running()
    }

    /// Whether items are left to look at.
    pub fn is_running(&self) -> bool {
        self.at < self.items.len()
    }

    /// Those that are kept, in report order.
    pub fn kept(&self) -> &[ItemRef] {
        &self.kept
    }

    /// All there are.
    pub fn all(&self) -> usize {
        self.items.len()
    }

    /// Each term, and of how many items it holds by itself.
    pub fn alone(&self) -> impl Iterator<Item = (&str, u32)> {
        self.filter.terms().zip(self.alone.iter().copied())
    }
}
