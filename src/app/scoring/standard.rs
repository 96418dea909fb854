//! The scoring standard: which may be chosen, and what changing it does.

use super::{After, App};
use crate::command::{Command, View};
use crate::lang::tr;
use crate::overlays::{Choice, Menu, MenuLine, MenuRow, Overlay, ScoreChoice};
use crate::panes::latest;
use crate::review::FrameRow;
use crate::rules::{Pack, Status, Subject};
use crate::scoring;
use crate::ui::Role;

impl App {
    /// The standards to choose from, each with what it is for and how sure its source is.
    pub(super) fn ask_standard(&mut self) {
        if !self.known(Command::Standard) {
            return;
        }
        let Some(reviewing) = &self.reviewing else { return };
        let now = reviewing.open.review.frame().settled().map(|frame| frame.pack.clone());
        let (packs, wrong) = reviewing.open.desk.standards();
        let only = reviewing.open.review.frame().settled().is_some_and(|frame| frame.findings_only);
        let at = packs.iter().position(|pack| Some(&pack.id) == now.as_ref());
        let at = at.unwrap_or(if only { packs.len() + wrong.len() } else { 0 });
        let mut rows: Vec<MenuRow> = packs
            .iter()
            .map(|pack| {
                let name = self.lang.pick(&pack.name_en, &pack.name);
                let choice = Choice::Score(ScoreChoice::AskStandard(pack.id.clone()));
                let own = if reviewing.open.desk.is_own(&pack.id) { self.say(tr("own  ", "本单位  ")) } else { "" };
                MenuRow::new(name.as_str(), format!("{own}{}", self.standard_effect(pack)), choice)
            })
            .collect();
        let wrong = wrong.iter().map(|fault| {
            let why = fault.say(self.lang);
            MenuRow::new(fault.pack.as_str(), why.as_str(), Choice::Read(fault.pack.clone(), vec![why.clone()])).quiet()
        });
        rows.extend(wrong);
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

    /// Another standard than the one rows are scored by: asked once, with the effect in numbers.
    pub(super) fn ask_replace_standard(&mut self, id: &str) {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.open.refresh_sheet(stage);
        if reviewing.open.desk.trial().is_some() {
            if let Some(pack) = reviewing.open.desk.find(id) {
                self.try_pack(pack);
            }
            return;
        }
        let now = reviewing.open.review.frame().settled().map(|frame| frame.pack.clone()).filter(|id| !id.is_empty());
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

    pub(super) fn take_standard(&mut self, id: Option<&str>) {
        let Some(id) = id else {
            let said = self.lang.pick("findings only, no scores", "只提问题，不评分").to_owned();
            let act = scoring::choose_none(self.frame_rows());
            return self.commit(act, After { said, ..After::default() });
        };
        let Some(pack) = self.reviewing.as_ref().and_then(|reviewing| reviewing.open.desk.find(id)) else { return };
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
}
