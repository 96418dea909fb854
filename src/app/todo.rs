//! What is left to do, what weighs most first; and bookmarks.

use rust_decimal::Decimal;

use super::App;
use super::reviewing::{Bookmark, Reviewing};
use crate::lang::{Lang, tr};
use crate::overlays::{Choice, Finder, FinderRow, Overlay};
use crate::panes::{ItemState, latest};
use crate::report::ItemRef;
use crate::review::{MarkTo, Stage};
use crate::ui::Role;
use crate::words;

/// More bookmarks than this and the oldest goes.
const BOOKMARKS_MAX: usize = 100;
/// More rows than this nobody works through in one go; the count says how many there are.
const ROWS_MAX: usize = 5_000;

/// An item that asks for something.
struct Left {
    item: ItemRef,
    why: String,
    weight: Option<Decimal>,
    risk: u32,
}

impl App {
    /// All that is not settled yet, by weight × risk.
    pub(super) fn todo(&mut self) {
        let stage = self.stage();
        let Some(reviewing) = &self.reviewing else { return };
        let mut left: Vec<Left> = reviewing.open.report.items().filter_map(|item| left_of(reviewing, item, stage, self.lang)).collect();
        // Where no weight is stated all weigh the same.
        left.sort_by_key(|left| std::cmp::Reverse(left.weight.unwrap_or(Decimal::ONE).saturating_mul(Decimal::from(left.risk))));
        let count = left.len();
        let rows = left
            .into_iter()
            .take(ROWS_MAX)
            .map(|left| FinderRow {
                says: reviewing.open.name(left.item, self.lang),
                right: match left.weight {
                    Some(weight) => format!("{}  {} {weight}", left.why, self.lang.pick("weight", "分值")),
                    None => left.why,
                },
                role: Role::Text,
                choice: Choice::Go(left.item),
            })
            .collect();
        let counts = reviewing.open.report.counts();
        let done: u32 = reviewing.tally.done.iter().sum();
        let mut title = self.lang.pick(
            format!("To do: {count}   reviewed {done}/{}", counts.reviewable()),
            format!("待办 {count} 项   已审 {done}/{}", counts.reviewable()),
        );
        if let Some((marked, all)) = by_weight(reviewing, stage) {
            title.push_str(&self.lang.pick(format!("   by weight {marked}/{all}"), format!("   按分值 {marked}/{all}")));
        }
        let foot = self
            .say(tr("Weightiest and most doubtful first; without a stated weight all count 1", "分值大、疑问多的在前；没有分值的按 1 计"))
            .to_owned();
        let finder = Finder::new(tr("To do", "待办"), title, rows, tr("Nothing is left to do.", "都审过了，没有待办。")).foot(foot);
        self.overlays.push(Overlay::Finder(Box::new(finder)));
    }

    /// Keeps this place, or lets it go if it is kept.
    pub(super) fn bookmark(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        let report = &reviewing.open.report;
        let here = if reviewing.in_text() {
            Bookmark::Paragraph(report.paragraph(reviewing.reading.paragraph()).id)
        } else if let Some(item) = reviewing.item() {
            Bookmark::Item(report.id(item))
        } else {
            return self.warn(tr("No item here", "此处没有审核项"));
        };
        let before = reviewing.bookmarks.len();
        reviewing.bookmarks.retain(|kept| *kept != here);
        let said = if reviewing.bookmarks.len() < before {
            tr("bookmark removed", "已取消书签")
        } else {
            reviewing.bookmarks.insert(0, here);
            reviewing.bookmarks.truncate(BOOKMARKS_MAX);
            tr("bookmarked; {bookmarks} lists them", "已加书签；按 {bookmarks} 查看")
        };
        self.tell(self.say(said));
    }

    /// To the next (or previous) bookmark in the order of the report; items it does not place come last.
    pub(super) fn walk_bookmarks(&mut self, on: bool) {
        let Some(reviewing) = &self.reviewing else { return };
        let report = &reviewing.open.report;
        let of_item = |item: ItemRef| (report.item(item).place.map_or(u32::MAX, |place| place.paragraph), Some(item));
        let kept = reviewing.bookmarks.iter().filter_map(|kept| match kept {
            Bookmark::Item(id) => report.find(id).map(of_item),
            Bookmark::Paragraph(id) => report.find_paragraph(id).map(|paragraph| (paragraph, None)),
        });
        let here = match reviewing.item() {
            Some(item) if !reviewing.in_text() => of_item(item),
            _ => (reviewing.reading.paragraph(), None),
        };
        let found = if on { kept.filter(|at| *at > here).min() } else { kept.filter(|at| *at < here).max() };
        match found {
            Some((_, Some(item))) => self.go_item(item),
            Some((paragraph, None)) => self.go_paragraph(paragraph),
            None if reviewing.bookmarks.is_empty() => {
                self.tell(self.say(tr("no bookmark yet: {bookmark} keeps a place", "还没有书签：按 {bookmark} 加书签")));
            }
            None => self.tell(self.say(if on { super::go::NONE_ON } else { super::go::NONE_BACK })),
        }
    }

    pub(super) fn list_bookmarks(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let rows = reviewing.bookmarks.iter().filter_map(|kept| {
            let (says, choice) = match kept {
                Bookmark::Item(id) => open.report.find(id).map(|item| (open.name(item, self.lang), Choice::Go(item)))?,
                Bookmark::Paragraph(id) => {
                    let n = open.report.find_paragraph(id)?;
                    let (no, heading) = open.heading(n);
                    let start: String = open.report.paragraph(n).text.chars().take(30).collect();
                    (format!("{no} {heading}  {start}"), Choice::GoParagraph(n))
                }
            };
            Some(FinderRow { says, right: String::new(), role: Role::Text, choice })
        });
        let title = self.say(tr("Bookmarks", "书签")).to_owned();
        let finder = Finder::new(
            tr("Bookmarks", "书签"),
            title,
            rows.collect(),
            tr("None yet: {bookmark} keeps a place", "还没有：按 {bookmark} 加书签"),
        );
        self.overlays.push(Overlay::Finder(Box::new(finder)));
    }
}

/// Why an item is not settled, and how doubtful it is; `None` if it is.
fn left_of(reviewing: &Reviewing, item: ItemRef, stage: Stage, lang: Lang) -> Option<Left> {
    let open = &reviewing.open;
    if !open.reviewable(item) {
        return None;
    }
    let ItemState { mark, conflict, stale, .. } = open.state(item, stage);
    let (why, doubt) = match mark {
        _ if conflict => (words::CONFLICT, 4),
        _ if stale => (words::STALE, 3),
        None => (words::OPEN, 1),
        Some(MarkTo::NeedsEvidence) => (words::mark(MarkTo::NeedsEvidence, item.kind()), 2),
        Some(_) => return None,
    };
    let severity = |at: &usize| {
        let finding = latest(&open.review.findings().get(*at)?.standing)?;
        words::SEVERITIES.iter().rev().position(|severity| *severity == finding.severity)
    };
    let worst = open.review.findings_on(&open.report.id(item)).iter().filter_map(severity).max().map_or(0, |at| at + 1);
    let (weight, bare) = match item {
        ItemRef::Indicator(n) => {
            let indicator = open.report.indicator(n);
            (indicator.weight.and_then(|weight| weight.value), indicator.target.is_none() || indicator.actual.is_none())
        }
        _ => (None, false),
    };
    let unlinked = open.linked(item).is_empty();
    let risk = doubt + u32::try_from(worst).unwrap_or(0) + 2 * u32::from(bare) + u32::from(unlinked);
    Some(Left { item, why: why.say(lang).to_owned(), weight, risk })
}

/// Weight of the indicators marked, and of all, if any is stated.
fn by_weight(reviewing: &Reviewing, stage: Stage) -> Option<(Decimal, Decimal)> {
    let open = &reviewing.open;
    let (mut marked, mut all) = (Decimal::ZERO, None);
    for n in 0..open.report.counts().indicators {
        if let Some(weight) = open.report.indicator(n).weight.and_then(|weight| weight.value) {
            all = Some(all.unwrap_or(Decimal::ZERO).saturating_add(weight));
            if open.is_marked(ItemRef::Indicator(n), stage) {
                marked = marked.saturating_add(weight);
            }
        }
    }
    all.map(|all| (marked.normalize(), all.normalize()))
}
