//! Like deductions made even: all cases of a matter take the same points, in one act.

use std::collections::BTreeSet;

use super::{After, App};
use crate::command::Command;
use crate::lang::tr;
use crate::overlays::{Choice, Menu, MenuLine, MenuRow, Overlay, Purpose, ScoreChoice};
use crate::review::{Act, Kind, PutKey};
use crate::scoring;
use crate::ui::Role;

/// Of the points that cases take, at most so many are offered.
const OFFERED_MAX: usize = 8;

impl App {
    /// Which points all cases of the matter under the cursor are to take.
    pub(in crate::app) fn ask_level(&mut self) {
        if !self.known(Command::Level) {
            return;
        }
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let matter = reviewing.scores.matter(open).and_then(|at| open.desk.alike().get(at));
        let Some((matter, sheet)) = matter.zip(open.desk.sheet()) else { return };
        let cases: Vec<(String, String)> =
            matter.cases.iter().map(|case| (case.finding.clone(), sheet.rows[case.row].id.clone())).collect();
        let taken: BTreeSet<_> = matter.cases.iter().map(|case| case.points.normalize()).collect();
        let mut rows: Vec<MenuRow> = taken
            .iter()
            .rev()
            .take(OFFERED_MAX)
            .map(|points| {
                let others = matter.cases.iter().filter(|case| case.points != *points).count();
                let effect =
                    self.lang.pick(format!("changes {others} of {} cases", cases.len()), format!("{} 项中改 {others} 项", cases.len()));
                let what = self.lang.pick(format!("{points} points each"), format!("都扣 {points} 分"));
                MenuRow::new(what, effect, Choice::Score(ScoreChoice::Level(cases.clone(), points.to_string())))
            })
            .collect();
        let other = self.say(tr("Other points …", "填写分数"));
        rows.push(MenuRow::new(other, "", Choice::Score(ScoreChoice::TypeLevel(cases))));
        let body = vec![MenuLine::new(matter.said().say(self.lang), Role::Strong)];
        let title = self.say(tr("The same points for like cases", "同类问题统一扣分"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Make even", "统一扣分"), title, rows).body(body)));
    }

    pub(super) fn type_level(&mut self, cases: Vec<(String, String)>) {
        let title = self.lang.pick(format!("Points for each of {} cases", cases.len()), format!("{} 项各扣多少分", cases.len()));
        self.edit_new(Purpose::Level(cases), title);
    }

    /// Points for all cases were typed.
    pub(in crate::app) fn level_typed(&mut self, cases: &[(String, String)], text: &str) {
        let points = text.trim().trim_end_matches('分').trim_end();
        if !scoring::are_points(points) {
            let why = scoring::Refused::Points(points.to_owned()).said();
            return self.mend(&Purpose::Level(cases.to_vec()).slot(), text.to_owned(), &why);
        }
        self.level_with(cases, points, Some((Purpose::Level(cases.to_vec()).slot(), text.to_owned())));
    }

    pub(super) fn level(&mut self, cases: &[(String, String)], points: &str) {
        self.level_with(cases, points, None);
    }

    fn level_with(&mut self, cases: &[(String, String)], points: &str, drop_draft: Option<(String, String)>) {
        let stage = self.stage();
        let Some(reviewing) = &self.reviewing else { return };
        let all: Vec<(&str, &str)> = cases.iter().map(|(finding, row)| (finding.as_str(), row.as_str())).collect();
        let act = scoring::level(&reviewing.open.review, stage, &all, points);
        // Findings on which opinions differ are left alone.
        let all = cases.len();
        let n = cases.iter().filter(|(finding, _)| act.as_ref().is_ok_and(|act| puts(act, finding))).count();
        if n == 0 && act.is_ok() {
            return self.warn(tr("Opinions on all of these findings differ: settle them first", "这些问题的意见都不一致，先逐条会商确定"));
        }
        let said = if n == all {
            self.lang.pick(
                format!("{points} points in each of {n} cases; {{undo}} takes it back"),
                format!("{n} 项都扣 {points} 分；按 {{undo}} 一并撤销"),
            )
        } else {
            let left = all - n;
            self.lang.pick(
                format!("{points} points in each of {n} cases; {left} left alone: opinions on them differ; {{undo}} takes it back"),
                format!("{n} 项都扣 {points} 分，{left} 项意见不一致未改；按 {{undo}} 一并撤销"),
            )
        };
        self.commit_score(act, After { said, drop_draft, ..After::default() });
    }
}

/// Whether an act changes the finding of this key.
fn puts(act: &Act, finding: &str) -> bool {
    matches!(act, Act::Put(puts) if puts.iter().any(|put| put.kind == Kind::Finding && put.key == PutKey::Is(finding.to_owned())))
}
