//! The rows of the lists: each list with its count and what is missing, below it its entries if it is unfolded.

use std::collections::BTreeSet;

use super::{FUNDS, PreviewCx, TABLE};
use crate::import::{Draft, List};
use crate::lang::tr;
use crate::ui::Role;

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A list.
    List(List),
    /// An entry, by its place among all.
    Entry(usize),
    /// What the report says of money.
    Funds,
    /// One of its amounts.
    Amount(usize),
    /// Whether the score table came.
    Table,
}

/// What a list's row says.
pub(super) struct Summary {
    pub sign: &'static str,
    pub sign_role: Role,
    pub name: &'static str,
    pub count: Option<usize>,
    pub note: String,
}

/// All rows, from top to bottom: as a report tells of them, what found no list at the end.
pub(super) fn rows(draft: &Draft, unfolded: &BTreeSet<List>, funds_unfolded: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for list in List::ALL.into_iter().filter(|list| *list != List::Parts) {
        if list == List::Nowhere {
            rows.push(Row::Table);
        }
        rows.push(Row::List(list));
        if unfolded.contains(&list) {
            let belongs = |own: List| own == list || (own == List::Parts && list == List::Work);
            rows.extend(draft.entries().iter().enumerate().filter(|(_, entry)| belongs(entry.list())).map(|(at, _)| Row::Entry(at)));
        }
        if list == List::Work {
            rows.push(Row::Funds);
            if funds_unfolded {
                rows.extend((0..draft.funds().len()).map(Row::Amount));
            }
        }
    }
    rows
}

const OK: (&str, Role) = ("✓", Role::Ok);
const LOOK: (&str, Role) = ("!", Role::Warn);
const UNSEEN: (&str, Role) = ("?", Role::Warn);

impl Summary {
    /// Of a list.
    pub fn of_list(draft: &Draft, list: List, cx: PreviewCx) -> Self {
        let count = draft.of(list).count();
        let parts = if list == List::Work { draft.of(List::Parts).count() } else { 0 };
        let doubtful = draft.of(list).filter(|entry| !entry.doubts().is_empty()).count();
        let mut notes = Vec::new();
        if parts > 0 {
            notes.push(cx.lang.pick(format!("{parts} parts"), format!("{parts} 个分项")));
        }
        let claimed = draft.claimed().filter(|_| list == List::Indicators);
        if let Some(claimed) = claimed {
            notes.push(cx.lang.pick(format!("{claimed} claimed, {count} listed"), format!("称 {claimed} 项，列 {count} 项")));
        }
        if doubtful > 0 && list != List::Nowhere {
            notes.push(cx.lang.pick(format!("{doubtful} to look at"), format!("{doubtful} 处请核对")));
        }
        let differs = claimed.is_some_and(|claimed| usize::try_from(claimed) != Ok(count));
        let (sign, sign_role) = match list {
            List::Nowhere => (" ", Role::Text),
            _ if doubtful > 0 || differs => LOOK,
            _ if count == 0 => UNSEEN,
            _ => OK,
        };
        if count == 0 {
            let unseen = if list == List::Nowhere { tr("none", "无") } else { tr("not seen", "未见") };
            notes.insert(0, cx.say(unseen).to_owned());
        }
        let count = (count > 0).then_some(count);
        Self { sign, sign_role, name: cx.say(list.words()), count, note: notes.join(cx.lang.pick(", ", "，")) }
    }

    /// Of the money.
    pub fn of_funds(draft: &Draft, cx: PreviewCx) -> Self {
        let funds = draft.funds();
        let seen = funds.iter().filter(|amount| amount.amount.is_some()).count();
        let unseen: Vec<&str> = funds.iter().filter(|amount| amount.amount.is_none()).map(|amount| cx.say(amount.words)).collect();
        let note = match unseen.as_slice() {
            [] => String::new(),
            unseen => cx.lang.pick(format!("not seen: {}", unseen.join(", ")), format!("未见{}", unseen.join("、"))),
        };
        let (sign, sign_role) = if note.is_empty() { OK } else { LOOK };
        Self { sign, sign_role, name: cx.say(FUNDS), count: (seen > 0).then_some(seen), note }
    }

    /// Whether the score table came.
    pub fn of_table(draft: &Draft, cx: PreviewCx) -> Self {
        let (sign, words) = if draft.has_scores() {
            (OK, tr("received, with points", "已收到，含得分"))
        } else {
            (UNSEEN, tr("not received", "未收到"))
        };
        Self { sign: sign.0, sign_role: sign.1, name: cx.say(TABLE), count: None, note: cx.say(words).to_owned() }
    }
}
