//! 试算: figures are tried beside the record. While it runs, the keys that score change the trial, not the
//! record; it is accepted as one act, or dropped.

use std::sync::Arc;

use super::{After, App};
use crate::app::Leaving;
use crate::command::Command;
use crate::lang::tr;
use crate::overlays::{Choice, Menu, MenuRow, Overlay, Purpose, ScoreChoice, TryPoints};
use crate::panes::scores::Cell;
use crate::review::ScoreFrom;
use crate::scoring::{self, Change, Row};

impl App {
    /// Whether figures are being tried.
    pub(in crate::app) fn is_trying(&self) -> bool {
        self.reviewing.as_ref().is_some_and(|reviewing| reviewing.open.desk.trial().is_some())
    }

    pub(in crate::app) fn run_trial(&mut self, command: Command) {
        match command {
            Command::AcceptTrial => self.accept_trial(None),
            Command::DropTrial => self.drop_trial(),
            _ => self.ask_trial(),
        }
    }

    /// What is to be tried.
    fn ask_trial(&mut self) {
        let here = self.rows_here();
        let mut rows = Vec::new();
        if let Some(row) = here.first() {
            let given = |text: Option<String>| text.unwrap_or_else(|| self.say(tr("none", "未定")).to_owned());
            let of = |field: &scoring::Field| given(field.in_force().map(|given| given.value.raw.clone()));
            let try_cell = |cell| Choice::Score(ScoreChoice::TryCell(cell));
            rows.push(MenuRow::new(self.say(Cell::Verified.words()), of(&row.actual), try_cell(Cell::Verified)));
            rows.push(MenuRow::new(self.say(Cell::Weight.words()), of(&row.weight), try_cell(Cell::Weight)));
            let score = given(row.score.map(|score| score.to_string()));
            rows.push(MenuRow::new(self.say(Cell::Score.words()), score, try_cell(Cell::Score)));
            if here.len() == 1 {
                rows.extend(self.deductions_to_try(row));
            }
        }
        rows.push(MenuRow::new(
            self.say(tr("Another scoring standard", "换评分标准")),
            self.say(tr("the one chosen stays in the record", "记录里仍是原来选定的")),
            Choice::Score(ScoreChoice::TryStandard),
        ));
        if self.is_trying() {
            for command in [Command::AcceptTrial, Command::DropTrial] {
                rows.push(MenuRow::new(
                    self.say(command.row().short),
                    self.config.keymap().key_of(command, self.lang),
                    Choice::Run(command),
                ));
            }
        }
        let title = format!("{}  {}", self.say(tr("Try what?", "试算：改什么？")), self.rows_name(&here));
        let foot = self.say(tr("Not in the record, totals or papers until accepted", "采纳之前不进记录、合计和文书"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Trial", "试算"), title, rows).foot(foot)));
    }

    /// What findings take from the row, each by itself and as a matter.
    fn deductions_to_try(&self, row: &Row) -> Vec<MenuRow> {
        let mut rows = Vec::new();
        for taken in &row.deductions {
            let of = &taken.of;
            let name = crate::words::finding_name(self.lang, of.number);
            let one = TryPoints::Deduction(of.finding.clone(), row.id.clone());
            let what = self.lang.pick(format!("{name} on this row"), format!("{name} 在本行扣多少"));
            rows.push(MenuRow::new(what, format!("{}  {}", of.written, of.title), Choice::Score(ScoreChoice::TryPoints(one))));
            let all = TryPoints::Matter(of.matter.clone());
            let what = self.lang.pick(format!("{name}’s matter on every row"), format!("{name} 这类问题一律扣多少"));
            rows.push(MenuRow::new(what, "", Choice::Score(ScoreChoice::TryPoints(all))));
        }
        rows
    }

    /// A figure of the rows is tried: typed or chosen as it would be for the record.
    pub(super) fn try_cell(&mut self, cell: Cell) {
        self.start_trial();
        self.edit_cell(cell);
    }

    pub(super) fn try_standard(&mut self) {
        self.start_trial();
        self.ask_standard();
    }

    pub(super) fn type_try_points(&mut self, of: TryPoints) {
        let title = self.say(tr("Trial: points taken", "试算：扣多少分")).to_owned();
        self.edit_new(Purpose::TryPoints(of), title);
    }

    /// Points to try were typed.
    pub(in crate::app) fn try_points_typed(&mut self, of: &TryPoints, text: &str) {
        let points = text.trim().trim_end_matches('分').trim_end().to_owned();
        let slot = Purpose::TryPoints(of.clone()).slot();
        if !scoring::are_points(&points) {
            let why = scoring::Refused::Points(points).said();
            return self.mend(&slot, text.to_owned(), &why);
        }
        self.draft(slot, None);
        let change = match of.clone() {
            TryPoints::Deduction(finding, row) => Change::Deduction { finding, row, points },
            TryPoints::Matter(matter) => Change::Matter { matter, points },
        };
        self.try_changes(vec![change]);
    }

    /// A figure to try was typed.
    pub(super) fn try_typed(&mut self, rows: &[String], cell: Cell, given: Option<String>, text: String) {
        let slot = Purpose::Score(rows.to_vec(), cell).slot();
        let value = given.unwrap_or_default();
        if cell != Cell::Verified && !scoring::are_points(&value) {
            return self.mend(&slot, text, &scoring::Refused::Points(value).said());
        }
        self.draft(slot, None);
        let change = |row: &String| match cell {
            Cell::Weight => Change::Weight { row: row.clone(), value: value.clone() },
            Cell::Score => Change::From { row: row.clone(), from: ScoreFrom::Points(value.clone()) },
            _ => Change::Verified { row: row.clone(), value: value.clone() },
        };
        self.try_changes(rows.iter().map(change).collect());
    }

    fn start_trial(&mut self) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.open.desk.start_trial();
        }
    }

    /// Tries changes on top of those tried already; says what comes of it.
    pub(super) fn try_changes(&mut self, changes: Vec<Change>) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.scores.select(false);
        reviewing.open.desk.try_changes(changes);
        self.tell_trial();
    }

    pub(super) fn try_pack(&mut self, pack: Arc<crate::rules::Pack>) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.open.desk.try_pack(pack);
        self.tell_trial();
    }

    fn tell_trial(&mut self) {
        let said = self.reviewing.as_ref().and_then(|reviewing| reviewing.open.desk.trial()).map(|trial| trial.what_if().said());
        if let Some(said) = said {
            self.tell(said.say(self.lang));
        }
    }

    /// Whether what is tried would be lost, and the reviewer is asked about it first.
    pub(in crate::app) fn asks_before_losing_trial(&mut self, leaving: Leaving) -> bool {
        let tried = self.reviewing.as_ref().map_or(0, |reviewing| reviewing.open.desk.tried());
        if tried == 0 {
            return false;
        }
        let leave = match leaving {
            Leaving::File => Choice::Run(Command::Home),
            Leaving::Program | Leaving::ProgramAnyway => Choice::End,
        };
        let accept = Choice::Score(ScoreChoice::AcceptTrial(Box::new(leave.clone())));
        let rows = vec![
            MenuRow::new(
                self.say(tr("Accept, then leave", "采纳后离开")),
                self.say(tr("recorded as one step, which can be taken back", "记为一步，可以撤销")),
                accept,
            ),
            MenuRow::new(
                self.say(tr("Drop it and leave", "放弃试算并离开")),
                self.lang.pick(format!("{tried} things tried are lost"), format!("试的 {tried} 处不再保留")),
                Choice::All(vec![Choice::Run(Command::DropTrial), leave]),
            ),
            MenuRow::new(self.say(tr("Go on trying", "接着试算")), "", Choice::Nothing),
        ];
        let title = self.say(tr("A trial is not in the record yet", "试算还没有采纳"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Trial", "试算"), title, rows)));
        true
    }

    /// The trial becomes one act; once it is recorded, `then`.
    pub(super) fn accept_trial(&mut self, then: Option<Choice>) {
        if !self.known(Command::AcceptTrial) {
            return;
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        let accepted = reviewing.open.desk.accepted(&reviewing.open.review);
        match accepted {
            None => self.warn(tr("Nothing is tried yet: {trial}", "还没有试算的改动：按 {trial}")),
            Some(Err(why)) => self.refuse_score(&self.why(&why)),
            Some(Ok(act)) => {
                let said =
                    self.lang.pick("the trial is in the record now; {undo} takes it back", "试算已采纳；按 {undo} 一并撤销").to_owned();
                self.commit(act, After { said, ends_trial: true, then, ..After::default() });
            }
        }
    }

    /// The trial is dropped: nothing was recorded.
    fn drop_trial(&mut self) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.open.desk.end_trial();
        }
        self.tell(self.say(tr("trial dropped; nothing was recorded", "试算已放弃，什么都没有记")));
    }

    /// Takes back the last thing tried; `false` if there is none.
    pub(in crate::app) fn untry(&mut self) -> bool {
        let taken = self.reviewing.as_mut().is_some_and(|reviewing| reviewing.open.desk.untry());
        if taken {
            self.tell_trial();
        }
        taken
    }
}
