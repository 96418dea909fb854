//! Importing: waiting for what is read, looking through it, putting it right, accepting it.

use std::path::PathBuf;

use super::{App, Leaving};
use crate::command::{Command, Effect, Entry, Facts, ImportNo, ReadFiles};
use crate::import::{Cut, Draft, List, Progress};
use crate::lang::{Words, tr};
use crate::overlays::{Choice, Files, Menu, MenuLine, MenuRow, Overlay, Paper, SaveAs};
use crate::panes::preview::{Preview, file_name};
use crate::store::Trouble;
use crate::ui::Role;

/// The import under way: first waited for, then looked through.
#[derive(Debug, Default)]
pub(super) struct Import {
    /// The number of the last one begun.
    last: ImportNo,
    /// The files that are waited for.
    waiting: Option<Vec<PathBuf>>,
    /// What was read of them.
    pub preview: Option<Box<Preview>>,
    /// A free name for the assessment, and one of that name that holds a review.
    output: PathBuf,
    reviewed: Option<PathBuf>,
    /// Where the assessment is to go, if that is settled before the files are read.
    goes_to: Option<PathBuf>,
}

impl Import {
    /// Nothing is imported any more; the next one has another number.
    pub fn end(&mut self) {
        *self = Self { last: self.last, ..Self::default() };
    }

    /// The assessment is to be written here.
    pub fn goes_to(&mut self, path: PathBuf) {
        self.goes_to = Some(path);
    }

    /// What commands ask about it.
    pub fn facts(&self) -> Facts {
        let Some(preview) = &self.preview else { return Facts::default() };
        let corrections = preview.corrections();
        Facts {
            preview: true,
            entry: preview.entry().is_some(),
            undo: corrections.made() > 0,
            redo: corrections.can_redo(),
            ..Facts::default()
        }
    }
}

/// What Enter offers on a list, the natural thing first.
const LIST_MENU: [Command; 5] = [Command::AcceptImport, Command::NextSuspicion, Command::Undo, Command::Account, Command::Cancel];
/// What it offers on an entry.
const ENTRY_MENU: [Command; 9] = [
    Command::Resection,
    Command::Split,
    Command::Merge,
    Command::Remove,
    Command::Undo,
    Command::NextSuspicion,
    Command::Account,
    Command::AcceptImport,
    Command::Cancel,
];

impl App {
    pub(super) fn start_import(&mut self, files: Vec<PathBuf>) {
        let no = ImportNo(self.import.last.0.wrapping_add(1));
        self.import = Import { last: no, waiting: Some(files.clone()), ..Import::default() };
        self.overlays.clear();
        self.show_waiting(self.say(tr("opening", "正在打开")).to_owned());
        self.effects.push(Effect::Import(no, files));
    }

    /// What a folder holds: to choose from, also where it was typed as the report itself.
    pub(super) fn show_folder(&mut self, folder: PathBuf, entries: Vec<Entry>) {
        if self.import.waiting.take().is_some() {
            self.overlays.clear();
        }
        self.overlays.push(Overlay::Files(Files::new(folder, entries, self.wants_report)));
    }

    /// What is waited for and how far it is; the only answer is not to wait.
    fn show_waiting(&mut self, so_far: String) {
        let Some(files) = &self.import.waiting else { return };
        let names: Vec<String> = files.iter().map(|file| file_name(file)).collect();
        let body = vec![MenuLine::new(names.join("  "), Role::Strong), MenuLine::new(so_far, Role::Text)];
        let rows =
            vec![MenuRow::new(self.say(tr("Do not import", "不导入")), self.say(tr("nothing is written", "什么也不写")), Choice::CallOff)];
        let menu = Menu::new(tr("Import", "导入"), self.say(tr("Importing", "正在导入")), rows).body(body).on_esc(Some(Choice::CallOff));
        // Help may stand over it.
        match self.overlays.first_mut() {
            Some(waiting) => *waiting = Overlay::Menu(menu),
            None => self.overlays.push(Overlay::Menu(menu)),
        }
    }

    pub(super) fn show_progress(&mut self, no: ImportNo, progress: Progress) {
        if no == self.import.last {
            self.show_waiting(progress.say(self.lang));
        }
    }

    pub(super) fn call_off(&mut self) {
        if self.import.waiting.take().is_some() {
            self.effects.push(Effect::CallOff(self.import.last));
            self.read_batch();
            self.tell(self.say(NOT_IMPORTED));
        }
    }

    pub(super) fn import_read(&mut self, no: ImportNo, read: Result<Box<ReadFiles>, Trouble>) {
        if no != self.import.last || self.import.waiting.take().is_none() {
            return;
        }
        self.overlays.clear();
        match read {
            Err(trouble) => self.trouble(tr("Not imported", "没有导入"), &trouble, vec![]),
            Ok(read) => {
                let ReadFiles { draft, files, output, reviewed } = *read;
                self.import.preview = Some(Box::new(Preview::new(draft, files)));
                (self.import.output, self.import.reviewed) = (self.import.goes_to.take().unwrap_or(output), reviewed);
            }
        }
    }

    /// Runs a command where an import is looked through; `false`: it means the same as everywhere.
    pub(super) fn run_in_preview(&mut self, command: Command) -> bool {
        if self.import.preview.is_none() {
            return false;
        }
        match command {
            Command::Menu => self.open_preview_menu(),
            Command::Cancel => self.leave_preview(),
            Command::Remove => self.leave_out(),
            Command::Undo => self.undo_correction(),
            Command::Redo => self.redo_correction(),
            _ => return false,
        }
        true
    }

    fn open_preview_menu(&mut self) {
        let facts = self.facts();
        let Some(preview) = &self.import.preview else { return };
        let commands: &[Command] = if facts.entry { &ENTRY_MENU } else { &LIST_MENU };
        let rows = commands.iter().map(|command| {
            let called = super::describe::called(*command, &facts).say(self.lang);
            let row = MenuRow::new(called, self.config.keymap().key_of(*command, self.lang), Choice::Run(*command));
            if (command.row().when)(&facts).is_ok() { row } else { row.quiet() }
        });
        let title = format!("{}  {}", self.say(tr("Menu", "操作")), preview.about(self.lang));
        let foot = self.say(tr("Digits work with any input method", "右边是直接按的键，中文状态下用数字"));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Menu", "操作"), title, rows.collect()).with_keys().foot(foot)));
    }

    /// Corrects the entry under the cursor, or says why not.
    fn correct(&mut self, says: Words, correct: impl FnOnce(&Draft, usize) -> Result<(Draft, usize), Words>) {
        let Some(preview) = &mut self.import.preview else { return };
        let Some(at) = preview.entry() else { return };
        match correct(preview.draft(), at) {
            Ok(corrected) => {
                preview.correct(corrected);
                self.tell(self.say(says));
            }
            Err(why) => self.warn(why),
        }
    }

    pub(super) fn ask_list(&mut self) {
        let Some(preview) = &self.import.preview else { return };
        let Some(entry) = preview.entry().and_then(|at| preview.draft().entries().get(at)) else { return };
        let rows = List::ALL.into_iter().map(|list| {
            let effect = match list {
                _ if list == entry.list() => self.say(tr("it is there", "现在在这一类")),
                List::Parts => self.say(tr("of the task before it", "归入报告中它前面的任务")),
                List::Nowhere => self.say(tr("it stays in the report text", "文字仍在报告原文里")),
                _ => "",
            };
            let row = MenuRow::new(self.say(list.words()), effect, Choice::Resection(list));
            if list == entry.list() { row.quiet() } else { row }
        });
        let title = format!("{}  {}", self.say(tr("Move to", "改归类")), preview.about(self.lang));
        self.overlays.push(Overlay::Menu(Menu::new(tr("Move to", "改归类"), title, rows.collect())));
    }

    pub(super) fn resection(&mut self, list: List) {
        self.correct(tr("moved; {undo} takes it back", "已改归类，按 {undo} 撤销"), |draft, at| draft.resection(at, list));
    }

    fn leave_out(&mut self) {
        self.correct(tr("left out; {undo} takes it back", "已列入没有归入的文字，按 {undo} 撤销"), Draft::leave_out);
    }

    pub(super) fn merge(&mut self) {
        self.correct(tr("joined; {undo} takes it back", "已合并，按 {undo} 撤销"), Draft::merge);
    }

    /// Where is it to be split? The only place asks nothing.
    pub(super) fn ask_cut(&mut self) {
        let Some(preview) = &self.import.preview else { return };
        let Some(at) = preview.entry() else { return };
        let mut cuts = preview.draft().cuts(at);
        match cuts.len() {
            0 => self.warn(tr("It is one clause: nowhere to split it", "只有一句，没有可拆开的地方")),
            1 => self.split(&cuts.remove(0)),
            _ => {
                let row = |cut: Cut| MenuRow::new(format!("…… | {}", cut.begins), "", Choice::Split(cut));
                let rows = cuts.into_iter().map(row).collect();
                let body = vec![MenuLine::new(self.say(tr("The second part begins with:", "后一项从哪里开始：")), Role::Text)];
                let title = format!("{}  {}", self.say(tr("Split", "拆开")), preview.about(self.lang));
                self.overlays.push(Overlay::Menu(Menu::new(tr("Split", "拆开"), title, rows).body(body)));
            }
        }
    }

    pub(super) fn split(&mut self, cut: &Cut) {
        self.correct(tr("split; {undo} takes it back", "已拆开，按 {undo} 撤销"), |draft, at| draft.split(at, cut));
    }

    fn undo_correction(&mut self) {
        if self.import.preview.as_mut().is_some_and(|preview| preview.undo()) {
            self.tell(self.say(tr("taken back; {redo} makes it again", "已撤销，{redo} 重做")));
        }
    }

    fn redo_correction(&mut self) {
        if self.import.preview.as_mut().is_some_and(|preview| preview.redo()) {
            self.tell(self.say(tr("made again", "已重做")));
        }
    }

    pub(super) fn show_account(&mut self) {
        let Some(preview) = &self.import.preview else { return };
        let lines = preview.draft().account().page(self.lang);
        self.overlays.push(Overlay::Paper(Paper::new(self.say(tr("Account of the import", "导入情况")).to_owned(), lines)));
    }

    /// Asks where; what holds a review already is told.
    pub(super) fn accept_import(&mut self) {
        let remark = self.import.reviewed.as_ref().map(|path| {
            let name = file_name(path);
            self.lang.pick(
                format!("! {name} holds a review of that name already: this starts a second one"),
                format!("! {name} 已有审核记录；这里会另起一份"),
            )
        });
        self.overlays.push(Overlay::SaveAs(SaveAs::new(&self.import.output, remark.into_iter().collect())));
    }

    pub(super) fn write_import(&mut self, path: PathBuf) {
        let Some(preview) = &self.import.preview else { return };
        self.effects.push(Effect::WriteImport(path.clone(), preview.draft().imported().json));
        self.import.output = path;
    }

    pub(super) fn not_imported(&mut self, trouble: &Trouble) {
        let rows = vec![
            MenuRow::new(self.say(tr("Choose another name", "换一个文件名")), "", Choice::Run(Command::AcceptImport)),
            MenuRow::new(self.say(tr("Go on", "接着看")), self.say(tr("nothing is lost", "读出的内容和更正都在")), Choice::Nothing),
        ];
        self.trouble(tr("Nothing was written", "没有写入"), trouble, rows);
    }

    /// Esc: out of the text; then out of the import.
    fn leave_preview(&mut self) {
        let Some(preview) = &mut self.import.preview else { return };
        if !preview.step_out() && !self.asks_before_dropping(Leaving::File) {
            self.drop_import();
        }
    }

    /// Whether corrections would be lost, and the reader is asked about it first.
    pub(super) fn asks_before_dropping(&mut self, leaving: Leaving) -> bool {
        let made = self.import.preview.as_ref().map_or(0, |preview| preview.corrections().made());
        if made == 0 {
            return false;
        }
        let drop = match leaving {
            Leaving::File => Choice::DropImport,
            Leaving::Program | Leaving::ProgramAnyway => Choice::All(vec![Choice::DropImport, Choice::End]),
        };
        let rows = vec![
            MenuRow::new(
                self.say(tr("Accept", "接受，开始审核")),
                self.say(tr("writes what was read, corrected", "写入更正后的内容")),
                Choice::Run(Command::AcceptImport),
            ),
            MenuRow::new(
                self.say(tr("Do not import", "不导入")),
                self.lang.pick(format!("{made} corrections are lost"), format!("{made} 处更正不再保留")),
                drop,
            ),
            MenuRow::new(self.say(tr("Go on looking", "接着看")), "", Choice::Nothing),
        ];
        self.overlays.push(Overlay::Menu(Menu::new(tr("Import", "导入"), self.say(tr("Leave the import?", "不导入了？")), rows)));
        true
    }

    pub(super) fn drop_import(&mut self) {
        self.import.end();
        self.read_batch();
        self.tell(self.say(NOT_IMPORTED));
    }
}

const NOT_IMPORTED: Words = tr("not imported: nothing was written", "没有导入，什么也没有写");
