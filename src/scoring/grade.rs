//! How near a total is to the next grades, and which findings that are still open decide it.

use rust_decimal::Decimal;

use super::Sheet;
use super::amount::printed;
use crate::lang::Said;
use crate::rules::Grades;
use crate::said;

/// A grade's lower edge and how far the total is from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The grade that begins at it.
    pub grade: String,
    /// The edge.
    pub at: Decimal,
    /// How far, in points; 0 exactly on it.
    pub by: Decimal,
}

/// A finding that is still open and takes points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decider {
    /// Its key.
    pub finding: String,
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// What it takes in all.
    pub points: Decimal,
}

/// Where a complete total stands among the grades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The total.
    pub total: Decimal,
    /// Its grade.
    pub grade: String,
    /// The edge of its grade below it.
    pub above: Option<Cut>,
    /// The edge of the next better grade.
    pub below: Option<Cut>,
    /// Open findings that take points, most first.
    pub open: Vec<Decider>,
    /// The fewest of them (the first so many of `open`) whose points, given back, reach the next better
    /// grade; 0: all of them do not.
    pub decide: usize,
}

impl Edge {
    /// Where the sheet's total stands; none while it is incomplete or the standard has no grades.
    pub(super) fn of(sheet: &Sheet, grades: &Grades) -> Option<Self> {
        let total = sheet.total.figure()?;
        let grade = grades.of(total)?.to_owned();
        let at = grades.names.iter().position(|name| *name == grade)?;
        let cut =
            |n: usize| Some(Cut { grade: grades.names.get(n)?.clone(), at: *grades.cuts.get(n)?, by: (total - grades.cuts.get(n)?).abs() });
        let below = at.checked_sub(1).and_then(cut);
        let open = open(sheet);
        let mut given_back = Decimal::ZERO;
        let reaches = |points: Decimal| grades.of(total.saturating_add(points)) != Some(grade.as_str());
        let enough = open.iter().position(|decider| {
            given_back = given_back.saturating_add(decider.points);
            reaches(given_back)
        });
        Some(Self { total, above: cut(at), below, decide: enough.map_or(0, |at| at + 1), open, grade })
    }

    /// `82.40, 2.40 above 良 (80); findings 2 and 3 decide whether it is 优`.
    pub fn said(&self) -> Said {
        let total = format!("{:.2}", self.total);
        let Said { en, zh } = match (&self.above, &self.below) {
            (Some(Cut { grade, at, by }), _) => {
                let (at, by) = (printed(*at), format!("{by:.2}"));
                said!("{total}, {by} above {grade} ({at})", "{total} 分，高出“{grade}”下限（{at} 分）{by} 分")
            }
            (None, Some(Cut { grade, at, by })) => {
                let (at, by, own) = (printed(*at), format!("{by:.2}"), &self.grade);
                said!("{total}, {own}, {by} below {grade} ({at})", "{total} 分，为“{own}”，距“{grade}”下限（{at} 分）差 {by} 分")
            }
            (None, None) => said!("{total}", "{total} 分"),
        };
        let (Some(next), 1..) = (&self.below, self.decide) else { return Said { en, zh } };
        let numbers = |with: &str, before: &str| {
            let all = self.open[..self.decide].iter().map(|decider| format!("{before}{}", decider.number));
            all.collect::<Vec<_>>().join(with)
        };
        let (plain, marked, next) = (numbers(", ", ""), numbers("、", "问"), &next.grade);
        said!("{en}; open findings decide whether it is {next}: {plain}", "{zh}；尚未定稿的{marked}决定能否达到“{next}”")
    }
}

fn open(sheet: &Sheet) -> Vec<Decider> {
    let mut all: Vec<Decider> = Vec::new();
    let taken = sheet.counted().filter(|row| row.score.is_some()).flat_map(|row| &row.deductions);
    for taken in taken.filter(|taken| taken.of.is_open() && taken.points > Decimal::ZERO) {
        match all.iter_mut().find(|decider| decider.finding == taken.of.finding) {
            Some(decider) => decider.points += taken.points,
            None => all.push(Decider {
                finding: taken.of.finding.clone(),
                number: taken.of.number,
                title: taken.of.title.clone(),
                points: taken.points,
            }),
        }
    }
    all.sort_by(|one, other| other.points.cmp(&one.points).then(one.number.cmp(&other.number)));
    all
}
