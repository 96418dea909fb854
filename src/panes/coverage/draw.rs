//! How the rows of the coverage view are drawn: the faces with their figures, holes, links that may be, the table.

use ratatui::layout::Rect;

use super::CoveragePane;
use super::card::{sign, stands_words};
use super::rows::{Face, Hole, HoleCount, Row, Section, lacks};
use crate::command::Target;
use crate::lang::{Lang, tr};
use crate::panes::list_card::{draw_sheet, inside};
use crate::panes::{Cx, LinkStands, ViewPane};
use crate::report::{ItemKind, ItemRef};
use crate::text::cols;
use crate::ui::{Canvas, Role};
use crate::words;

/// What each kind is asked for, in the figures above the rows.
const ANSWERED: [(ItemKind, Hole); 5] = [
    (ItemKind::Duty, Hole::DutyWithoutWork),
    (ItemKind::Work, Hole::WorkWithoutIndicator),
    (ItemKind::Indicator, Hole::IndicatorWithoutWork),
    (ItemKind::Issue, Hole::IssueWithoutMeasure),
    (ItemKind::Measure, Hole::MeasureUnheld),
];

/// Columns of a row's name in the table.
const NAME_COLS: u16 = 24;
/// Columns of what the item of a row lacks.
const LACKS_COLS: u16 = 18;

impl CoveragePane {
    /// The three faces and what is in each: the one shown is lit; and how much is answered.
    pub(super) fn strip(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
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
        // How many of what is asked of each kind are answered: what does not fit is left out whole.
        let mut before = format!("{}  ", cx.say(tr("answered", "已对应")));
        for (kind, hole) in ANSWERED {
            let HoleCount { asked, open, .. } = counts.of(hole);
            if asked == 0 {
                continue;
            }
            let figures = format!("{}/{asked}", asked - open);
            let piece = format!("{before}{} {figures}", cx.say(words::item_kind(kind)));
            let wanted = u16::try_from(cols(&piece, cx.look.width)).unwrap_or(u16::MAX);
            if area.right().saturating_sub(x + 1) < wanted {
                return;
            }
            canvas.put(x, area.y, wanted, &piece, Role::Quiet);
            let width = u16::try_from(figures.len()).unwrap_or(0);
            canvas.put(x + wanted - width, area.y, width, &figures, if open == 0 { Role::Ok } else { Role::Text });
            x += wanted + 2;
            before.clear();
        }
    }

    pub(super) fn draw_card(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        if area.height < 3 {
            return;
        }
        let title = match (self.rows.get(self.cursor), self.item(cx.open)) {
            (Some(Row::Proposal(_)), _) => cx.say(tr("Proposed link", "待确认的关联")).to_owned(),
            (Some(Row::Section { section, .. }), _) => section_name(cx, section),
            (_, Some(item)) => format!("{} {}", cx.say(words::item_kind(item.kind())), cx.open.report.item(item).no),
            _ => String::new(),
        };
        canvas.rule(area.x, area.y, area.width, &title, "", self.in_card);
        canvas.hit(area, Target::CoverageCard);
        let inside = inside(area);
        let sheet = self.card(cx, inside.width);
        draw_sheet(cx, canvas, inside, &sheet, self.card_top, self.in_card);
    }

    pub(super) fn draw_row(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, at: usize, line: Rect) {
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
        let HoleCount { open: count, weight, unknown, .. } = self.rows.counts().of(hole);
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

pub(super) fn section_name(cx: &Cx<'_>, section: Section) -> String {
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
