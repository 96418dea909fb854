//! The four lists: duties, work items with their parts, indicators, issues and measures.
//!
//! Rows are index arithmetic over the report: a list of 100,000 draws the forty it shows.

use std::borrow::Cow;
use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::filter::ItemOf;
use super::{Cx, ItemState, Step, bring_into_view};
use crate::command::Target;
use crate::lang::{Lang, Words, tr};
use crate::report::{Counts, ItemRef, Report};
use crate::review::MarkTo;
use crate::text::cols;
use crate::ui::{Canvas, Role};

/// How many lists there are.
pub const LISTS: usize = 4;

/// Their names.
pub const NAMES: [Words; LISTS] =
    [tr("Duties", "职责"), tr("Work", "任务"), tr("Indicators", "指标"), tr("Issues and measures", "自查问题与措施")];

/// Each list has a title rule.
const RULES: u16 = 4;

/// Rows a list keeps while another has the keys.
const ROWS_KEPT: u16 = 4;

/// The four lists: where each cursor stands and what is folded.
#[derive(Clone, Debug)]
pub struct Lists {
    counts: Counts,
    focus: usize,
    cursor: [u32; LISTS],
    top: [u32; LISTS],
    folded: BTreeSet<u32>,
    /// What a filter keeps, by list.
    kept: Option<[Vec<ItemRef>; LISTS]>,
    /// Those selected one by one, and the row where a range begins that ends at the cursor.
    chosen: BTreeSet<ItemRef>,
    range: Option<u32>,
    /// First row of each work item in the work list; one more for the end.
    work_rows: Vec<u32>,
}

impl Lists {
    /// The lists of a report, work items unfolded, the first list with anything in it having the keys.
    pub fn new(report: &Report) -> Self {
        let counts = report.counts();
        let mut lists = Self {
            counts,
            focus: 0,
            cursor: [0; LISTS],
            top: [0; LISTS],
            folded: BTreeSet::new(),
            kept: None,
            chosen: BTreeSet::new(),
            range: None,
            work_rows: Vec::new(),
        };
        lists.lay_work(report);
        lists.focus = (0..LISTS).find(|list| lists.count(*list) > 0).unwrap_or(0);
        lists
    }

    fn lay_work(&mut self, report: &Report) {
        self.work_rows.clear();
        let mut row = 0;
        for work in 0..self.counts.work_items {
            self.work_rows.push(row);
            row += 1 + if self.folded.contains(&work) { 0 } else { report.part_count(work) };
        }
        self.work_rows.push(row);
    }

    /// Which list has the keys.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// Gives a list the keys.
    pub fn set_focus(&mut self, list: usize) {
        assert!(list < LISTS, "list {list} of {LISTS}");
        self.end_range_at(list);
        self.focus = list;
    }

    /// Rows of a list.
    pub fn count(&self, list: usize) -> u32 {
        if let Some(kept) = &self.kept {
            return u32::try_from(kept[list].len()).unwrap_or(u32::MAX);
        }
        match list {
            0 => self.counts.duties,
            1 => self.work_rows.last().copied().unwrap_or(0),
            2 => self.counts.indicators,
            _ => self.counts.issues + self.counts.measures,
        }
    }

    /// The item at a row.
    pub fn item_at(&self, list: usize, row: u32) -> Option<ItemRef> {
        if row >= self.count(list) {
            return None;
        }
        if let Some(kept) = &self.kept {
            return kept[list].get(row as usize).copied();
        }
        Some(match list {
            0 => ItemRef::Duty(row),
            1 => {
                let work = self.work_rows.partition_point(|start| *start <= row) - 1;
                let start = self.work_rows[work];
                let work = u32::try_from(work).expect("as many work items as a u32 counts");
                if row == start { ItemRef::Work(work) } else { ItemRef::Part(work, row - start - 1) }
            }
            2 => ItemRef::Indicator(row),
            _ if row < self.counts.issues => ItemRef::Issue(row),
            _ => ItemRef::Measure(row - self.counts.issues),
        })
    }

    /// The list that has the keys and its cursor's row.
    pub fn here(&self) -> (usize, u32) {
        (self.focus, self.cursor[self.focus])
    }

    /// The item the keys are on.
    pub fn item(&self) -> Option<ItemRef> {
        self.item_at(self.focus, self.cursor[self.focus])
    }

    /// Goes to an item, unfolding its work item. One that a filter hides is shown all the same.
    pub fn go(&mut self, report: &Report, item: ItemRef) {
        let list = list_of(item);
        self.end_range_at(list);
        if let Some(kept) = &mut self.kept {
            let row = kept[list].binary_search(&item).unwrap_or_else(|row| {
                kept[list].insert(row, item);
                row
            });
            self.focus = list;
            self.cursor[list] = u32::try_from(row).unwrap_or(u32::MAX);
            return;
        }
        let (list, row) = match item {
            ItemRef::Duty(n) => (0, n),
            ItemRef::Work(n) => (1, self.work_row(n)),
            ItemRef::Part(n, m) => {
                if self.folded.remove(&n) {
                    self.lay_work(report);
                }
                (1, self.work_row(n) + 1 + m)
            }
            ItemRef::Indicator(n) => (2, n),
            ItemRef::Issue(n) => (3, n),
            ItemRef::Measure(n) => (3, self.counts.issues + n),
        };
        self.focus = list;
        self.cursor[list] = row.min(self.count(list).saturating_sub(1));
    }

    fn work_row(&self, work: u32) -> u32 {
        self.work_rows.get(work as usize).copied().unwrap_or(0)
    }

    /// Puts the cursor of a list on a row and gives it the keys.
    pub fn point(&mut self, list: usize, row: u32) {
        self.end_range_at(list);
        self.focus = list;
        self.cursor[list] = row.min(self.count(list).saturating_sub(1));
    }

    /// Moves the cursor; says whether it moved.
    pub fn step(&mut self, step: Step, page: u16) -> bool {
        let list = self.focus;
        let to = step.from(self.cursor[list], self.count(list), page);
        let moved = to != self.cursor[list];
        self.cursor[list] = to;
        moved
    }

    /// Goes to the next item that carries a mark, in this list; `false` at its end.
    pub fn next_item(&mut self, report: &Report) -> bool {
        let from = self.cursor[self.focus];
        for row in from + 1..self.count(self.focus) {
            match self.item_at(self.focus, row) {
                // A folded work item is unfolded on the way: its parts are the items.
                Some(ItemRef::Work(work)) if report.part_count(work) > 0 => {
                    self.go(report, ItemRef::Part(work, 0));
                    return true;
                }
                Some(_) => {
                    self.cursor[self.focus] = row;
                    return true;
                }
                None => {}
            }
        }
        false
    }

    /// Shows only these, in report order, or all again. The cursors stay on their items, or go to the next that is shown.
    pub fn keep(&mut self, kept: Option<&[ItemRef]>) {
        let was: [Option<ItemRef>; LISTS] = std::array::from_fn(|list| self.item_at(list, self.cursor[list]));
        self.range = None;
        self.kept = kept.map(|kept| {
            let mut lists: [Vec<ItemRef>; LISTS] = Default::default();
            for item in kept {
                lists[list_of(*item)].push(*item);
            }
            lists
        });
        for (list, was) in was.into_iter().enumerate() {
            let row = match (was, &self.kept) {
                (Some(was), Some(kept)) => u32::try_from(kept[list].partition_point(|item| *item < was)).unwrap_or(u32::MAX),
                (Some(was), None) => self.row_of(was),
                (None, _) => 0,
            };
            self.cursor[list] = row.min(self.count(list).saturating_sub(1));
            self.top[list] = 0;
        }
        if self.count(self.focus) == 0 {
            self.focus = (0..LISTS).find(|list| self.count(*list) > 0).unwrap_or(self.focus);
        }
    }

    /// The row of an item while all are shown.
    fn row_of(&self, item: ItemRef) -> u32 {
        match item {
            ItemRef::Duty(n) | ItemRef::Indicator(n) | ItemRef::Issue(n) => n,
            ItemRef::Work(n) => self.work_row(n),
            ItemRef::Part(n, m) => self.work_row(n) + if self.folded.contains(&n) { 0 } else { 1 + m },
            ItemRef::Measure(n) => self.counts.issues + n,
        }
    }

    /// How many items of a list that carry a mark a filter hides.
    pub fn hidden(&self, list: usize) -> u32 {
        self.kept.as_ref().map_or(0, |kept| self.all(list).saturating_sub(u32::try_from(kept[list].len()).unwrap_or(u32::MAX)))
    }

    /// Starts a range at the cursor, or ends it.
    pub fn select_range(&mut self) {
        match self.range {
            None => self.range = Some(self.cursor[self.focus]),
            Some(_) => self.end_range_at(LISTS),
        }
    }

    /// Stretches a range from one row to another, as the mouse is dragged.
    pub fn drag_range(&mut self, list: usize, from: u32, to: u32) {
        self.point(list, to);
        self.range = Some(from.min(self.count(list).saturating_sub(1)));
    }

    /// Whether a range is being stretched.
    pub fn is_stretching(&self) -> bool {
        self.range.is_some()
    }

    /// A range ends where one leaves its list; what it held stays selected.
    fn end_range_at(&mut self, list: usize) {
        if list != self.focus {
            let held: Vec<ItemRef> = self.range_rows().filter_map(|row| self.item_at(self.focus, row)).collect();
            self.chosen.extend(held);
            self.range = None;
        }
    }

    fn range_rows(&self) -> std::ops::Range<u32> {
        let at = self.cursor[self.focus];
        self.range.map_or(0..0, |from| from.min(at)..from.max(at) + 1)
    }

    /// Selects the item under the cursor, or lets it go.
    pub fn toggle(&mut self) {
        self.end_range_at(LISTS);
        if let Some(item) = self.item()
            && !self.chosen.remove(&item)
        {
            self.chosen.insert(item);
        }
    }

    /// Selects all of the list that has the keys, or lets them go if all are.
    pub fn toggle_all(&mut self) {
        self.end_range_at(LISTS);
        let all: BTreeSet<ItemRef> = (0..self.count(self.focus)).filter_map(|row| self.item_at(self.focus, row)).collect();
        if all.iter().all(|item| self.chosen.contains(item)) {
            self.chosen.retain(|item| !all.contains(item));
        } else {
            self.chosen.extend(all);
        }
    }

    /// Lets the selection go; `false` if there is none.
    pub fn let_go(&mut self) -> bool {
        let had = self.range.is_some() || !self.chosen.is_empty();
        self.range = None;
        self.chosen.clear();
        had
    }

    /// Whether anything is selected.
    pub fn is_selecting(&self) -> bool {
        self.range.is_some() || !self.chosen.is_empty()
    }

    /// The selected items that carry a mark, in report order.
    pub fn selected(&self, open: &super::Open) -> Vec<ItemRef> {
        let held = self.range_rows().filter_map(|row| self.item_at(self.focus, row));
        let mut all: Vec<ItemRef> = self.chosen.iter().copied().chain(held).filter(|item| open.reviewable(*item)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn is_selected(&self, list: usize, row: u32, item: ItemRef) -> bool {
        self.chosen.contains(&item) || (list == self.focus && self.range_rows().contains(&row))
    }

    /// Folds (or unfolds) the work item under the cursor; says whether anything changed.
    pub fn fold(&mut self, report: &Report, fold: bool) -> bool {
        let Some(ItemRef::Work(work) | ItemRef::Part(work, _)) = self.item() else { return false };
        if self.kept.is_some() || report.part_count(work) == 0 || fold == self.folded.contains(&work) {
            return false;
        }
        if fold {
            self.folded.insert(work);
        } else {
            self.folded.remove(&work);
        }
        self.lay_work(report);
        self.cursor[1] = self.work_row(work);
        true
    }

    /// Brings each cursor into view in lists of these heights.
    pub fn settle(&mut self, heights: [u16; LISTS]) {
        for (list, rows) in heights.into_iter().enumerate() {
            let top = bring_into_view(self.top[list], self.cursor[list], self.count(list), rows);
            self.top[list] = top;
        }
    }

    /// Rows each list gets of `rows`: each keeps up to four, the one with the keys grows first,
    /// then indicators, duties, work, issues. Four title rules are part of `rows`.
    pub fn heights(&self, rows: u16) -> [u16; LISTS] {
        let room = rows.saturating_sub(RULES);
        let full: [u16; LISTS] = std::array::from_fn(|list| u16::try_from(self.count(list).max(1)).unwrap_or(u16::MAX));
        let mut heights: [u16; LISTS] = std::array::from_fn(|list| full[list].min(ROWS_KEPT).min(room / RULES));
        let mut left = room - heights.iter().sum::<u16>();
        for list in [self.focus, 2, 0, 1, 3] {
            let more = left.min(full[list] - heights[list]);
            heights[list] += more;
            left -= more;
        }
        heights[LISTS - 1] += left;
        heights
    }

    /// Reviewed and all of a list, for its rule.
    pub fn progress(&self, cx: &Cx<'_>, list: usize) -> (u32, u32) {
        (cx.tally.done[list], self.all(list))
    }

    /// Items of a list that carry a mark, hidden or not.
    pub fn all(&self, list: usize) -> u32 {
        let counts = self.counts;
        match list {
            0 => counts.duties,
            1 => counts.parts + counts.work_items_whole,
            2 => counts.indicators,
            _ => counts.issues + counts.measures,
        }
    }

    /// What stands at the right of a list's rule: what is selected, what is hidden, what is reviewed.
    pub fn tally(&self, cx: &Cx<'_>, list: usize) -> String {
        let mut says = reviewed(cx.lang, self.progress(cx, list));
        let hidden = self.hidden(list);
        if hidden > 0 {
            says = cx.lang.pick(format!("{hidden} hidden  {says}"), format!("隐藏 {hidden}  {says}"));
        }
        // Each list says what is selected in it: an act is on all of them, also on those one does not look at.
        let of_list = |item: &ItemRef| list_of(*item) == list;
        let selected = if self.is_selecting() { self.selected(cx.open).iter().filter(|item| of_list(item)).count() } else { 0 };
        if selected > 0 || list == self.focus && self.is_selecting() {
            says = cx.lang.pick(format!("{selected} selected  {says}"), format!("已选 {selected}  {says}"));
        }
        says
    }

    /// Where the cursor stands among the items of its list, from 1, and how many there are.
    pub fn position(&self, item: ItemRef, report: &Report) -> (u32, u32) {
        let counts = self.counts;
        match item {
            ItemRef::Duty(n) => (n + 1, counts.duties),
            ItemRef::Work(n) => (n + 1, counts.work_items),
            ItemRef::Part(n, m) => ((0..n).map(|work| report.part_count(work)).sum::<u32>() + m + 1, counts.parts),
            ItemRef::Indicator(n) => (n + 1, counts.indicators),
            ItemRef::Issue(n) => (n + 1, counts.issues),
            ItemRef::Measure(n) => (n + 1, counts.measures),
        }
    }

    /// Draws the rows of one list into `area`.
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, list: usize, area: Rect, has_keys: bool) {
        let number_cols = digits(match list {
            0 => self.counts.duties,
            1 => self.counts.work_items,
            2 => self.counts.indicators,
            _ => self.counts.issues.max(self.counts.measures),
        })
        .max(2);
        if self.count(list) == 0 {
            let none = if self.kept.is_some() {
                tr("none fits the filter", "没有符合筛选的项")
            } else {
                tr("none in this file", "文件中没有")
            };
            let none = cx.say(none);
            canvas.put(area.x + 3, area.y, area.width.saturating_sub(3), none, Role::Quiet);
            canvas.hit(area, Target::List(list));
            return;
        }
        canvas.hit(area, Target::List(list));
        for (row, y) in (self.top[list]..self.count(list)).zip(area.top()..area.bottom()) {
            let Some(item) = self.item_at(list, row) else { break };
            let line = Rect { y, height: 1, ..area };
            let here = row == self.cursor[list];
            let selected = self.is_selected(list, row, item);
            self.draw_row(cx, canvas, item, line, number_cols, (here, selected), has_keys);
            canvas.hit(line, Target::ListRow(list, row));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one row's whole look, used in one place")]
    fn draw_row(
        &self,
        cx: &Cx<'_>,
        canvas: &mut Canvas<'_, Target>,
        item: ItemRef,
        line: Rect,
        number_cols: u16,
        (here, selected): (bool, bool),
        has_keys: bool,
    ) {
        let shown = cx.open.report.label(item);
        let state = cx.open.state(item, cx.stage);
        let heads_parts = !cx.open.reviewable(item);
        let part = matches!(item, ItemRef::Part(..));
        let (sign, sign_role) = if heads_parts {
            let folded = matches!(item, ItemRef::Work(n) if self.folded.contains(&n));
            (if folded { "▸" } else { "▾" }, Role::Quiet)
        } else {
            sign(&state)
        };
        let gone = cx.filter.is_some_and(|filter| !filter.keeps(ItemOf { open: cx.open, stage: cx.stage, item }));
        let done = gone || (matches!(state.mark, Some(MarkTo::Accepted | MarkTo::NotApplicable)) && !state.conflict && !state.stale);
        let name_role = if here {
            Role::Strong
        } else if done {
            Role::Quiet
        } else {
            Role::Text
        };
        let (x, y) = (line.x, line.y);
        if selected {
            canvas.put(x + 1, y, 1, "*", Role::YouStrong);
        } else if here {
            canvas.put(x + 1, y, 1, "›", Role::You);
        }
        let sign_x = x + 3 + if part { 2 } else { 0 };
        canvas.put(sign_x, y, 1, sign, sign_role);
        let number =
            if matches!(item, ItemRef::Measure(_)) { format!("{}{}", cx.lang.pick("m", "措"), shown.no) } else { shown.no.clone() };
        let number_x = sign_x + 2;
        let number_end = number_x
            + if part {
                u16::try_from(cols(&number, cx.look.width)).unwrap_or(4).max(3)
            } else {
                number_cols.max(if line_is_mixed(item) { 3 } else { 0 })
            };
        canvas.put_right(number_end, y, number_end - number_x, &number, Role::Quiet);
        let mut meta = meta(cx, item, &state, heads_parts);
        if gone {
            meta.insert(0, (cx.say(tr("no longer fits", "已不符")).to_owned(), Role::Quiet));
        }
        let meta_cols: usize = meta.iter().map(|(text, _)| cols(text, cx.look.width) + 1).sum();
        let mut meta_x = line.right().saturating_sub(u16::try_from(meta_cols).unwrap_or(0));
        let room = usize::from(meta_x.saturating_sub(number_end + 2));
        cx.put_lit(canvas, (number_end + 1, y), u16::try_from(room).unwrap_or(0), &one_line(&shown.name), name_role);
        for (text, role) in &meta {
            meta_x += canvas.put(meta_x, y, line.right().saturating_sub(meta_x), text, if has_keys { *role } else { Role::Text }) + 1;
        }
        if here && has_keys {
            canvas.tint(Rect { x: x + 1, width: line.width.saturating_sub(1), ..line }, Role::Here);
        }
    }
}

/// What stands at the right of a row: parts reviewed, findings, comments, what is unsettled.
fn meta(cx: &Cx<'_>, item: ItemRef, state: &ItemState, heads_parts: bool) -> Vec<(String, Role)> {
    let mut meta = Vec::new();
    if let (true, ItemRef::Work(work)) = (heads_parts, item) {
        let parts = cx.open.report.part_count(work);
        let marked = (0..parts).filter(|part| cx.open.is_marked(ItemRef::Part(work, *part), cx.stage)).count();
        meta.push((format!("{marked}/{parts}"), Role::Text));
    }
    let open = cx.open.suspicions.open_on(item);
    if open > 0 {
        meta.push((format!("!{open}"), Role::Warn));
    }
    meta.extend(counted(&state.findings, |n| cx.finding_name(n)).map(|text| (text, Role::You)));
    meta.extend(counted(&state.comments, |n| cx.comment_name(n)).map(|text| (text, Role::You)));
    if state.stale {
        meta.push(("~".to_owned(), Role::Warn));
    }
    if state.conflict {
        meta.push(("&".to_owned(), Role::Warn));
    }
    meta
}

/// The list an item is in.
pub fn list_of(item: ItemRef) -> usize {
    match item {
        ItemRef::Duty(_) => 0,
        ItemRef::Work(_) | ItemRef::Part(..) => 1,
        ItemRef::Indicator(_) => 2,
        ItemRef::Issue(_) | ItemRef::Measure(_) => 3,
    }
}

/// Issues and measures share a list: their numbers need one column more.
fn line_is_mixed(item: ItemRef) -> bool {
    matches!(item, ItemRef::Issue(_) | ItemRef::Measure(_))
}

/// 问5, or 问5+2 where there are more.
fn counted(numbers: &[u32], name: impl Fn(u32) -> String) -> Option<String> {
    let first = numbers.first()?;
    Some(if numbers.len() > 1 { format!("{}+{}", name(*first), numbers.len() - 1) } else { name(*first) })
}

/// The sign of an item's state.
pub fn sign(state: &ItemState) -> (&'static str, Role) {
    if state.conflict {
        return ("&", Role::Warn);
    }
    if state.stale {
        return ("~", Role::Warn);
    }
    match state.mark {
        Some(MarkTo::Accepted) => ("✓", Role::Ok),
        Some(MarkTo::Problem) => ("✗", Role::Bad),
        Some(MarkTo::NeedsEvidence) => ("?", Role::Warn),
        Some(MarkTo::NotApplicable) => ("-", Role::Text),
        None => (" ", Role::Text),
    }
}

/// A name on one line: line ends become spaces.
fn one_line(name: &str) -> Cow<'_, str> {
    if name.contains(['\n', '\r']) { name.split_whitespace().collect::<Vec<_>>().join(" ").into() } else { name.into() }
}

/// Decimal digits of a count.
fn digits(count: u32) -> u16 {
    u16::try_from(count.max(1).ilog10() + 1).expect("at most ten")
}

/// `已审 5/10`.
pub fn reviewed(lang: Lang, (done, all): (u32, u32)) -> String {
    format!("{}{done}/{all}", lang.pick("", "已审 "))
}
