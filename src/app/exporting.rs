//! The papers: from the choice to the files, and what is told of them.

use std::path::PathBuf;
use std::sync::Arc;

use super::reviewing::After;
use super::{App, AtWork};
use crate::command::{Command, Effect, Unexported};
use crate::export::{Exporter, Kit, Over, Paper, Record, Wanted, due, remarks, ripe, stem, unnumbered};
use crate::lang::tr;
use crate::overlays::{Choice, Due, Exporting, Menu, MenuLine, MenuRow, Overlay, Paper as Sheet};
use crate::review::{Act, Finding, Kind, Put};
use crate::store::Trouble;
use crate::ui::Role;

/// More files than this are counted, not listed.
const LISTED_MAX: usize = 12;

impl App {
    pub(super) fn prepare_papers(&mut self) {
        self.tell(self.say(tr("checking, reading templates", "正在核对，准备文书")));
        self.effects.push(Effect::PreparePapers);
    }

    pub(super) fn papers_ready(&mut self, kit: Result<Arc<Kit>, Trouble>) {
        self.said = None;
        let kit = match kit {
            Ok(kit) => self.kit.insert(kit),
            Err(trouble) => {
                self.papers_again = None;
                return self.trouble(tr("The papers cannot be made", "不能导出文书"), &trouble, vec![]);
            }
        };
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let record = Record { checks: kit.checks.clone(), ..Record::new(&open.report, &open.review, &open.places) };
        let due = Due { papers: due(&record), why: ripe(&record).say(self.lang), unnumbered: unnumbered(&open.review).len() };
        let remarks = remarks(&record);
        let folder = open.path.parent().map_or_else(PathBuf::new, std::path::Path::to_path_buf);
        let choice = Exporting::new(stem(&open.path), &folder, due, remarks);
        self.overlays.push(Overlay::Exporting(match self.papers_again.take() {
            Some(wanted) => choice.again(wanted),
            None => choice,
        }));
    }

    /// The choice of papers once more, as it was: only where they go is asked.
    pub(super) fn export_elsewhere(&mut self, wanted: Wanted) {
        self.papers_again = Some(wanted);
        self.prepare_papers();
    }

    /// A paper as text, over the choice of papers.
    pub(super) fn look_at(&mut self, paper: Paper) {
        let (Some(reviewing), Some(kit)) = (&self.reviewing, &self.kit) else { return };
        let open = &reviewing.open;
        let record = Record::with(&open.report, &open.review, &open.places, kit);
        let lines = Exporter::new(&record, &kit.templates).preview(paper);
        let title = paper.row().words.say(self.lang).to_owned();
        let role = |leads: bool| if leads { Role::Strong } else { Role::Text };
        self.overlays.push(Overlay::Paper(Sheet::lit(title, lines.into_iter().map(|line| (line.text, role(line.leads))).collect())));
    }

    /// Lines to read, over all else.
    pub(super) fn read(&mut self, title: String, lines: Vec<String>) {
        self.overlays.push(Overlay::Paper(Sheet::new(title, lines)));
    }

    /// Papers that go out fix the findings' numbers: that is an act of the reviewer's, recorded before the first file is made.
    pub(super) fn export(&mut self, wanted: Wanted) {
        let Some(reviewing) = &self.reviewing else { return };
        let goes_out = wanted.papers.iter().any(|paper| paper.fixes_numbers());
        let put = |(named, finding): (&crate::review::Named<Finding>, &Finding)| {
            Put::set(Kind::Finding, named.key.clone(), &Finding { no: Some(named.number), ..finding.clone() })
        };
        let puts: Vec<Put> = unnumbered(&reviewing.open.review).into_iter().map(put).collect();
        if puts.is_empty() || !goes_out || reviewing.open.cannot_write().is_some() {
            return self.start_export(wanted);
        }
        if !self.known(Command::Export) {
            return;
        }
        let n = puts.len();
        let said = self.lang.pick(format!("numbers of {n} findings fixed"), format!("已固定 {n} 个问题的编号"));
        self.commit(Act::Put(puts), After { said, export: Some(wanted), ..After::default() });
    }

    pub(super) fn start_export(&mut self, wanted: Wanted) {
        let Some(kit) = &self.kit else { return };
        self.at_work = Some(AtWork::Export);
        self.effects.push(Effect::Export(Box::new(wanted), Arc::clone(kit)));
    }

    pub(super) fn exporting(&mut self, done: usize, all: usize) {
        let text = self.lang.pick(format!("writing papers {done}/{all}  Esc stops"), format!("正在导出 {done}/{all}  Esc 停止"));
        self.tell(text);
    }

    pub(super) fn stop_export(&mut self) {
        self.tell(self.say(tr("stopping", "正在停止")));
        self.effects.push(Effect::StopExport);
    }

    pub(super) fn exported(&mut self, done: Result<Vec<PathBuf>, Unexported>) {
        self.at_work = None;
        match done {
            Err(Unexported::Stopped) => self.warn(tr("Stopped: no paper was written", "已停止：没有写入任何文书")),
            Ok(files) => self.tell_files(&files),
            Err(Unexported::Trouble(trouble)) => self.trouble(tr("No papers were written", "没有导出"), &trouble, vec![]),
            Err(Unexported::Nothing) => {
                self.warn(tr("Nothing chosen that is written in these formats", "所选的文书都没有所选的格式"));
            }
            Err(Unexported::InTheWay(wanted, files)) => {
                let intro = tr("Nothing was written: these files are not simply written over.", "没有写入任何文件：下列文件不能直接覆盖。");
                let mut body = vec![MenuLine::new(self.say(intro), Role::Text)];
                let line = |path: &PathBuf, why: &str| format!("{}  {why}", path.file_name().unwrap_or_default().to_string_lossy());
                body.extend(
                    files
                        .iter()
                        .take(LISTED_MAX)
                        .map(|file| MenuLine::new(line(&file.path, file.why.words().say(self.lang)), Role::Strong)),
                );
                let all = files.len();
                self.said = None;
                let elsewhere = Choice::ExportElsewhere(wanted.clone());
                let over = Wanted { over: Over::Write, ..*wanted };
                let rows = vec![
                    MenuRow::new(
                        self.say(tr("Choose another folder", "换一个文件夹")),
                        self.say(tr("they stay as they are", "原文件不动")),
                        elsewhere,
                    ),
                    MenuRow::new(
                        self.lang.pick(format!("Write over all {all}"), format!("覆盖这 {all} 个文件")),
                        self.say(tr("what was changed in them is lost", "其中的改动不再保留")),
                        Choice::Export(Box::new(over)),
                    ),
                    MenuRow::new(self.say(tr("Do not write", "不导出")), "", Choice::Nothing),
                ];
                let menu = Menu::new(tr("Papers", "文书"), self.say(tr("Files are in the way", "文件已存在")), rows).body(body);
                self.overlays.push(Overlay::Menu(menu));
            }
        }
    }

    fn tell_files(&mut self, files: &[PathBuf]) {
        let folder = files.first().and_then(|file| file.parent()).map_or_else(String::new, |folder| folder.display().to_string());
        let mut body = vec![MenuLine::new(folder, Role::Quiet)];
        let name = |file: &PathBuf| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        body.extend(files.iter().take(LISTED_MAX).map(|file| MenuLine::new(name(file), Role::Text)));
        if files.len() > LISTED_MAX {
            let more = files.len() - LISTED_MAX;
            body.push(MenuLine::new(self.lang.pick(format!("and {more} more"), format!("另有 {more} 个")), Role::Quiet));
        }
        let title = self.lang.pick(format!("{} files written", files.len()), format!("已导出 {} 个文件", files.len()));
        let rows = vec![MenuRow::new(self.say(tr("Go on", "知道了")), "", Choice::Nothing)];
        self.said = None;
        self.overlays.push(Overlay::Menu(Menu::new(tr("Papers", "文书"), title, rows).body(body)));
    }
}
