//! What stays in the house: every item with its mark and comments, the comments, the checks.

use super::{Facts, cite, date};
use crate::checks::{Decisions, State};
use crate::export::scope::Scope;
use crate::lang::Lang;
use crate::report::{ItemKind, ItemRef};
use crate::review::MarkTo;
use crate::words;

impl Facts<'_> {
    pub(super) fn inside(&self, scope: &mut Scope) {
        let report = self.record.report;
        scope.list("审核项", report.items().filter(|item| report.is_reviewable(*item)).map(|item| self.item(item)).collect());
        scope.list("批注", self.comments());
        let dismissed = self.dismissals();
        scope.count("排除数", dismissed.len());
        scope.list("排除", dismissed);
        scope.list("沟通", self.calls());
        self.checks(scope);
    }

    fn item(&self, item: ItemRef) -> Scope {
        let (report, review) = (self.record.report, self.record.review);
        let shown = report.item(item);
        let mut scope = Scope::from(shown.id.clone());
        scope.text("种类", words::item_kind(item.kind()).say(Lang::Zh));
        scope.text("编号", shown.no.clone());
        scope.text("内容", shown.text.clone());
        scope.maybe("位置", shown.place.map(|place| cite::cite(self.record, place)));
        match self.marks.get(&shown.id) {
            Some((stage, said)) => {
                scope.text("标记", mark_words(said.value.to, item.kind()));
                scope.text("环节", words::stage(*stage).say(Lang::Zh));
                scope.text("审核人", self.who(&said.by));
                scope.text("日期", date(&said.at));
                if !said.value.content.is_empty() && said.value.content != report.content(item) {
                    scope.text("修改", words::STALE.say(Lang::Zh));
                }
            }
            None if crate::review::Stage::ALL.iter().any(|stage| review.mark(*stage, &shown.id).is_conflict()) => {
                scope.text("标记", words::CONFLICT.say(Lang::Zh));
            }
            None => {}
        }
        let numbers = review.findings_on(&shown.id).iter().map(|at| format!("问题{}", review.findings()[*at].number));
        scope.text("问题", numbers.collect::<Vec<_>>().join("、"));
        scope.text("批注", self.comments_on(&shown.id));
        scope
    }

    /// The comments on an item, one a line.
    pub(super) fn comments_on(&self, id: &str) -> String {
        let review = self.record.review;
        let comments = review.comments_on(id).iter().map(|at| &review.comments()[*at]);
        let said = comments.flat_map(|named| {
            named.standing.values().map(|comment| {
                format!(
                    "注{}（{}，{}）：{}",
                    named.number,
                    words::comment_kind(comment.kind).say(Lang::Zh),
                    self.who(&named.by),
                    comment.text.trim()
                )
            })
        });
        said.collect::<Vec<_>>().join("\n")
    }

    fn comments(&self) -> Vec<Scope> {
        let row = |named: &crate::review::Named<crate::review::Comment>| {
            named
                .standing
                .values()
                .map(|comment| {
                    let mut scope = Scope::from(format!("comment {}", named.key));
                    scope.count("编号", named.number as usize);
                    scope.text("种类", words::comment_kind(comment.kind).say(Lang::Zh));
                    scope.text("事项", cite::items(self.record, &comment.on));
                    let quotes: Vec<_> = comment.quote.iter().cloned().collect();
                    scope.text("位置", cite::places(self.record, &self.anchors, &comment.on, &quotes));
                    scope.text("内容", comment.text.trim());
                    scope.text("审核人", self.who(&named.by));
                    scope.text("日期", date(&named.at));
                    scope
                })
                .collect::<Vec<_>>()
        };
        self.record.review.comments().iter().flat_map(row).collect()
    }

    fn checks(&self, scope: &mut Scope) {
        let Some(checks) = &self.record.checks else {
            scope.text("核对说明", "本次未运行自动核对");
            return;
        };
        let count = |state: State| checks.rows.iter().filter(|check| check.state == state).count();
        scope.count("核对数", checks.rows.len());
        scope.count("相符数", count(State::Pass));
        scope.count("不符数", count(State::Fail));
        scope.count("待核实数", count(State::Warn));
        let states = [State::Pass, State::Fail, State::Warn, State::Skip];
        let words = ["相符", "不符", "待核实", "缺资料未核"];
        let counted = super::made_up_of(std::array::from_fn::<_, 4, _>(|n| (words[n], count(states[n]))), "项");
        scope.text("核对构成", format!("共核对{}项：{counted}", checks.rows.len()));
        scope.text("核对说明", format!("核对口径：{}", checks.rules));
        let decisions = Decisions::of(self.record.review);
        let row = |check: &crate::export::CheckRow| {
            let mut scope = Scope::from(format!("check {}", check.id));
            scope.text("编号", check.id.clone());
            scope.text("名称", check.title.clone());
            scope.text("结果", check.words);
            scope.text("说明", check.detail.trim());
            scope.text("处理", Self::handled(&decisions, check));
            scope.text("事项", cite::items(self.record, &check.items));
            scope
        };
        scope.list("核对", checks.rows.iter().map(row).collect());
    }
}

/// A mark in the words of a paper.
pub(super) fn mark_words(to: MarkTo, kind: ItemKind) -> &'static str {
    match to {
        MarkTo::NeedsEvidence => "待补充佐证材料",
        to => words::mark(to, kind).say(Lang::Zh),
    }
}
