//! The coverage view: who answers whom among duties, work, indicators, issues and measures. Three faces:
//! what is missing, links that may be, the whole table. Changes nothing of the review: what is confirmed,
//! rejected or linked goes through the app.

mod card;
mod draw;
mod picks;
mod rows;

use ratatui::layout::Rect;

use super::list_card::{Parts, Wish, finish_row, inside};
use super::{Cx, HintRow, LinkStands, OnEnter, Open, Step, ViewPane, bring_into_view};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, tr};
use crate::report::{ItemRef, Place, Proposal};
use crate::ui::{Canvas, Role, Sheet, UNBOUND_COLS};
use crate::words;
pub(in crate::panes) use card::stands_words;
use card::{of_item, of_proposal, of_section};
use picks::{Pick, Picks};
use rows::{Face, Row, Rows};

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
    (Command::SelectAll, None),
    (Command::Item, None),
    (Command::Passage, None),
];

/// The coverage view.
#[derive(Clone, Debug, Default)]
pub struct CoveragePane {
    rows: Rows,
    cursor: usize,
    top: u32,
    /// The rows that are chosen.
    picks: Picks,
    in_card: bool,
    card_top: u16,
    /// The first column of the table that is shown.
    left: usize,
}

impl CoveragePane {
    /// One comes from another view: what was mended meanwhile goes.
    pub fn enter(&mut self) {
        self.rows.renew();
        self.picks.let_go();
    }

    /// The next face.
    pub fn next_face(&mut self) {
        self.rows.show(self.rows.face.next());
        self.picks.let_go();
        (self.cursor, self.top, self.in_card, self.left) = (1, 0, false, 0);
    }

    /// What the face is called.
    pub fn face(&self, lang: Lang) -> &'static str {
        self.rows.face.words().say(lang)
    }

    /// Starts stretching over several rows, or lets go of what is chosen.
    pub fn select(&mut self, on: bool) {
        self.picks.stretch(on.then_some(self.cursor));
    }

    /// Whether a range is being stretched.
    pub fn is_stretching(&self) -> bool {
        self.picks.is_stretching()
    }

    /// Whether rows are chosen.
    pub fn is_selecting(&self) -> bool {
        self.picks.any()
    }

    /// Whether links that may be are shown: what is chosen are links, not items.
    pub fn shows_links(&self) -> bool {
        self.rows.face == Face::Proposed
    }

    /// Chooses the row, or lets it go; a heading all its rows. Says whether there is a row below to go on to.
    pub fn toggle(&mut self, open: &Open) -> bool {
        match Pick::of(&self.rows, self.cursor) {
            Some(pick) => self.picks.toggle(&[pick]),
            None => self.toggle_all(open),
        }
        let below = self.cursor + 1;
        let goes_on = below < self.rows.all().len();
        if goes_on {
            self.point(below);
        }
        goes_on
    }

    /// Chooses all rows under the heading, or lets them go if all are chosen; one that is folded opens, so that
    /// one sees what is chosen.
    pub fn toggle_all(&mut self, open: &Open) {
        if let Some(Row::Section { section, folded: true }) = self.rows.get(self.cursor) {
            self.rows.fold(section, false);
            self.lay(open);
        }
        let picks: Vec<Pick> = self.rows.under(self.cursor).filter_map(|row| Pick::of(&self.rows, row)).collect();
        self.picks.toggle(&picks);
    }

    /// The items that are chosen and carry a mark, in report order.
    pub fn selected(&self, open: &Open) -> Vec<ItemRef> {
        let item = |pick: &Pick| if let Pick::Item(item) = *pick { Some(item).filter(|item| open.reviewable(*item)) } else { None };
        self.picks.all(&self.rows, self.cursor).iter().filter_map(item).collect()
    }

    /// Lets go of what is chosen; says whether there was anything.
    pub fn let_go(&mut self) -> bool {
        self.picks.let_go()
    }

    /// The links that may be that are chosen, else the one on the row.
    pub fn links(&self) -> Vec<(ItemRef, ItemRef)> {
        let link = |pick: &Pick| if let Pick::Link(one, other) = *pick { Some((one, other)) } else { None };
        if self.picks.any() {
            self.picks.all(&self.rows, self.cursor).iter().filter_map(link).collect()
        } else {
            Pick::of(&self.rows, self.cursor).iter().filter_map(link).collect()
        }
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

    /// Lays the rows if they are to be laid anew; what is chosen stays chosen.
    fn lay(&mut self, open: &Open) {
        if self.rows.is_stale(open) {
            self.picks.keep(&self.rows, self.cursor);
        }
        self.rows.refresh(open);
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
            Some(Row::Section { section, .. }) => of_section(cx, &self.rows, section, cols),
            None => Sheet::new(cols, 0, cx.look.width),
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
        let many = self.links().len();
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
        let links = self.links();
        facts.proposals = links.iter().filter(|(one, other)| open.link_stands(*one, *other) == LinkStands::Open).count();
        facts.ruled = links.len() - facts.proposals;
        facts.pickable_rows = !self.in_card && !self.rows.all().is_empty();
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
        self.picks.let_go() || std::mem::take(&mut self.in_card)
    }

    fn on_enter(&self, open: &Open) -> OnEnter {
        match self.rows.get(self.cursor) {
            None => OnEnter::Nothing(tr("Nothing here: {order} shows the rest", "这里没有内容：按 {order} 看其余")),
            Some(Row::Section { folded, .. }) => OnEnter::Run(if folded { Command::Right } else { Command::Left }),
            Some(Row::Proposal(_)) => {
                let open_here = self.links().iter().any(|(one, other)| open.link_stands(*one, *other) == LinkStands::Open);
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
        self.lay(cx.open);
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
        let right = if self.is_selecting() {
            let chosen = self.picks.all(&self.rows, self.cursor).len();
            let unit = if self.shows_links() { tr("", " 处") } else { tr("", " 项") };
            cx.lang.pick(format!("{chosen} chosen"), format!("已选 {chosen}{}", cx.say(unit)))
        } else {
            let (linked, proposed) = (self.rows.counts().linked, self.rows.counts().proposed);
            cx.lang.pick(format!("linked {linked}, to confirm {proposed}"), format!("已关联 {linked}  待确认 {proposed}"))
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
            let (chosen, here) = (self.picks.has(at, self.cursor, Pick::of(&self.rows, at)), at == self.cursor && !self.in_card);
            finish_row(canvas, line, chosen, here, Target::CoverageRow(at));
        }
        parts.seam(canvas, area);
        self.draw_card(cx, canvas, parts.card);
    }
}
