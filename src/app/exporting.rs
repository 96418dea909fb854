//! The papers: from the choice to the files, and what is told of them.

use std::path::PathBuf;
use std::sync::Arc;

use super::reviewing::After;
use super::{App, AtWork};
use crate::command::{Command, Effect, Unexported};
use crate::export::{Exporter, Kit, On, Over, Paper, Record, Remark, Wanted, due, remarks, ripe, stem, unnumbered};
use crate::lang::tr;
use crate::overlays::{Choice, Due, Exporting, Finder, FinderRow, Menu, MenuLine, MenuRow, Overlay, Paper as Sheet, REMARKS, weighs};
use crate::panes::latest;
use crate::review::{Act, Finding, Kind, Put};
use crate::store::Trouble;
use crate::ui::Role;
use crate::words;

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
        let Some(reviewing) = &mut self.reviewing else { return };
        let open = &reviewing.open;
        let record = Record::with(&open.report, &open.review, &open.places, kit);
        let due = Due { papers: due(&record), why: ripe(&record).say(self.lang), unnumbered: unnumbered(&open.review).len() };
        let remarks = remarks(&record);
        let folder = open.path.parent().map_or_else(PathBuf::new, std::path::Path::to_path_buf);
        let choice = Exporting::new(stem(&open.path), &folder, due, remarks);
        let left = reviewing.papers_left.take();
        self.overlays.push(Overlay::Exporting(match (self.papers_again.take(), left) {
            (Some(wanted), _) => choice.again(wanted),
            (None, Some(wanted)) => choice.as_left(wanted),
            (None, None) => choice,
        }));
    }

    /// What to look at before papers go out, worst first; Enter leaves the papers and goes there.
    pub(super) fn list_remarks(&mut self, remarks: &[Remark]) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let name = |on: On| match on {
            On::Finding(at) => {
                open.review.findings().get(at).map_or_else(String::new, |named| words::finding_name(self.lang, named.number))
            }
            On::Item(item) => open.name(item, self.lang),
            On::Paragraph(n) => open.on_name(&open.report.paragraph(n).id, self.lang),
        };
        // The words of a duty are its name: beside a remark they would leave no room for it.
        let short = |on: On| match on {
            On::Item(item) => format!("{} {}", words::item_kind(item.kind()).say(self.lang), open.report.label(item).no),
            On::Finding(_) | On::Paragraph(_) => name(on),
        };
        let choice = |on: On| {
            let go = match on {
                On::Finding(at) => Choice::OpenFinding(at),
                On::Item(item) => Choice::Go(item),
                On::Paragraph(n) => Choice::GoParagraph(n),
            };
            Choice::All(vec![Choice::LeavePapers, go])
        };
        let mut rows = Vec::new();
        for remark in remarks {
            let (says, role) = (format!("! {}", remark.say(self.lang)), weighs(remark.severity));
            let (right, go) = match remark.spots.as_slice() {
                [] => (String::new(), Choice::Nothing),
                [only] => (short(only.on), choice(only.on)),
                [first, ..] => (String::new(), choice(first.on)),
            };
            rows.push(FinderRow { says, right, role, choice: go });
            for spot in remark.spots.iter().filter(|_| remark.spots.len() > 1) {
                let title = match (&spot.said, spot.on) {
                    (Some(said), _) => said.say(self.lang).to_owned(),
                    (None, On::Finding(at)) => {
                        let named = open.review.findings().get(at);
                        named.and_then(|named| latest(&named.standing)).map_or_else(String::new, |finding| finding.title.clone())
                    }
                    (None, _) => String::new(),
                };
                let (says, right) = if title.is_empty() {
                    (format!("    {}", name(spot.on)), String::new())
                } else {
                    (format!("    {title}"), short(spot.on))
                };
                rows.push(FinderRow { says, right, role: Role::Text, choice: choice(spot.on) });
            }
        }
        let title =
            self.lang.pick(format!("{}: {}", self.say(REMARKS), remarks.len()), format!("{} {} 条", self.say(REMARKS), remarks.len()));
        let finder = Finder::new(REMARKS, title, rows, tr("No remark has these words.", "没有这样的提示。")).whole();
        self.overlays.push(Overlay::Finder(Box::new(finder)));
    }

    /// To what a remark is about; the choice of papers is kept for when one comes back.
    pub(super) fn leave_papers(&mut self) {
        let left = self.overlays.iter().rposition(|overlay| matches!(overlay, Overlay::Exporting(_)));
        if let (Some(Overlay::Exporting(papers)), Some(reviewing)) = (left.map(|at| self.overlays.remove(at)), &mut self.reviewing) {
            reviewing.papers_left = Some(papers.wanted());
        }
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
