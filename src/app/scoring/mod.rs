//! Scoring on screen: the score of a row or of several, its figures and its reason. What may be done is for
//! [`scoring`](crate::scoring) to say; here it is asked for.

mod alike;
mod deducting;
mod ruling;
mod standard;
mod supply;
mod trial;

pub(super) use supply::{Supplying, supplied_text};

use std::collections::HashSet;
use std::sync::Arc;

use super::App;
use super::reviewing::After;
use crate::command::{Command, View};
use crate::lang::{Lang, Said, Words, tr};
use crate::overlays::{Choice, Menu, MenuRow, Overlay, Purpose, ScoreChoice};
use crate::panes::Open;
use crate::panes::scores::{Cell, Face};
use crate::review::{Act, CommentKind, FrameRow, Kind, Put, ScoreFrom};
use crate::rules::Scoring;
use crate::scoring::{self, Change, Edit, Reckoned, Refused, Row};

/// More rows than this are scored by nobody in one act.
const AT_ONCE_MAX: usize = 5_000;

/// What a score may start from without points of the reviewer's own, in the order of menus.
const BASES: [ScoreFrom; 3] = [ScoreFrom::Formula, ScoreFrom::SelfScore, ScoreFrom::Weight];

/// What stands in a figure of rows: that of the first.
pub(super) fn stands_in(open: &Open, rows: &[String], cell: Cell) -> String {
    let sheet = open.desk.shown();
    let Some(row) = sheet.and_then(|sheet| sheet.rows.get(sheet.row(rows.first()?)?)) else { return String::new() };
    match cell {
        Cell::Weight => row.weight.in_force().map(|given| given.value.raw.clone()),
        Cell::Verified => row.verified().map(|verified| verified.raw.clone()),
        Cell::Score => match row.from() {
            Some(ScoreFrom::Points(points)) => Some(points.clone()),
            _ => None,
        },
        Cell::Reason => Some(row.reason().to_owned()),
    }
    .unwrap_or_default()
}

/// What is asked of a verified value where the row's rule takes another thing than a quantity.
pub(super) fn asks(open: &Open, purpose: &Purpose) -> Option<Words> {
    let Purpose::Score(rows, Cell::Verified) = purpose else { return None };
    let sheet = open.desk.shown()?;
    let code = sheet.rows.get(sheet.row(rows.first()?)?)?.item.as_deref()?;
    let item = open.desk.pack()?.items.iter().find(|item| item.code == code)?;
    match item.rule.as_ref()? {
        Scoring::Checklist { .. } => {
            Some(tr("the numbers of the conditions that hold: 1, 3; 0 for none", "符合的条件序号，如 1、3；均不符合填 0"))
        }
        Scoring::Breaches { .. } => Some(tr("how many breaches there are; 0 for none", "不符合的处数；没有填 0")),
        Scoring::Binary => Some(tr("yes or no", "填“是”或“否”")),
        _ => None,
    }
}

impl App {
    /// Runs a command about scores.
    pub(super) fn run_score(&mut self, command: Command) {
        match command {
            Command::Deduct => self.deduct(),
            Command::Score => self.ask_score(),
            Command::Adopt => self.adopt_formula(),
            Command::Standard => self.ask_standard(),
            _ => self.edit_cell(Cell::Reason),
        }
    }

    /// The rows the keys are on, as the record is now: in the sheet those chosen, elsewhere the indicator's.
    fn rows_here(&mut self) -> Vec<Arc<Row>> {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return Vec::new() };
        reviewing.open.refresh_sheet(stage);
        let open = &reviewing.open;
        if reviewing.view == View::Scores {
            return reviewing.scores.chosen(open).into_iter().take(AT_ONCE_MAX).cloned().collect();
        }
        let Some((sheet, item)) = open.desk.sheet().zip(reviewing.item()) else { return Vec::new() };
        sheet.row(&open.report.id(item)).map(|row| sheet.rows[row].clone()).into_iter().collect()
    }

    /// The rows of these ids, in the order of the sheet.
    fn rows_of(&self, ids: &[String]) -> Vec<&Row> {
        let wanted: HashSet<&str> = ids.iter().map(String::as_str).collect();
        let sheet = self.reviewing.as_ref().and_then(|reviewing| reviewing.open.desk.shown());
        sheet.map_or_else(Vec::new, |sheet| sheet.rows.iter().map(|row| &**row).filter(|row| wanted.contains(row.id.as_str())).collect())
    }

    /// Shows a face of the score view.
    pub(super) fn show_scores(&mut self, command: Command) {
        let face = match command {
            Command::ViewBridge => Face::Bridge,
            Command::ViewSides => Face::Sides,
            Command::ViewAlike => Face::Alike,
            _ => Face::Sheet,
        };
        self.show_view(View::Scores);
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.scores.show(face);
        }
    }

    /// To the row of the score sheet of what the keys are on.
    pub(super) fn go_score_row(&mut self) {
        let here = self.rows_here();
        let (Some(row), Some(reviewing)) = (here.first(), &mut self.reviewing) else { return };
        reviewing.leave_trail();
        reviewing.show(View::Scores);
        reviewing.scores.go(row.id.clone());
    }

    fn rows_name(&self, rows: &[Arc<Row>]) -> String {
        match rows {
            [only] => only.name.clone(),
            many => self.lang.pick(format!("{} rows", many.len()), format!("{} 行", many.len())),
        }
    }

    /// Commits an act about scores, or says why there is none.
    fn commit_score(&mut self, act: Result<Act, Refused>, after: After) {
        match (act, after.drop_draft) {
            (Ok(act), drop_draft) => self.commit(act, After { drop_draft, ..after }),
            (Err(why), Some((slot, text))) => self.mend(&slot, text, &self.why(&why)),
            (Err(why), None) => self.refuse_score(&self.why(&why)),
        }
    }

    /// What was typed is not lost: it is there to be mended.
    fn mend(&mut self, slot: &str, text: String, why: &Said) {
        self.draft(slot.to_owned(), Some(text));
        self.take_up(slot);
        self.refuse_score(why);
    }

    /// Why there is no act, with the key that helps.
    fn why(&self, refused: &Refused) -> Said {
        match refused {
            Refused::Disputed => self.keyed(&refused.said(), Command::Rule),
            _ => refused.said(),
        }
    }

    /// With the key in force of the command that helps.
    fn keyed(&self, why: &Said, command: Command) -> Said {
        let key = |lang| self.config.keymap().put_keys(&format!("{{{}}}", command.row().name), lang);
        Said { en: format!("{}: {}", why.en, key(Lang::En)), zh: format!("{}：按 {}", why.zh, key(Lang::Zh)) }
    }

    /// A trial takes neither reasons nor findings.
    fn warn_trying(&mut self) {
        self.warn(tr(
            "Not in a trial: {accept-trial} accepts it first, {drop-trial} drops it",
            "试算中不记原因和新问题：先按 {accept-trial} 采纳或按 {drop-trial} 放弃",
        ));
    }

    fn refuse_score(&mut self, why: &Said) {
        self.said = Some(super::Said { text: why.say(self.lang).to_owned(), warns: true });
    }

    pub(super) fn choose_score(&mut self, choice: ScoreChoice) {
        match choice {
            ScoreChoice::AskStandard(id) => self.ask_replace_standard(&id),
            ScoreChoice::TakeStandard(id) => self.take_standard(id.as_deref()),
            ScoreChoice::From(rows, from) => self.score_from(&rows, from.as_ref()),
            ScoreChoice::TypePoints(rows) => self.type_points(rows),
            ScoreChoice::Deduct(deducting) => self.ask_deduct(*deducting),
            ScoreChoice::Level(cases, points) => self.level(&cases, &points),
            ScoreChoice::TypeLevel(cases) => self.type_level(cases),
            ScoreChoice::TryCell(cell) => self.try_cell(cell),
            ScoreChoice::AcceptTrial(then) => self.accept_trial(Some(*then)),
            ScoreChoice::TryStandard => self.try_standard(),
            ScoreChoice::TryDropped(finding) => self.try_changes(vec![Change::Dropped { finding }]),
            ScoreChoice::TryFunds => self.try_funds(),
            ScoreChoice::TryPoints(of) => self.type_try_points(of),
            ScoreChoice::Supply(item, field) => self.type_supply(item, field),
            ScoreChoice::SupplyFunds => self.ask_funds(),
            ScoreChoice::SupplyTable => self.type_table(),
            ScoreChoice::TakeTable(text) => self.take_table(text),
            ScoreChoice::TypeSource(begins) => self.type_source(begins),
            ScoreChoice::Source(source) => self.supply_from(&source),
        }
    }

    /// What the score of the rows starts from.
    fn ask_score(&mut self) {
        if !self.known(Command::Score) {
            return;
        }
        let here = self.rows_here();
        let ids: Vec<String> = here.iter().map(|row| row.id.clone()).collect();
        let mut rows = self.start_rows(&here, |from| Choice::Score(ScoreChoice::From(ids.clone(), Some(from))));
        rows.push(MenuRow::new(
            self.say(tr("Points of my own", "填写分数")),
            self.say(tr("then why", "再写原因")),
            Choice::Score(ScoreChoice::TypePoints(ids.clone())),
        ));
        let scored = here.iter().any(|row| row.from().is_some());
        let clear = MenuRow::new(self.say(tr("Not scored", "清除评分")), "", Choice::Score(ScoreChoice::From(ids, None)));
        rows.push(if scored { clear } else { clear.quiet() });
        let title = format!("{}  {}", self.say(tr("The review score starts from", "复核分取自")), self.rows_name(&here));
        let at = BASES.iter().position(|from| here.iter().any(|row| row.figure(from).is_ok())).unwrap_or(BASES.len());
        self.overlays.push(Overlay::Menu(Menu::new(tr("Score", "评分"), title, rows).body(vec![]).starting_at(at)));
    }

    /// Formula, self score, full weight; of one row with the figure each gives.
    fn start_rows(&self, here: &[Arc<Row>], choice: impl Fn(ScoreFrom) -> Choice) -> Vec<MenuRow> {
        let each = BASES.into_iter().map(|from| {
            let figures: Vec<_> = here.iter().filter_map(|row| row.figure(&from).ok()).collect();
            let effect = match (here, figures.as_slice()) {
                ([_], [figure]) => format!("{figure:.2}"),
                (_, []) => self.say(tr("there is none", "没有")).to_owned(),
                (all, some) => self
                    .lang
                    .pick(format!("{} of {} rows have it", some.len(), all.len()), format!("{} 行中 {} 行有", all.len(), some.len())),
            };
            let row = MenuRow::new(self.say(scoring::from_words(&from)), effect, choice(from));
            if figures.is_empty() { row.quiet() } else { row }
        });
        each.collect()
    }

    /// The rows that have a figure to start from so; of those that have none, nothing is put.
    fn score_from(&mut self, rows: &[String], from: Option<&ScoreFrom>) {
        let all = rows.len();
        let here = self.rows_of(rows);
        let able = |row: &&&Row| from.is_none_or(|from| row.figure(from).is_ok());
        let rows: Vec<String> = here.iter().filter(able).map(|row| row.id.clone()).collect();
        let lacks = here.first().zip(from).and_then(|(row, from)| row.figure(from).err());
        if let Some(why) = lacks.filter(|_| rows.is_empty()) {
            return self.refuse_score(&why);
        }
        let rows = rows.as_slice();
        if let Some(from) = from.filter(|_| self.is_trying()) {
            let changes = rows.iter().map(|row| Change::From { row: row.clone(), from: from.clone() });
            return self.try_changes(changes.collect());
        }
        let stage = self.stage();
        let Some(reviewing) = &self.reviewing else { return };
        let edit = Edit { from: Some(from.cloned()), ..Edit::default() };
        let act = scoring::edit(&reviewing.open.review, stage, self.rows_of(rows), &edit);
        let word = from.map_or(tr("not scored", "清除评分"), scoring::from_words);
        let counted = if rows.len() == all {
            self.counted(all)
        } else {
            let n = rows.len();
            self.lang.pick(format!("{n} of {all} rows; {{undo}} takes it back"), format!("{all} 行中 {n} 行；按 {{undo}} 一并撤销"))
        };
        let said = format!("{}  {counted}", self.say(word));
        self.commit_score(act, After { said, lets_go: true, ..After::default() });
    }

    fn counted(&self, rows: usize) -> String {
        if rows == 1 {
            String::new()
        } else {
            self.lang.pick(format!("{rows} rows; {{undo}} takes it back"), format!("{rows} 行；按 {{undo}} 一并撤销"))
        }
    }

    fn type_points(&mut self, rows: Vec<String>) {
        let title = self.say(tr("Review score", "复核分")).to_owned();
        self.edit_rows(rows, Cell::Score, &title);
    }

    /// Edits a figure or the reason of the rows the keys are on.
    pub(super) fn edit_cell(&mut self, cell: Cell) {
        let command = if cell == Cell::Reason { Command::ScoreReason } else { Command::Edit };
        if !self.known(command) {
            return;
        }
        let here = self.rows_here();
        if here.is_empty() {
            return;
        }
        if cell == Cell::Reason && self.is_trying() {
            return self.warn_trying();
        }
        if cell == Cell::Score {
            return self.ask_score();
        }
        let title = format!("{}  {}", self.say(cell.words()), self.rows_name(&here));
        self.edit_rows(here.iter().map(|row| row.id.clone()).collect(), cell, &title);
    }

    fn edit_rows(&mut self, rows: Vec<String>, cell: Cell, title: &str) {
        let Some(reviewing) = &self.reviewing else { return };
        let text = stands_in(&reviewing.open, &rows, cell);
        self.edit_text(Purpose::Score(rows, cell), title.to_owned(), text, CommentKind::default());
    }

    /// A figure or reason was typed.
    pub(super) fn set_cell(&mut self, rows: &[String], cell: Cell, text: String) {
        let drop_draft = Some((Purpose::Score(rows.to_vec(), cell).slot(), text.clone()));
        let stage = self.stage();
        let given = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        if self.is_trying() && cell != Cell::Reason {
            return self.try_typed(rows, cell, given, text);
        }
        let Some(reviewing) = &self.reviewing else { return };
        let edit = match cell {
            Cell::Weight => return self.set_weights(rows, given.as_deref(), drop_draft),
            Cell::Verified => Edit { verified: Some(given), ..Edit::default() },
            Cell::Score => Edit { from: Some(given.map(ScoreFrom::Points)), ..Edit::default() },
            Cell::Reason => Edit { reason: Some(text), ..Edit::default() },
        };
        let act = scoring::edit(&reviewing.open.review, stage, self.rows_of(rows), &edit);
        let kept = self.lang.pick("kept", "已填");
        let said = format!("{} {kept}  {}", self.say(cell.words()), self.counted(rows.len()));
        self.commit_score(act, After { said: said.trim_end().to_owned(), drop_draft, lets_go: true, ..After::default() });
    }

    /// Weights are set with the standard; a row that it left off or beside counts by that.
    fn set_weights(&mut self, rows: &[String], weight: Option<&str>, drop_draft: Option<(String, String)>) {
        let Some(reviewing) = &self.reviewing else { return };
        let Some(mut frame) = reviewing.open.review.frame().settled().filter(|frame| !frame.findings_only).cloned() else {
            if reviewing.open.review.frame().is_conflict() {
                let why =
                    tr("Opinions on the scoring standard differ: settle them first: {rule}", "评分标准的意见不一致，先会商确定：按 {rule}");
                return self.warn(why);
            }
            return self.warn(tr("Choose the scoring standard first: {scoring-standard}", "先选评分标准：按 {scoring-standard}"));
        };
        if let Some(written) = weight.filter(|written| !scoring::are_points(written)) {
            let why = Refused::Points(written.to_owned()).said();
            return self.mend(&Purpose::Score(rows.to_vec(), Cell::Weight).slot(), written.to_owned(), &why);
        }
        for id in rows {
            frame.rows.retain(|row| row.id != *id);
            if let Some(weight) = weight {
                frame.rows.push(FrameRow { id: id.clone(), weight: Some(weight.to_owned()), ..FrameRow::default() });
            }
        }
        let said = format!("{} {}", self.say(Cell::Weight.words()), self.lang.pick("kept", "已填"));
        self.commit(Act::Put(vec![Put::set(Kind::Frame, "frame", &frame)]), After { said, drop_draft, lets_go: true, ..After::default() });
    }

    /// Takes the score that the standard reckons, its sentence as the reason: of all rows the keys are on that it reckons.
    fn adopt_formula(&mut self) {
        if !self.known(Command::Adopt) {
            return;
        }
        let stage = self.stage();
        let here = self.rows_here();
        let Some(reviewing) = &self.reviewing else { return };
        let mut puts = Vec::new();
        for row in here.iter().filter(|row| matches!(row.formula, Reckoned::Points(_))) {
            // With no reason written the formula's own sentence is the reason.
            let edit = Edit { from: Some(Some(ScoreFrom::Formula)), reason: Some(String::new()), ..Edit::default() };
            match scoring::edit(&reviewing.open.review, stage, [&**row], &edit) {
                Ok(Act::Put(more)) => puts.extend(more),
                Ok(Act::Withdraw(_)) => {}
                Err(why) => return self.refuse_score(&self.why(&why)),
            }
        }
        if self.is_trying() && !puts.is_empty() {
            let reckoned = here.iter().filter(|row| row.formula.points().is_some());
            let changes = reckoned.map(|row| Change::From { row: row.id.clone(), from: ScoreFrom::Formula });
            return self.try_changes(changes.collect());
        }
        if puts.is_empty() {
            return match here.first().map(|row| (&row.formula, row.figure(&ScoreFrom::Formula))) {
                Some((Reckoned::Not(_), Err(why))) => self.refuse_score(&why),
                Some((_, Err(why))) => {
                    let why = self.keyed(&why, Command::Score);
                    self.refuse_score(&why);
                }
                _ => {}
            };
        }
        let (done, all) = (puts.len(), here.len());
        let said = match here.as_slice() {
            [only] => {
                let points = only.formula.points().unwrap_or_default();
                self.lang.pick(format!("formula score {points:.2} taken"), format!("已取公式分 {points:.2}"))
            }
            _ => self.lang.pick(
                format!("formula score taken for {done} of {all} rows; {{undo}} takes it back"),
                format!("{all} 行中 {done} 行已取公式分；按 {{undo}} 一并撤销"),
            ),
        };
        self.commit(Act::Put(puts), After { said, lets_go: true, ..After::default() });
    }
}
