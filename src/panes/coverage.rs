//! The coverage view: who answers whom among duties, work, indicators, issues and measures. Three faces:
//! what is missing, links that may be, the whole table. Changes nothing of the review: what is confirmed,
//! rejected or linked goes through the app.

use ratatui::layout::Rect;

use super::coverage_card::{of_item, of_proposal, sign, stands_words};
use super::coverage_rows::{Face, Hole, Row, Rows, Section, lacks};
use super::list_card::{Parts, Wish, draw_sheet, finish_row, inside};
use super::{Cx, HintRow, LinkStands, OnEnter, Open, Step, ViewPane, bring_into_view};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, tr};
use crate::report::{ItemKind, ItemRef, Place, Proposal};
use crate::text::cols;
use crate::ui::{Canvas, Role, Sheet, UNBOUND_COLS};
use crate::words;

/// Columns of a row's name in the table.
const NAME_COLS: u16 = 24;
/// Columns of what the item of a row lacks.
const LACKS_COLS: u16 = 18;

const MENU_ITEM: &[Command] = &[
    Command::Link,
    Command::Item,
    Command::Passage,
    Command::Linked,
    Command::Finding,
    Command::Comment,
    Command::Suspicion,
    Command::Order,
];
const MENU_OPEN: &[Command] =
    &[Command::Link, Command::Dismiss, Command::Select, Command::Passage, Command::Item, Command::Linked, Command::Comment, Command::Order];
const MENU_RULED: &[Command] = &[Command::Remove, Command::Item, Command::Passage, Command::Linked, Command::Comment, Command::Order];

const HINTS: &[HintRow] = &[
    (Command::Menu, None),
    (Command::Link, None),
    (Command::Dismiss, None),
    (Command::Order, None),
    (Command::NextItem, None),
    (Command::Select, None),
    (Command::Item, None),
    (Command::Passage, None),
];

/// The coverage view.
#[derive(Clone, Debug, Default)]
pub struct CoveragePane {
    rows: Rows,
    cursor: usize,
    top: u32,
    /// The row on which choosing several began.
    anchor: Option<usize>,
    in_card: bool,
    card_top: u16,
    /// The first column of the table that is shown.
    left: usize,
}

impl CoveragePane {
    /// One comes from another view: what was mended meanwhile goes.
    pub fn enter(&mut self) {
        self.rows.renew();
        self.anchor = None;
    }

    /// The next face.
    pub fn next_face(&mut self) {
        self.rows.show(self.rows.face.next());
        (self.cursor, self.top, self.anchor, self.in_card, self.left) = (1, 0, None, false, 0);
    }

    /// What the face is called.
    pub fn face(&self, lang: Lang) -> &'static str {
        self.rows.face.words().say(lang)
    }

    /// Starts choosing several proposals, or lets go of them; `false` where there are none to choose.
    pub fn select(&mut self, on: bool) -> bool {
        self.anchor = (on && self.rows.face == Face::Proposed).then_some(self.cursor);
        !on || self.anchor.is_some()
    }

    /// Whether several are being chosen.
    pub fn is_selecting(&self) -> bool {
        self.anchor.is_some()
    }

    /// The links that may be on the rows chosen, else on the row.
    pub fn links(&self, open: &Open) -> Vec<(ItemRef, ItemRef)> {
        self.chosen().filter_map(|row| self.proposal(open, row)).map(|one| (one.from, one.to)).collect()
    }

    /// To the next row that asks for something; says whether there was one.
    pub fn seek(&mut self, open: &Open) -> bool {
        let found = (self.cursor + 1..self.rows.all().len()).find(|row| self.rows.is_open(open, *row));
        found.inspect(|row| self.point(*row)).is_some()
    }

    /// Puts the cursor on a row.
    pub fn point(&mut self, row: usize) {
        self.in_card = false;
        self.cursor = row.min(self.rows.all().len().saturating_sub(1));
        self.card_top = 0;
    }

    /// Gives the card the keys.
    pub fn focus_card(&mut self) {
        self.in_card = true;
    }

    fn chosen(&self) -> std::ops::RangeInclusive<usize> {
        let anchor = self.anchor.unwrap_or(self.cursor);
        anchor.min(self.cursor)..=anchor.max(self.cursor)
    }

    fn proposal<'a>(&self, open: &'a Open, row: usize) -> Option<&'a Proposal> {
        let Some(Row::Proposal(at)) = self.rows.get(row) else { return None };
        open.coverage.as_ref()?.proposals.get(at)
    }

    /// The table has need of the whole width.
    fn parts(&self, area: Rect) -> Parts {
        let beside_cols = (self.rows.face != Face::Table).then(|| (area.width * 9 / 20).clamp(50, 84));
        Parts::of(area, &Wish { rows: self.rows.all().len(), beside_cols, tenths: 6, in_card: self.in_card })
    }

    fn card(&self, cx: &Cx<'_>, cols: u16) -> Sheet<Target> {
        match self.rows.get(self.cursor) {
            Some(Row::Lacks(hole, item)) => of_item(cx, item, hole.is_in(cx.open, &self.rows.known, item).then_some(hole), cols),
            Some(Row::Line(item)) => of_item(cx, item, None, cols),
            Some(Row::Proposal(_)) => match self.proposal(cx.open, self.cursor) {
                Some(proposal) => of_proposal(cx, proposal, cols),
                None => Sheet::new(cols, 0, cx.look.width),
            },
            Some(Row::Section { .. }) | None => Sheet::new(cols, 0, cx.look.width),
        }
    }
}

impl ViewPane for CoveragePane {
    fn tab_name(&self, _: &Open, lang: Lang) -> String {
        tr("Coverage", "对应表").say(lang).to_owned()
    }

    fn words(&self, cx: &Cx<'_>) -> Vec<String> {
        self.card(cx, UNBOUND_COLS).words()
    }

    fn item(&self, open: &Open) -> Option<ItemRef> {
        match self.rows.get(self.cursor)? {
            Row::Lacks(_, item) | Row::Line(item) => Some(item),
            Row::Proposal(_) => self.proposal(open, self.cursor).map(|one| one.from),
            Row::Section { .. } => None,
        }
    }

    fn place(&self, open: &Open) -> Option<Place> {
        self.item(open).and_then(|item| open.report.item(item).place)
    }

    fn about(&self, open: &Open, lang: Lang) -> Option<String> {
        let one = self.proposal(open, self.cursor)?;
        let many = self.links(open).len();
        Some(if self.is_selecting() && many > 1 {
            lang.pick(format!("{many} proposed links"), format!("{many} 处待确认的关联"))
        } else {
            [one.from, one.to].map(|item| format!("{} {}", words::item_kind(item.kind()).say(lang), open.report.item(item).no)).join(" – ")
        })
    }

    fn position(&self, _: &Open, lang: Lang) -> Option<String> {
        let (confirmed, rejected) = self.rows.counts().ruled;
        (confirmed + rejected > 0)
            .then(|| lang.pick(format!("confirmed {confirmed}, rejected {rejected}"), format!("已确认 {confirmed}  不关联 {rejected}")))
    }

    fn facts(&self, open: &Open, facts: &mut Facts) {
        let links = self.links(open);
        facts.proposals = links.iter().filter(|(one, other)| open.link_stands(*one, *other) == LinkStands::Open).count();
        facts.ruled = links.len() - facts.proposals;
    }

    fn step(&mut self, _: &Open, step: Step, page: u16) -> bool {
        if self.in_card {
            self.card_top = u16::try_from(step.from(self.card_top.into(), u32::from(u16::MAX), page)).unwrap_or(u16::MAX);
            return true;
        }
        let count = u32::try_from(self.rows.all().len()).unwrap_or(u32::MAX);
        let to = step.from(u32::try_from(self.cursor).unwrap_or(0), count, page) as usize;
        let moved = to != self.cursor;
        self.point(to);
        moved
    }

    fn sideways(&mut self, _: &Open, by: i32) {
        match self.rows.get(self.cursor) {
            _ if self.in_card => self.in_card = by > 0,
            Some(Row::Section { section, folded }) if folded == (by > 0) => self.rows.fold(section, by < 0),
            _ if self.rows.face == Face::Table => {
                self.left = if by > 0 { self.left + 1 } else { self.left.saturating_sub(1) };
            }
            Some(_) if by < 0 => {
                let head = (0..self.cursor).rev().find(|at| matches!(self.rows.get(*at), Some(Row::Section { .. })));
                if let Some(at) = head {
                    self.point(at);
                }
            }
            _ => self.in_card = by > 0,
        }
    }

    fn tab(&mut self, _: &Open, _: i32) {
        self.in_card = !self.in_card;
    }

    fn step_out(&mut self) -> bool {
        self.anchor.take().is_some() || std::mem::take(&mut self.in_card)
    }

    fn on_enter(&self, open: &Open) -> OnEnter {
        match self.rows.get(self.cursor) {
            None => OnEnter::Nothing(tr("Nothing here: o shows the rest", "这里没有内容：按 o 看其余")),
            Some(Row::Section { folded, .. }) => OnEnter::Run(if folded { Command::Right } else { Command::Left }),
            Some(Row::Proposal(_)) => {
                let open_here = self.links(open).iter().any(|(one, other)| open.link_stands(*one, *other) == LinkStands::Open);
                OnEnter::Menu(if open_here { MENU_OPEN } else { MENU_RULED })
            }
            Some(Row::Lacks(..) | Row::Line(_)) => OnEnter::Menu(MENU_ITEM),
        }
    }

    fn hints(&self) -> &'static [HintRow] {
        HINTS
    }

    fn settle(&mut self, cx: &Cx<'_>, area: Rect) {
        let first = self.rows.all().is_empty();
        self.rows.refresh(cx.open);
        if first {
            self.cursor = 1;
        }
        self.cursor = self.cursor.min(self.rows.all().len().saturating_sub(1));
        let parts = self.parts(area);
        let row = u32::try_from(self.cursor).unwrap_or(0);
        let count = u32::try_from(self.rows.all().len()).unwrap_or(u32::MAX);
        self.top = bring_into_view(self.top, row, count, parts.list.height.saturating_sub(1));
        if self.rows.face == Face::Table {
            self.left = self.left.min(self.rows.columns_most().saturating_sub(1));
        }
        let inside = inside(parts.card);
        self.card_top = self.card_top.min(self.card(cx, inside.width).height().saturating_sub(inside.height));
    }

    fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        if cx.open.coverage.is_none() {
            let says = cx.say(tr("Reading what answers what", "正在整理各项的对应关系，稍候即见结果"));
            canvas.put(area.x + 3, area.y + 2, area.width.saturating_sub(4), says, Role::Text);
            return;
        }
        let parts = self.parts(area);
        self.strip(cx, canvas, parts.strip);
        let chosen = self.links(cx.open).len();
        let right = if self.is_selecting() {
            cx.lang.pick(format!("{chosen} chosen"), format!("已选 {chosen} 处"))
        } else {
            let count = |section| matches!(section, Row::Section { .. });
            let rows = self.rows.all().iter().filter(|row| !count(**row)).count();
            cx.lang.pick(format!("{rows} rows"), format!("{rows} 行"))
        };
        canvas.rule(parts.list.x, parts.list.y, parts.list.width, self.face(cx.lang), &right, !self.in_card);
        if self.rows.all().is_empty() {
            let says = match self.rows.face {
                Face::Holes => tr("No hole: every item has its counterpart", "没有缺口：各项都有对应"),
                Face::Proposed => tr("No link is proposed", "没有待确认的关联"),
                Face::Table => tr("The report lists no duties and no issues", "报告没有列职责和自查问题"),
            };
            canvas.put_fit(parts.list.x + 3, parts.list.y + 1, parts.list.width.saturating_sub(4), cx.say(says), Role::Text);
        }
        for (at, line) in parts.lines(self.top, self.rows.all().len()) {
            self.draw_row(cx, canvas, at, line);
            let (chosen, here) = (self.is_selecting() && self.chosen().contains(&at), at == self.cursor && !self.in_card);
            finish_row(canvas, line, chosen, here, Target::CoverageRow(at));
        }
        parts.seam(canvas, area);
        self.draw_card(cx, canvas, parts.card);
    }
}

impl CoveragePane {
    /// The three faces and what is in each: the one shown is lit.
    fn strip(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let counts = self.rows.counts();
        let mut x = area.x + 1;
        for face in Face::ALL {
            let name = cx.say(face.words());
            let says = match face {
                Face::Holes => format!(" {name} {} ", counts.holes()),
                Face::Proposed => format!(" {name} {} ", counts.proposed),
                Face::Table => format!(" {name} "),
            };
            x += canvas.put(x, area.y, area.right().saturating_sub(x), &says, if face == self.rows.face { Role::Chip } else { Role::Text })
                + 1;
        }
        x += 1;
        for (sign, role, says) in [
            ("#", Role::You, tr("linked", "已关联")),
            ("o", Role::Warn, tr("to confirm", "待确认")),
            ("!", Role::Warn, tr("to explain", "待说明")),
        ] {
            let says = cx.say(says);
            let wanted = u16::try_from(cols(says, cx.look.width)).unwrap_or(0) + 4;
            if area.right().saturating_sub(x) < wanted {
                return;
            }
            x += canvas.put(x, area.y, 1, sign, role) + 1;
            x += canvas.put(x, area.y, wanted, says, Role::Quiet) + 2;
        }
    }

    fn draw_card(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        if area.height < 3 {
            return;
        }
        let title = match (self.rows.get(self.cursor), self.item(cx.open)) {
            (Some(Row::Proposal(_)), _) => cx.say(tr("Proposed link", "待确认的关联")).to_owned(),
            (_, Some(item)) => format!("{} {}", cx.say(words::item_kind(item.kind())), cx.open.report.item(item).no),
            _ => String::new(),
        };
        canvas.rule(area.x, area.y, area.width, &title, "", self.in_card);
        canvas.hit(area, Target::CoverageCard);
        let inside = inside(area);
        let sheet = self.card(cx, inside.width);
        draw_sheet(cx, canvas, inside, &sheet, self.card_top, self.in_card);
    }

    fn draw_row(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, at: usize, line: Rect) {
        let Some(row) = self.rows.get(at) else { return };
        let (x, y, end) = (line.x, line.y, line.right() - 1);
        if at == self.cursor {
            canvas.put(x + 1, y, 1, "›", Role::You);
        }
        match row {
            Row::Section { section, folded } => {
                canvas.put(x + 3, y, 1, if folded { "▸" } else { "▾" }, Role::Quiet);
                let right = match section {
                    Section::Hole(hole) => canvas.put_right(end, y, 40, &self.hole_count(cx, hole), Role::Text),
                    Section::Pair(..) | Section::Table(_) => end,
                };
                let name = section_name(cx, section);
                match section {
                    Section::Table(kind) => {
                        canvas.put_fit(x + 5, y, NAME_COLS, &name, Role::Strong);
                        self.heads(cx, canvas, kind, line);
                    }
                    _ => {
                        canvas.put_fit(x + 5, y, right.saturating_sub(x + 6), &name, Role::Strong);
                    }
                }
            }
            Row::Lacks(hole, item) => {
                let lacks = hole.is_in(cx.open, &self.rows.known, item);
                let (sign, role) = if lacks { ("!", Role::Warn) } else { ("#", Role::You) };
                canvas.put(x + 3, y, 1, sign, role);
                let proposed = cx.open.proposed(item).count();
                let mut right = end;
                if !lacks {
                    right = canvas.put_right(right, y, 12, cx.say(tr("mended", "已补")), Role::You);
                } else if proposed > 0 && hole != Hole::MeasureUnheld {
                    right = canvas.put_right(right, y, 18, &cx.lang.pick(format!("o {proposed}"), format!("o {proposed}")), Role::Warn);
                }
                if let Some(weight) = self.rows.known.weight(item) {
                    let says = format!("{} {}", cx.say(tr("weight", "分值")), weight.normalize());
                    right = canvas.put_right(right.saturating_sub(1), y, 14, &says, Role::Text);
                }
                named(cx, canvas, item, (x + 5, y), right, if lacks { Role::Text } else { Role::Quiet });
            }
            Row::Proposal(_) => {
                let Some(one) = self.proposal(cx.open, at) else { return };
                let stands = cx.open.link_stands(one.from, one.to);
                let (sign, role) = sign(stands);
                canvas.put(x + 3, y, 1, sign, role);
                let says =
                    if stands == LinkStands::Open { format!("{}%", one.confidence) } else { cx.say(stands_words(stands)).to_owned() };
                let right = canvas.put_right(end, y, 12, &says, if stands == LinkStands::Open { Role::Text } else { role });
                let role = if stands == LinkStands::Denied { Role::Quiet } else { Role::Text };
                let half = right.saturating_sub(x + 8) / 2;
                named(cx, canvas, one.from, (x + 5, y), x + 6 + half, role);
                canvas.put(x + 6 + half, y, 1, "–", Role::Quiet);
                named(cx, canvas, one.to, (x + 8 + half, y), right, role);
            }
            Row::Line(item) => {
                named(cx, canvas, item, (x + 3, y), x + 5 + NAME_COLS, Role::Text);
                let lacking = lacks(cx.open, item);
                if !lacking.is_empty() {
                    let kinds: Vec<&str> = lacking.iter().map(|kind| cx.say(words::item_kind(*kind))).collect();
                    let says = cx.lang.pick(format!("! no {}", kinds.join(", ").to_lowercase()), format!("! 未见{}", kinds.join("、")));
                    canvas.put_fit(end.saturating_sub(LACKS_COLS), y, LACKS_COLS, &says, Role::Warn);
                }
                let linked = cx.open.linked(item);
                let proposed: Vec<ItemRef> = cx.open.proposed(item).map(|(_, other)| other).collect();
                self.cells(item.kind(), line, |column, x| {
                    let (sign, role) = if linked.iter().any(|(other, _)| *other == column) {
                        ("#", Role::You)
                    } else if proposed.contains(&column) {
                        ("o", Role::Warn)
                    } else {
                        (".", Role::Quiet)
                    };
                    canvas.put(x, y, 1, sign, role);
                });
            }
        }
    }

    /// The columns that are shown of a table, each with where it stands: groups stand apart.
    fn cells(&self, rows: ItemKind, line: Rect, mut each: impl FnMut(ItemRef, u16)) -> usize {
        let columns = self.rows.columns(rows);
        let (mut x, end) = (line.x + NAME_COLS + 6, line.right().saturating_sub(LACKS_COLS + 3));
        let room = usize::from(end.saturating_sub(x));
        let step = if columns.len() * 2 + 10 <= room { 2 } else { 1 };
        let mut group = None;
        let mut shown = 0;
        for column in columns.iter().skip(self.left) {
            let of = match column {
                ItemRef::Part(n, _) => (ItemKind::Work, *n),
                ItemRef::Work(_) => (ItemKind::Work, u32::MAX),
                other => (other.kind(), 0),
            };
            if group.replace(of).is_some_and(|before| before != of) {
                x += 2;
            }
            if x >= end {
                break;
            }
            each(*column, x);
            shown += 1;
            x += step;
        }
        columns.len().saturating_sub(self.left + shown)
    }

    /// The last digit of each column's number, and how many columns are not shown.
    fn heads(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, kind: ItemKind, line: Rect) {
        let hidden = self.cells(kind, line, |column, x| {
            let label = cx.open.report.label(column);
            let last = label.no.chars().rev().find(char::is_ascii_digit).map_or_else(|| ".".to_owned(), String::from);
            canvas.put(x, line.y, 1, &last, if column.kind() == ItemKind::Indicator { Role::You } else { Role::Text });
        });
        let right = if hidden > 0 || self.left > 0 {
            cx.lang.pick(format!("{} left, {hidden} right", self.left), format!("左 {} 列 右 {hidden} 列", self.left))
        } else {
            cx.say(tr("to explain", "待说明")).to_owned()
        };
        canvas.put_fit(line.right().saturating_sub(LACKS_COLS + 1), line.y, LACKS_COLS, &right, Role::Text);
    }

    /// How many lack it, and what they weigh: as far as weights are stated.
    fn hole_count(&self, cx: &Cx<'_>, hole: Hole) -> String {
        let (count, weight, unknown) = self.rows.counts().of(hole);
        let count_says = cx.lang.pick(format!("{count}"), format!("{count} 项"));
        if !hole.weighs() || count == 0 {
            return count_says;
        }
        let weight = weight.normalize();
        match (unknown, cx.lang) {
            (0, Lang::En) => format!("{count_says}, weight {weight}"),
            (0, Lang::Zh) => format!("{count_says} 分值 {weight}"),
            (n, Lang::En) if n == count => format!("{count_says}, weight not stated"),
            (n, Lang::Zh) if n == count => format!("{count_says} 分值未列"),
            (n, Lang::En) => format!("{count_says}, weight {weight}, {n} not stated"),
            (n, Lang::Zh) => format!("{count_says} 分值 {weight}，{n} 项未列"),
        }
    }
}

/// A number and a name, up to a column.
fn named(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, item: ItemRef, (x, y): (u16, u16), end: u16, role: Role) {
    let shown = cx.open.report.label(item);
    cx.put_lit(canvas, (x, y), end.saturating_sub(x + 1), &format!("{} {}", shown.no, shown.name), role);
}

fn section_name(cx: &Cx<'_>, section: Section) -> String {
    let kind = |kind| cx.say(words::item_kind(kind));
    match section {
        Section::Hole(hole) => cx.say(hole.words()).to_owned(),
        Section::Pair(from, to) => format!("{} – {}", kind(from), kind(to)),
        Section::Table(ItemKind::Duty) => {
            format!("{} × {} {}", kind(ItemKind::Duty), kind(ItemKind::Work), kind(ItemKind::Indicator))
        }
        Section::Table(of) => format!("{} × {} {}", kind(of), kind(ItemKind::Indicator), kind(ItemKind::Measure)),
    }
}
