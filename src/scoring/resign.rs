//! What has changed beside a signed sheet: it keeps its figures, and this says what signing again would
//! change.

use rust_decimal::Decimal;

use super::amount::printed;
use super::{Sheet, inputs};
use crate::lang::Said;
use crate::said;

/// One figure that is no longer as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resign {
    /// The row, an index into [`Sheet::rows`]; none for the total, the grade or the standard.
    pub row: Option<usize>,
    /// What it was, and what it would be.
    pub said: Said,
}

impl Sheet {
    /// What would change if it were signed again; empty while it is not signed or all is as signed.
    pub fn needs_resign(&self) -> Vec<Resign> {
        let Some(signed) = &self.signed else { return Vec::new() };
        let signoff = &signed.signoff;
        let mut changed = Vec::new();
        for (n, row) in self.rows.iter().enumerate() {
            let was = signoff.scores.get(&row.id).and_then(|points| inputs::points(points));
            let now = row.score.filter(|_| row.counts());
            if was != now {
                let (name, was, now) = (&row.name, figure(was), figure(now));
                changed
                    .push(Resign {
                        row: Some(n), said: said!("“{name}”: signed {was}, now {now}", "“{name}”：提交时 {was}，现为 {now}")
                    });
            }
        }
        for id in signoff.scores.keys().filter(|id| self.row(id).is_none()) {
            changed.push(Resign {
                row: None, said: said!("“{id}” was signed and has no row now", "提交时的“{id}”现在没有对应的行")
            });
        }
        let (was, now) = (signoff.total.as_deref().and_then(inputs::points), self.total.figure());
        if was != now {
            let (was, now) = (figure(was), figure(now));
            changed.push(Resign { row: None, said: said!("total: signed {was}, now {now}", "总分：提交时 {was}，现为 {now}") });
        }
        if signoff.grade != self.grade {
            let words = |grade: &Option<String>| grade.clone().unwrap_or_else(|| "—".to_owned());
            let (was, now) = (words(&signoff.grade), words(&self.grade));
            changed.push(Resign {
                row: None, said: said!("grade: signed {was}, now {now}", "等级：提交时“{was}”，现为“{now}”")
            });
        }
        let sha256 = self.standard.as_ref().map_or("", |standard| &standard.sha256);
        if !signoff.sha256.is_empty() && signoff.sha256 != sha256 {
            let standard = &signoff.standard;
            changed.push(Resign {
                row: None,
                said: said!("it was signed by another state of the standard ({standard})", "提交时所用评分标准（{standard}）与现在的不同"),
            });
        }
        changed
    }
}

fn figure(points: Option<Decimal>) -> String {
    points.map_or_else(|| "—".to_owned(), printed)
}
