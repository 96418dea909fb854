//! Draws the preview.

use std::ops::Range;

use ratatui::layout::Rect;

use super::rows::{Row, Summary};
use super::{Areas, FUNDS, Half, Lit, MARGIN_COLS, Narrative, Preview, PreviewCx};
use crate::command::Target;
use crate::import::{Amount, Entry, List, Passage};
use crate::lang::{Words, tr};
use crate::ui::{Canvas, ParagraphView, Prose, Role, Sheet, Spans};

/// Columns of a list's name, wide enough for English.
const NAME_COLS: u16 = 13;

impl Preview {
    /// Draws it.
    pub fn draw(&self, cx: PreviewCx, canvas: &mut Canvas<'_, Target>, body: Rect) {
        let areas = Areas::of(body);
        let beside = areas.text.y == areas.lists.y;
        self.draw_lists(cx, canvas, areas.lists);
        self.draw_text(cx, canvas, areas.text);
        self.draw_card(cx, canvas, areas.card);
        if beside {
            let x = areas.lists.right();
            canvas.vline(x, body.y, body.height, false, Role::Line);
            canvas.cell_line(x, body.y, "┬", Role::Line);
            canvas.cell_line(x, areas.card.y, "├", Role::Line);
        }
    }

    /// The halves' border ends on the rule below it.
    pub fn close(canvas: &mut Canvas<'_, Target>, body: Rect) {
        let areas = Areas::of(body);
        if areas.text.y == areas.lists.y {
            canvas.cell_line(areas.lists.right(), body.bottom(), "┴", Role::Line);
        }
    }

    fn draw_lists(&self, cx: PreviewCx, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let has_keys = self.half == Half::Lists;
        let ask = cx.say(tr("look, then accept", "请看一遍，再接受"));
        canvas.rule(area.x, area.y, area.width, cx.say(tr("What was read", "读出的内容")), ask, has_keys);
        let shown = self.rows.iter().enumerate().skip(self.top as usize);
        for ((at, row), y) in shown.zip(area.y + 1..area.bottom()) {
            let line = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 };
            match row {
                Row::List(of) => {
                    let fold = match (self.draft().of(*of).next(), self.unfolded.contains(of)) {
                        (None, _) => " ",
                        (_, true) => "▾",
                        (_, false) => "▸",
                    };
                    draw_summary(canvas, line, fold, &Summary::of_list(self.draft(), *of, cx));
                }
                Row::Funds => {
                    let fold = if self.funds_unfolded { "▾" } else { "▸" };
                    draw_summary(canvas, line, fold, &Summary::of_funds(self.draft(), cx));
                }
                Row::Amount(n) => draw_amount(cx, canvas, line, &self.draft().funds()[*n]),
                Row::Table => draw_summary(canvas, line, " ", &Summary::of_table(self.draft(), cx)),
                Row::Entry(entry) => self.draw_entry(canvas, line, &self.draft().entries()[*entry]),
            }
            if at == self.cursor as usize {
                canvas.tint(line, Role::Here);
            }
            canvas.hit(line, Target::PreviewRow(u32::try_from(at).unwrap_or(u32::MAX)));
        }
    }

    fn draw_entry(&self, canvas: &mut Canvas<'_, Target>, line: Rect, entry: &Entry) {
        let indent = if entry.list() == List::Parts { 6 } else { 4 };
        let mut x = line.x + indent;
        if !entry.doubts().is_empty() {
            canvas.put(x - 2, line.y, 1, "!", Role::Warn);
        }
        let room = |x: u16| line.right().saturating_sub(x);
        if !entry.no().is_empty() {
            x += canvas.put(x, line.y, room(x), entry.no(), Role::Quiet) + 1;
        }
        let text = self.draft().text(entry);
        canvas.put_fit(x, line.y, room(x), text.lines().next().unwrap_or_default(), Role::Text);
    }

    fn draw_text(&self, cx: PreviewCx, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let rows = self.reader.rows();
        let draft = self.draft();
        let narrative = Narrative(draft);
        let here = self.entry();
        let list = self.list_here().map(|(list, _)| list);
        let amounts = self.amounts();
        let entry = here.map(|at| &draft.entries()[at]).or_else(|| draft.of(list?).next());
        let first = entry.and_then(|entry| draft.places(entry).next()).or(amounts.first().copied());
        let place = first.map_or_else(String::new, |at| place(cx, at.paragraph, draft.passage(at.paragraph)));
        canvas.rule(area.x, area.y, area.width, cx.say(tr("Report", "报告原文")), &place, self.half == Half::Text);
        let x = area.x + MARGIN_COLS;
        let role = |lit: &Lit| match here {
            Some(at) => (lit.entry == at).then_some(Role::Found),
            None => list.filter(|list| draft.entries()[lit.entry].list() == *list).map(|_| Role::Quote),
        };
        let mut shown: Option<Shown<'_>> = None;
        for (row, y) in rows.iter().zip(area.y + 1..area.bottom()) {
            let Some(bytes) = &row.text else { continue };
            if shown.as_ref().is_none_or(|shown| shown.paragraph != row.paragraph) {
                let passage = draft.passage(row.paragraph);
                let over = self.lit_in(row.paragraph).filter_map(|own| Some((shown_bytes(passage, own.start, own.end), role(own)?)));
                let of_funds = amounts.iter().filter(|at| at.paragraph == row.paragraph);
                let over = over.chain(of_funds.map(|at| (shown_bytes(passage, at.start, at.end), Role::Found)));
                shown = Some(Shown { paragraph: row.paragraph, view: narrative.paragraph(row.paragraph), over: over.collect() });
            }
            let Some(Shown { paragraph, view, over }) = &shown else { continue };
            if row.first() {
                canvas.put_right(area.x + 6, y, 5, &(paragraph + 1).to_string(), Role::Quiet);
            }
            if over.iter().any(|(span, _)| span.start < bytes.end && bytes.start < span.end) {
                canvas.cell_line(area.x + 7, y, "┃", Role::You);
            }
            let base = if view.strong { Role::Strong } else { Role::Text };
            let text = view.text.get(bytes.clone()).unwrap_or_default();
            canvas.put_spans(x, y, area.right().saturating_sub(x + 1), &Spans { text, at: bytes.start, base, over });
        }
    }

    /// What of entries stands in a paragraph.
    fn lit_in(&self, paragraph: usize) -> impl Iterator<Item = &Lit> {
        let from = self.lit.partition_point(|lit| lit.paragraph < paragraph);
        self.lit.iter().skip(from).take_while(move |lit| lit.paragraph == paragraph)
    }

    fn draw_card(&self, cx: PreviewCx, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let title = match self.row() {
            Some(Row::Entry(at)) => {
                let entry = &self.draft().entries()[*at];
                format!("{} {}", cx.say(entry.list().words()), entry.no())
            }
            Some(Row::List(list)) => cx.say(list.words()).to_owned(),
            Some(Row::Funds | Row::Amount(_)) => cx.say(FUNDS).to_owned(),
            Some(Row::Table) | None => cx.say(super::TABLE).to_owned(),
        };
        let made = self.corrections.made();
        let corrected = if made > 0 { cx.lang.pick(format!("corrected: {made}"), format!("更正 {made} 处")) } else { String::new() };
        canvas.rule(area.x, area.y, area.width, title.trim(), &corrected, false);
        let inside = Rect { x: area.x + 2, y: area.y + 1, width: area.width.saturating_sub(3), height: area.height.saturating_sub(1) };
        let mut sheet = Sheet::new(inside.width, cx.lang.pick(16, 14), cx.look.width);
        self.fill(cx, &mut sheet);
        sheet.draw(canvas, inside, 0);
    }

    /// What is said of the row one is on: why it should be looked at first.
    fn fill(&self, cx: PreviewCx, sheet: &mut Sheet<Target>) {
        let draft = self.draft();
        match self.row() {
            Some(Row::Entry(at)) => {
                let entry = &draft.entries()[*at];
                for (zh, en) in entry.doubts() {
                    let first = sheet.height();
                    sheet.prose(cx.say(tr("! look", "! 请核对")), cx.lang.pick(en, zh), 0, Role::Text);
                    sheet.light_label(first, Role::Warn);
                }
                if let Some(values) = entry.values() {
                    let names = [tr("target", "指标值"), tr("actual", "完成值"), tr("weight", "分值"), tr("self score", "自评分")];
                    for (name, value) in names.into_iter().zip(values) {
                        let unseen = cx.say(NOT_SEEN);
                        sheet.line(cx.say(name), &[(value.unwrap_or(unseen), if value.is_some() { Role::Text } else { Role::Quiet })]);
                    }
                } else if entry.doubts().is_empty() && !entry.no().is_empty() && entry.list() != List::Nowhere {
                    sheet.flush(cx.say(tr("read by its number and chapter", "按序号和所在章节读出")), Role::Quiet);
                }
                if entry.list() == List::Nowhere {
                    sheet.flush(cx.say(NOWHERE), Role::Text);
                }
            }
            Some(Row::List(List::Nowhere)) => {
                sheet.flush(cx.say(NOWHERE), Role::Text);
                sheet.flush(cx.say(tr("move it to a list, or leave it so", "可以归到任一类，也可以不归")), Role::Text);
            }
            Some(Row::List(list)) => {
                let mut told: Vec<&(String, String)> = Vec::new();
                for why in draft.of(*list).flat_map(Entry::doubts) {
                    if !told.contains(&why) && told.len() < DOUBTS_SHOWN {
                        told.push(why);
                    }
                }
                for (zh, en) in told {
                    sheet.flush(&format!("! {}", cx.lang.pick(en, zh)), Role::Warn);
                }
                sheet.flush(cx.say(tr("Right unfolds it; Enter shows what can be done", "右键展开逐项看；回车看能做什么")), Role::Quiet);
            }
            Some(Row::Funds | Row::Amount(_)) => {
                for Amount { words, amount, .. } in draft.funds() {
                    let role = if amount.is_some() { Role::Text } else { Role::Quiet };
                    sheet.line(cx.say(words), &[(amount.unwrap_or(cx.say(NOT_SEEN)), role)]);
                }
            }
            Some(Row::Table) | None => {
                let words = if draft.has_scores() {
                    tr("Its values count where the text says otherwise.", "与正文不一致时，以自评表的数字为准。")
                } else {
                    tr("Targets, actual values and points are then to be confirmed, not missing.", "指标值、完成值、分值待核实，不算没有。")
                };
                sheet.prose("", cx.say(words), 0, Role::Text);
            }
        }
    }
}

const NOWHERE: Words = tr("It stays in the report text, every word of it.", "文字都在报告原文里，一字不少。");
const NOT_SEEN: Words = tr("not seen", "未见");
/// A paragraph while its rows are drawn.
struct Shown<'a> {
    paragraph: usize,
    view: ParagraphView<'a>,
    over: Vec<(Range<usize>, Role)>,
}

/// Reasons told at once of a list.
const DOUBTS_SHOWN: usize = 5;

/// Where a paragraph is, as one would say on the telephone.
fn place(cx: PreviewCx, paragraph: usize, passage: Passage<'_>) -> String {
    let n = paragraph + 1;
    match passage.page {
        Some(page) => cx.lang.pick(format!("page {page}, paragraph {n}"), format!("第 {page} 页  第 {n} 段")),
        None => cx.lang.pick(format!("paragraph {n}"), format!("第 {n} 段")),
    }
}

fn draw_summary(canvas: &mut Canvas<'_, Target>, line: Rect, fold: &str, summary: &Summary) {
    let Summary { sign, sign_role, name, count, note } = summary;
    canvas.put(line.x, line.y, 1, fold, Role::Quiet);
    canvas.put(line.x + 2, line.y, 1, sign, *sign_role);
    let used = canvas.put(line.x + 4, line.y, line.width.saturating_sub(4), name, Role::Text);
    let count_end = line.x + 4 + used.max(NAME_COLS) + 5;
    if let Some(count) = count {
        canvas.put_right(count_end, line.y, 6, &count.to_string(), Role::Strong);
    }
    let x = count_end + 2;
    canvas.put_fit(x, line.y, line.right().saturating_sub(x), note, Role::Text);
}

fn draw_amount(cx: PreviewCx, canvas: &mut Canvas<'_, Target>, line: Rect, Amount { words, amount, .. }: &Amount<'_>) {
    let x = line.x + 4;
    let used = canvas.put(x, line.y, line.width.saturating_sub(4), cx.say(*words), Role::Text);
    let x = x + used.max(NAME_COLS) + 2;
    let role = if amount.is_some() { Role::Strong } else { Role::Quiet };
    canvas.put_fit(x, line.y, line.right().saturating_sub(x), amount.unwrap_or(cx.say(NOT_SEEN)), role);
}

/// The bytes of scalars `start..end` of a passage as it is shown, its number before it.
pub(super) fn shown_bytes(passage: Passage<'_>, start: usize, end: usize) -> Range<usize> {
    let byte = |scalar| passage.text.char_indices().nth(scalar).map_or(passage.text.len(), |(at, _)| at) + passage.no.len();
    byte(start)..byte(end)
}
