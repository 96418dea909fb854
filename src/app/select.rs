//! Acting on many items at once: what is selected, and one act over it.

use super::App;
use super::acts::{mark_of, put_mark};
use super::reviewing::After;
use crate::command::{Command, View};
use crate::lang::tr;
use crate::overlays::TourDid;
use crate::report::ItemRef;
use crate::review::{Act, Put, mark_key};
use crate::words;

/// So many skipped items are named; more are counted.
const NAMED_MAX: usize = 3;

/// A mark over the selection, before it is made.
pub(super) struct Bulk {
    puts: Vec<Put>,
    /// Items that say so already, and those left for the meeting.
    already: usize,
    disputed: Vec<ItemRef>,
    all: usize,
}

impl App {
    pub(super) fn select(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        if reviewing.view == View::Checks {
            let on = !reviewing.checks.is_selecting();
            reviewing.checks.select(on);
            if on {
                self.tell(self.say(tr(
                    "arrows take in more; {finding} records them all, {dismiss} dismisses them, {cancel} lets go",
                    "方向键多选；{finding} 一并记为问题，{dismiss} 一并排除，{cancel} 取消",
                )));
            }
            return;
        }
        if reviewing.view == View::Scores {
            if !reviewing.scores.face().is_rows() {
                return self.warn(tr("Rows are chosen in the sheet: {view-scores}", "在评分表里连选：按 {view-scores}"));
            }
            let on = !reviewing.scores.is_selecting();
            reviewing.scores.select(on);
            if on {
                self.tell(self.say(tr(
                    "arrows take in more; {adopt-formula} takes the formula, {score} scores, {edit} edits, {cancel} lets go",
                    "方向键多选；{adopt-formula} 取公式分，{score} 评分，{edit} 填写，{cancel} 取消",
                )));
            }
            return;
        }
        if reviewing.view == View::Findings {
            reviewing.findings.select_range(&reviewing.open);
            if reviewing.findings.is_stretching() {
                self.tell(self.say(tr(
                    "arrows stretch it, {toggle} picks one; {response} response, {ruling} ruling, {rectify} rectification, {finding-state} state, {cancel} lets go",
                    "方向键伸缩，{toggle} 单选；{response} 反馈意见、{ruling} 采纳情况、{rectify} 整改情况、{finding-state} 状态，{cancel} 取消",
                )));
            }
            return;
        }
        if reviewing.view == View::Coverage {
            let on = !reviewing.coverage.is_stretching();
            reviewing.coverage.select(on);
            let links = reviewing.coverage.shows_links();
            if on {
                self.tell(self.say(if links {
                    tr(
                        "arrows take in more; {link} confirms them all, {dismiss} rejects them, {cancel} lets go",
                        "方向键多选；{link} 一并确认，{dismiss} 一并不关联，{cancel} 取消",
                    )
                } else {
                    tr(
                        "arrows take in more; then {finding}, {comment}, {link} on all; {cancel} lets go",
                        "方向键多选；再按 {finding}、{comment}、{link} 一并处理；{cancel} 取消",
                    )
                }));
            }
            return;
        }
        if !reviewing.in_text() {
            reviewing.lists.select_range();
            if reviewing.lists.is_stretching() {
                self.tell(self.say(tr(
                    "arrows stretch it; then mark, comment, {finding}, {link}; {cancel} lets go",
                    "方向键伸缩；再标记、批注、{finding}、{link}；{cancel} 取消",
                )));
            }
            return;
        }
        let on = !reviewing.reading.is_selecting();
        reviewing.reading.select(on);
        if on {
            self.tell(self.say(tr(
                "arrows stretch the passage, Tab its other end; {comment-passage} comments, {finding} raises a finding",
                "方向键伸缩，Tab 换一端；{comment-passage} 批注，{finding} 记为问题",
            )));
        }
    }

    pub(super) fn toggle(&mut self) {
        if let Some(reviewing) = &mut self.reviewing {
            if reviewing.view == View::Findings {
                reviewing.findings.toggle(&reviewing.open);
                return self.step(crate::panes::Step::Rows(1));
            }
            if reviewing.view == View::Scores {
                if !reviewing.scores.toggle(&reviewing.open) {
                    self.tell(self.say(tr("the end of the sheet", "已到表末")));
                }
                return;
            }
            if reviewing.view == View::Coverage {
                if !reviewing.coverage.toggle(&reviewing.open) {
                    self.tell(self.say(super::go::NONE_ON));
                }
                return;
            }
            reviewing.lists.toggle();
            if reviewing.lists.next_item(&reviewing.open.report) {
                reviewing.follow();
            } else {
                self.tell(self.say(tr("the end of this list", "本栏已到末尾")));
            }
        }
    }

    pub(super) fn select_all(&mut self) {
        if let Some(reviewing) = &mut self.reviewing {
            if reviewing.view == View::Findings {
                return reviewing.findings.toggle_all(&reviewing.open);
            }
            if reviewing.view == View::Scores {
                return reviewing.scores.toggle_all(&reviewing.open);
            }
            if reviewing.view == View::Coverage {
                return reviewing.coverage.toggle_all(&reviewing.open);
            }
            reviewing.lists.toggle_all();
        }
    }

    /// How many items an act here is about, beyond the one under the cursor. None while the keys are elsewhere.
    pub(super) fn selected_count(&self) -> usize {
        self.reviewing.as_ref().map_or(0, |reviewing| reviewing.selected().len())
    }

    /// What marking the selection would do.
    pub(super) fn bulk_mark(&self, command: Command) -> Option<Bulk> {
        let stage = self.stage();
        let reviewing = self.reviewing.as_ref()?;
        let open = &reviewing.open;
        let items = reviewing.selected();
        let to = mark_of(command);
        let mut bulk = Bulk { puts: Vec::new(), already: 0, disputed: Vec::new(), all: items.len() };
        for item in items {
            let id = open.report.id(item);
            let standing = open.review.mark(stage, &id);
            let outdated = standing.settled().is_some_and(|mark| !mark.content.is_empty() && mark.content != open.report.content(item));
            if standing.is_conflict() {
                bulk.disputed.push(item);
            } else if standing.settled().map(|mark| mark.to) == to && !outdated {
                bulk.already += 1;
            } else {
                bulk.puts.push(put_mark(&open.report, item, mark_key(stage, &id), to));
            }
        }
        Some(bulk)
    }

    /// `无疑问 (7/9)`.
    pub(super) fn bulk_label(&self, command: Command) -> Option<String> {
        let (bulk, word) = (self.bulk_mark(command)?, self.bulk_word(command));
        Some(format!("{word} ({}/{})", bulk.puts.len(), bulk.all))
    }

    fn bulk_word(&self, command: Command) -> String {
        let kind = self.reviewing.as_ref().and_then(|reviewing| reviewing.selected().first().map(|item| item.kind()));
        let word = match (mark_of(command), kind) {
            (Some(to), Some(kind)) => words::mark(to, kind),
            _ => words::OPEN,
        };
        word.say(self.lang).to_owned()
    }

    /// One mark on all that are selected: one act, one step for undo. What it skips is named.
    pub(super) fn mark_selected(&mut self, command: Command) {
        let Some(label) = self.bulk_label(command) else { return };
        let Some(bulk) = self.bulk_mark(command) else { return };
        let mut said = label;
        if bulk.already > 0 {
            said.push_str(&self.lang.pick(format!("; {} so already", bulk.already), format!("；{} 项原已如此", bulk.already)));
        }
        if !bulk.disputed.is_empty() {
            let names: Vec<String> = bulk.disputed.iter().take(NAMED_MAX).map(|item| self.short_name(*item)).collect();
            let n = bulk.disputed.len();
            said.push_str(&self.lang.pick(
                format!("; {n} in conflict, skipped: {}", names.join(", ")),
                format!("；意见不一致，跳过 {n} 项：{}", names.join("、")),
            ));
        }
        if bulk.puts.is_empty() {
            return self.tell(said);
        }
        self.commit(Act::Put(bulk.puts), After { said, lets_go: true, tour: Some(TourDid::Marked), ..After::default() });
    }

    fn short_name(&self, item: ItemRef) -> String {
        let no = self.report().map_or_else(String::new, |report| report.item(item).no);
        format!("{} {no}", words::item_kind(item.kind()).say(self.lang))
    }
}
