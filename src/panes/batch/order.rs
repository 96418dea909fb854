//! The order of the rows: by what a column shows. Rows that have nothing there come last, from whichever
//! end one looks; equals stay in the order of the folder.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::columns::Column;
use crate::batch::{Content, Figures, Row};

/// What rows are compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Number(Decimal),
    Largest(Reverse<Decimal>),
    Text(String),
}

/// The rows in order, by their place among all.
pub(super) fn ordered(rows: &[Row], column: Column, reversed: bool) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(rows.len()).collect();
    if column == Column::Name {
        if reversed {
            order.reverse();
        }
        return order;
    }
    let keys: Vec<Option<By>> = rows.iter().map(|row| key(row, column)).collect();
    let of = |n: u32| keys.get(n as usize).and_then(Option::as_ref);
    order.sort_by(|one, other| match (of(*one), of(*other)) {
        (Some(one), Some(other)) if reversed => other.cmp(one),
        (Some(one), Some(other)) => one.cmp(other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
    order
}

fn key(row: &Row, column: Column) -> Option<By> {
    if let (Content::Package(_), Column::State) = (&row.content, column) {
        return Some(By::Number(Decimal::NEGATIVE_ONE));
    }
    let figures = row.figures()?;
    let Figures { items, weight, suspicions, .. } = figures;
    let share = |done: Decimal, all: Decimal| done.checked_div(all).map(By::Number);
    match column {
        Column::Name => None,
        Column::State => figures.state.map(|state| By::Number(Decimal::from(state as u8))),
        Column::Handler => figures.handlers.first().map(|who| By::Text(who.name.clone())),
        Column::Items => share(items.0.into(), items.1.into()),
        Column::Weight => weight.and_then(|(done, all)| share(done, all)),
        // Whoever sorts by these looks for the most.
        Column::Suspicions => suspicions.map(|count| By::Largest(Reverse(count.into()))),
        Column::Findings => Some(By::Largest(Reverse(figures.findings_all().into()))),
        Column::Lacks => Some(By::Largest(Reverse(figures.lacks.len().into()))),
        Column::OwnScore => figures.own_score.map(By::Number),
        Column::Score => figures.score.map(By::Number),
        Column::Grade => figures.grade.clone().map(By::Text),
        Column::Due => figures.due.map(|day| By::Text(day.to_string())),
    }
}
