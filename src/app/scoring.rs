//! Scoring: the standard, the score of a row or of several, and a deduction in one line with the
//! finding behind it. What may be done is for [`scoring`](crate::scoring) to say; here it is asked for.

use super::App;
use super::reviewing::After;
use crate::command::{Command, View};
use crate::lang::{Said, tr};
use crate::overlays::{Asked, Choice, Deducting, Menu, MenuLine, MenuRow, Overlay, Purpose, ScoreChoice};
use crate::panes::desk::{bundled, standards};
use crate::panes::scores::Cell;
use crate::panes::{Open, latest};
use crate::review::{Act, CommentKind, FrameRow, Kind, Put, ScoreFrom};
use crate::rules::{Pack, Status, Subject};
use crate::scoring::{self, Edit, Reckoned, Refused, Row};
use crate::ui::Role;

/// More grounds than this are not offered: the rest is written in the finding.
const GROUNDS_MAX: usize = 8;
/// More rows than this are scored by nobody in one act.
const AT_ONCE_MAX: usize = 5_000;

/// What stands in a figure of rows: that of the first.
pub(super) fn stands_in(open: &Open, rows: &[String], cell: Cell) -> String {
    let sheet = open.desk.sheet();
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
    fn rows_here(&mut self) -> Vec<Row> {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return Vec::new() };
        reviewing.open.refresh_sheet(stage);
        let open = &reviewing.open;
        if reviewing.view == View::Scores {
            return reviewing.scores.chosen(open).iter().take(AT_ONCE_MAX).cloned().collect();
        }
        let Some((sheet, item)) = open.desk.sheet().zip(reviewing.item()) else { return Vec::new() };
        sheet.row(&open.report.id(item)).map(|row| sheet.rows[row].clone()).into_iter().collect()
    }

    fn rows_name(&self, rows: &[Row]) -> String {
        match rows {
            [only] => only.name.clone(),
            many => self.lang.pick(format!("{} rows", many.len()), format!("{} 行", many.len())),
        }
    }

    /// Commits an act about scores, or says why there is none.
    fn commit_score(&mut self, act: Result<Act, Refused>, after: After) {
        match (act, after.drop_draft) {
            (Ok(act), drop_draft) => self.commit(act, After { drop_draft, ..after }),
            (Err(why), Some((slot, text))) => self.mend(&slot, text, &why.said()),
            (Err(why), None) => self.refuse_score(&why.said()),
        }
    }

    /// What was typed is not lost: it is there to be mended.
    fn mend(&mut self, slot: &str, text: String, why: &Said) {
        self.draft(slot.to_owned(), Some(text));
        self.take_up(slot);
        self.refuse_score(why);
    }

    fn refuse_score(&mut self, why: &Said) {
        self.said = Some(super::Said { text: why.say(self.lang).to_owned(), warns: true });
    }

    fn let_go_of_rows(&mut self) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.scores.select(false);
        }
    }

    /// The standards to choose from, each with what it is for and how sure its source is.
    fn ask_standard(&mut self) {
        if !self.known(Command::Standard) {
            return;
        }
        let Some(reviewing) = &self.reviewing else { return };
        let now = reviewing.open.review.frame().settled().map(|frame| frame.pack.clone());
        let packs = standards();
        let at = packs.iter().position(|pack| Some(&pack.id) == now.as_ref()).unwrap_or(0);
        let mut rows: Vec<MenuRow> = packs
            .iter()
            .map(|pack| {
                let name = self.lang.pick(&pack.name_en, &pack.name);
                let choice = Choice::Score(ScoreChoice::AskStandard(pack.id.clone()));
                MenuRow::new(name.as_str(), self.standard_effect(pack), choice)
            })
            .collect();
        rows.push(MenuRow::new(
            self.say(tr("Findings only, no scores", "只提问题，不评分")),
            self.say(tr("papers give no score and no grade", "文书不出得分和等级")),
            Choice::Score(ScoreChoice::TakeStandard(None)),
        ));
        let body = vec![MenuLine::new(
            self.say(tr(
                "Its rows are laid over the report's indicators; nothing is scored by that. It goes into the record and may be changed.",
                "按所选标准的表格列出各行，不会自动评分；选定后记入操作记录，可改。",
            )),
            Role::Text,
        )];
        let title = self.say(tr("Choose the scoring standard", "选评分标准"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Standard", "评分标准"), title, rows).body(body).starting_at(at)));
    }

    /// `原文已核  部门整体`, `骨架待填  部门整体  非官方`.
    fn standard_effect(&self, pack: &Pack) -> String {
        let subject = match pack.object {
            Subject::Department => tr("departments", "部门整体"),
            Subject::Project => tr("projects", "项目支出"),
            Subject::Any => tr("either", "部门、项目通用"),
        };
        let sure = match pack.status {
            Status::Template => tr("skeleton to fill in", "骨架待填"),
            Status::Sourced | Status::Default => pack.confidence.words(),
        };
        let unofficial = if pack.unofficial { self.say(tr("unofficial", "非官方")) } else { "" };
        format!("{}  {}  {unofficial}", self.say(sure), self.say(subject)).trim_end().to_owned()
    }

    pub(super) fn choose_score(&mut self, choice: ScoreChoice) {
        match choice {
            ScoreChoice::AskStandard(id) => self.ask_replace_standard(&id),
            ScoreChoice::TakeStandard(id) => self.take_standard(id.as_deref()),
            ScoreChoice::From(rows, from) => self.score_from(&rows, from.as_ref()),
            ScoreChoice::TypePoints(rows) => self.type_points(rows),
            ScoreChoice::Deduct(deducting) => self.ask_deduct(*deducting),
        }
    }

    /// Another standard than the one rows are scored by: asked once, with the effect in numbers.
    fn ask_replace_standard(&mut self, id: &str) {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.open.refresh_sheet(stage);
        let now = reviewing.open.review.frame().settled().map(|frame| frame.pack.clone());
        let scored = reviewing.open.desk.sheet().map_or(0, |sheet| sheet.rows.iter().filter(|row| row.put.is_some()).count());
        if now.is_none() || now.as_deref() == Some(id) || scored == 0 {
            return self.take_standard(Some(id));
        }
        let rows = vec![
            MenuRow::new(
                self.say(tr("Change the standard", "改用这一标准")),
                self.lang.pick(
                    format!("{scored} scored rows: those it has no row for no longer count"),
                    format!("已评 {scored} 行：新标准没有的行不再计入"),
                ),
                Choice::Score(ScoreChoice::TakeStandard(Some(id.to_owned()))),
            ),
            MenuRow::new(self.say(tr("Keep the one chosen", "不改")), "", Choice::Nothing),
        ];
        let title = self.say(tr("Rows are scored already", "已经有评分"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Standard", "评分标准"), title, rows)));
    }

    fn take_standard(&mut self, id: Option<&str>) {
        let Some(id) = id else {
            let said = self.lang.pick("findings only, no scores", "只提问题，不评分").to_owned();
            return self.commit(Act::Put(vec![Put::clear(Kind::Frame, "frame").ruling()]), After { said, ..After::default() });
        };
        let Some(pack) = bundled(id) else { return };
        let rows = self.frame_rows();
        let name = self.lang.pick(&pack.name_en, &pack.name);
        let said = self.lang.pick(format!("standard: {name}"), format!("评分标准：{name}"));
        self.commit(scoring::choose(&pack, rows), After { said, ..After::default() });
        self.show_view(View::Scores);
    }

    /// The weights that the reviewer has set with the standard.
    fn frame_rows(&self) -> Vec<FrameRow> {
        let frame = self.reviewing.as_ref().and_then(|reviewing| latest(&reviewing.open.review.frame()).cloned());
        frame.map_or_else(Vec::new, |frame| frame.rows)
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
        self.overlays.push(Overlay::Menu(Menu::new(tr("Score", "评分"), title, rows).body(vec![])));
    }

    /// Formula, self score, full weight; of one row with the figure each gives.
    fn start_rows(&self, here: &[Row], choice: impl Fn(ScoreFrom) -> Choice) -> Vec<MenuRow> {
        let of = |row: &Row, from: &ScoreFrom| match from {
            ScoreFrom::Formula => row.formula.points(),
            ScoreFrom::SelfScore => row.own(),
            ScoreFrom::Weight => row.weight(),
            ScoreFrom::Points(_) => None,
        };
        let each = [ScoreFrom::Formula, ScoreFrom::SelfScore, ScoreFrom::Weight].into_iter().map(|from| {
            let figures: Vec<_> = here.iter().filter_map(|row| of(row, &from)).collect();
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

    fn score_from(&mut self, rows: &[String], from: Option<&ScoreFrom>) {
        let stage = self.stage();
        let Some(reviewing) = &self.reviewing else { return };
        let edit = Edit { from: Some(from.cloned()), ..Edit::default() };
        let act = scoring::edit(&reviewing.open.review, stage, rows.iter().map(String::as_str), &edit);
        let word = from.map_or(tr("not scored", "清除评分"), scoring::from_words);
        let said = format!("{}  {}", self.say(word), self.counted(rows.len()));
        self.let_go_of_rows();
        self.commit_score(act, After { said, ..After::default() });
    }

    fn counted(&self, rows: usize) -> String {
        if rows == 1 {
            String::new()
        } else {
            self.lang.pick(format!("{rows} rows; u takes it back"), format!("{rows} 行；按 u 一并撤销"))
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
        if cell == Cell::Score {
            return self.ask_score();
        }
        let title = format!("{}  {}", self.say(cell.words()), self.rows_name(&here));
        self.edit_rows(here.into_iter().map(|row| row.id).collect(), cell, &title);
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
        let Some(reviewing) = &self.reviewing else { return };
        let given = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let edit = match cell {
            Cell::Weight => return self.set_weights(rows, given.as_deref(), drop_draft),
            Cell::Verified => Edit { verified: Some(given), ..Edit::default() },
            Cell::Score => Edit { from: Some(given.map(ScoreFrom::Points)), ..Edit::default() },
            Cell::Reason => Edit { reason: Some(text), ..Edit::default() },
        };
        let act = scoring::edit(&reviewing.open.review, stage, rows.iter().map(String::as_str), &edit);
        let kept = self.lang.pick("kept", "已填");
        let said = format!("{} {kept}  {}", self.say(cell.words()), self.counted(rows.len()));
        self.let_go_of_rows();
        self.commit_score(act, After { said: said.trim_end().to_owned(), drop_draft, ..After::default() });
    }

    /// Weights are set with the standard; a row that it left off or beside counts by that.
    fn set_weights(&mut self, rows: &[String], weight: Option<&str>, drop_draft: Option<(String, String)>) {
        let Some(reviewing) = &self.reviewing else { return };
        let Some(mut frame) = reviewing.open.review.frame().settled().cloned() else {
            return self.warn(tr("Choose the scoring standard first: P", "先选评分标准：按 P"));
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
        self.let_go_of_rows();
        self.commit(Act::Put(vec![Put::set(Kind::Frame, "frame", &frame)]), After { said, drop_draft, ..After::default() });
    }

    /// Takes the score that the standard reckons, its sentence as the reason: of all rows the keys are on that it reckons.
    fn adopt_formula(&mut self) {
        if !self.known(Command::Adopt) {
            return;
        }
        let stage = self.stage();
        let here = self.rows_here();
        let Some(reviewing) = &self.reviewing else { return };
        let reckoned = here.iter().filter_map(|row| match &row.formula {
            Reckoned::Points(reckoning) => Some((row, reckoning)),
            Reckoned::Judged(_) | Reckoned::Not(_) => None,
        });
        let mut puts = Vec::new();
        for (row, reckoning) in reckoned {
            // Papers are Chinese, and the reason is for them.
            let reason = Some(reckoning.sentence.zh.clone());
            let edit = Edit { from: Some(Some(ScoreFrom::Formula)), reason, ..Edit::default() };
            match scoring::edit(&reviewing.open.review, stage, [row.id.as_str()], &edit) {
                Ok(Act::Put(more)) => puts.extend(more),
                Ok(Act::Withdraw(_)) => {}
                Err(why) => return self.refuse_score(&why.said()),
            }
        }
        if puts.is_empty() {
            let why = match here.first().map(|row| &row.formula) {
                Some(Reckoned::Not(why)) => why.clone(),
                _ => crate::said!("a judgement: give points within its bands", "定性指标由人评判：按 S 在分档内给分"),
            };
            return self.refuse_score(&why);
        }
        let (done, all) = (puts.len(), here.len());
        let said = match here.as_slice() {
            [only] => {
                let points = only.formula.points().unwrap_or_default();
                self.lang.pick(format!("formula score {points:.2} taken"), format!("已取公式分 {points:.2}"))
            }
            _ => self.lang.pick(
                format!("formula score taken for {done} of {all} rows; u takes it back"),
                format!("{all} 行中 {done} 行已取公式分；按 u 一并撤销"),
            ),
        };
        self.let_go_of_rows();
        self.commit(Act::Put(puts), After { said, ..After::default() });
    }

    /// Asks for points and why, in a line.
    fn deduct(&mut self) {
        if !self.known(Command::Deduct) {
            return;
        }
        let here = self.rows_here();
        let [row] = here.as_slice() else {
            return self.warn(tr("Deductions are made row by row: Esc lets go of the others", "扣分一行一行地记：先按 Esc 取消多选"));
        };
        let title = format!("{}  {}", Command::Deduct.row().short.say(self.lang), row.name);
        self.edit_new(Purpose::Deduct(row.id.clone()), title);
    }

    /// The line is typed: points, then why.
    pub(super) fn deduct_line(&mut self, row: String, line: String) {
        let typed = line.trim();
        let (points, reason) = typed.split_once([' ', '　', '，', ',', '\t']).unwrap_or((typed, ""));
        let points = points.trim_end_matches(['分']).to_owned();
        let lacks = if !scoring::are_points(&points) {
            Some(Refused::Points(points.clone()))
        } else if reason.trim().is_empty() {
            Some(Refused::Reason)
        } else {
            None
        };
        if let Some(why) = lacks {
            return self.mend(&Purpose::Deduct(row).slot(), line, &why.said());
        }
        let deduct = scoring::Deduct { row, points, reason: reason.trim().to_owned(), ..scoring::Deduct::default() };
        self.ask_deduct(Deducting { deduct, line, asked: Asked::Nothing });
    }

    /// Asks the next thing about a deduction; when nothing is left to ask, makes it.
    fn ask_deduct(&mut self, deducting: Deducting) {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.open.refresh_sheet(stage);
        let open = &reviewing.open;
        let row = open.desk.sheet().and_then(|sheet| sheet.rows.get(sheet.row(&deducting.deduct.row)?)).cloned();
        let Some(row) = row else {
            return self.warn(tr("The row is not in the sheet any more", "评分表里已没有这一行"));
        };
        if deducting.asked < Asked::From && row.from().is_none() {
            return self.ask_from(&row, &deducting);
        }
        if deducting.asked < Asked::Basis {
            return self.ask_basis(&row, &deducting);
        }
        let same = |taken: &&scoring::Taken| {
            let criteria = !deducting.deduct.criteria.is_empty() && taken.of.criteria == deducting.deduct.criteria;
            criteria || taken.of.title == scoring::title_of(&deducting.deduct.reason)
        };
        if deducting.asked < Asked::Again
            && let Some(before) = row.deductions.iter().find(same)
        {
            return self.ask_again(before, &deducting);
        }
        let slot = Purpose::Deduct(row.id.clone()).slot();
        let act = scoring::deduct(&open.review, stage, &deducting.deduct);
        let points = &deducting.deduct.points;
        let name = &row.name;
        let said = self.lang.pick(
            format!("{points} off {name}: recorded as a finding; g f opens it"),
            format!("{name} 扣 {points} 分，已记为问题；按 g f 补全"),
        );
        self.commit_score(act, After { said, drop_draft: Some((slot, deducting.line)), ..After::default() });
    }

    fn ask_from(&mut self, row: &Row, deducting: &Deducting) {
        let next = |from: Option<ScoreFrom>| {
            let deduct = scoring::Deduct { from, ..deducting.deduct.clone() };
            Choice::Score(ScoreChoice::Deduct(Box::new(Deducting { deduct, line: deducting.line.clone(), asked: Asked::From })))
        };
        let mut rows = self.start_rows(std::slice::from_ref(row), |from| next(Some(from)));
        rows.push(MenuRow::new(
            self.say(tr("Not scored yet", "先不评分")),
            self.say(tr("the finding is made; the points count once there is a score", "先记问题，评分后再扣")),
            next(None),
        ));
        let title = format!("{}  {}", self.say(tr("Points off what?", "从哪个分数里扣？")), row.name);
        let able = [row.formula.points().is_some(), row.own().is_some(), row.weight().is_some()];
        // The department's own score is what is corrected; where it gave none, the full weight.
        let at = [1, 2, 0].into_iter().find(|at| able[*at]).unwrap_or(3);
        self.overlays.push(Overlay::Menu(Menu::new(tr("Deduct", "扣分"), title, rows).starting_at(at)));
    }

    fn ask_basis(&mut self, row: &Row, deducting: &Deducting) {
        let next = |criteria: &str| {
            let deduct = scoring::Deduct { criteria: criteria.to_owned(), ..deducting.deduct.clone() };
            Choice::Score(ScoreChoice::Deduct(Box::new(Deducting { deduct, line: deducting.line.clone(), asked: Asked::Basis })))
        };
        let mut rows: Vec<MenuRow> = self.grounds(row).iter().map(|text| MenuRow::new(text.as_str(), "", next(text))).collect();
        rows.push(MenuRow::new(
            self.say(tr("Write it later, in the finding", "稍后在问题里填")),
            self.say(tr("shown as missing until then", "未填前提示缺依据")),
            next(""),
        ));
        let title = format!("{}  {} -{}", self.say(tr("On which grounds?", "扣分依据")), row.name, deducting.deduct.points);
        self.overlays.push(Overlay::Menu(
            Menu::new(tr("Deduct", "扣分"), title, rows).body(vec![MenuLine::new(deducting.deduct.reason.clone(), Role::Text)]),
        ));
    }

    /// 口径: what the standard says of the row, then what stands as grounds of other findings, the latest first.
    fn grounds(&self, row: &Row) -> Vec<String> {
        let Some(reviewing) = &self.reviewing else { return Vec::new() };
        let review = &reviewing.open.review;
        let pack = reviewing.open.desk.pack();
        let of_paper = |text: &str| {
            let paper = pack.map_or("", |pack| if pack.doc_no.is_empty() { &pack.name } else { &pack.doc_no });
            if paper.is_empty() { text.to_owned() } else { format!("{paper}：{text}") }
        };
        let standard = Some(row.standard.trim()).filter(|text| !text.is_empty()).map(of_paper);
        let cited = Some(row.cited.source.clone()).filter(|text| !text.is_empty());
        let used =
            review.findings().iter().rev().filter_map(|named| latest(&named.standing)).map(|finding| finding.criteria.trim().to_owned());
        let mut grounds: Vec<String> = Vec::new();
        for text in standard.into_iter().chain(cited).chain(used).filter(|text| !text.is_empty()) {
            if !grounds.contains(&text) {
                grounds.push(text);
            }
            if grounds.len() == GROUNDS_MAX {
                break;
            }
        }
        grounds
    }

    /// The same matter was deducted already.
    fn ask_again(&mut self, before: &scoring::Taken, deducting: &Deducting) {
        let again = Deducting { asked: Asked::Again, ..deducting.clone() };
        let rows = vec![
            MenuRow::new(
                self.say(tr("Leave it at that", "不再扣")),
                self.say(tr("the same matter is deducted once", "同一事项只扣一次")),
                Choice::Draft(Purpose::Deduct(deducting.deduct.row.clone()).slot(), None),
            ),
            MenuRow::new(
                self.say(tr("Deduct all the same", "仍然扣")),
                self.say(tr("it is another matter", "不是同一事项")),
                Choice::Score(ScoreChoice::Deduct(Box::new(again))),
            ),
        ];
        let number = before.of.number;
        let points = before.points;
        let body = vec![MenuLine::new(
            self.lang.pick(
                format!("#{number} took {points} for it already: {}", before.of.title),
                format!("问{number} 已因此扣 {points} 分：{}", before.of.title),
            ),
            Role::Strong,
        )];
        let title = self.say(tr("Deducted already", "同一事项已经扣过分"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Deduct", "扣分"), title, rows).body(body)));
    }
}
