//! From a key to what it means here: text box, overlay, chord, command.

use super::{App, Leaving, Said};
use crate::command::{Command, Found, Key, KeyCode, View};
use crate::lang::tr;
use crate::overlays::{Help, HelpKind, Overlay};
use crate::panes::Step;

impl App {
    pub(super) fn key(&mut self, key: Key) {
        if key == Key::ctrl('c') {
            return self.ctrl_c();
        }
        self.ctrl_c = false;
        if self.names_keys(key) {
            return;
        }
        if let Some(mut overlay) = self.overlays.pop() {
            self.said = self.said.take().filter(|said| !said.warns);
            let facts = self.facts();
            let reply = overlay.key(&self.over_cx(&facts), key);
            return self.reply(overlay, reply, Some(key));
        }
        if self.reviewing.is_none()
            && self.import.preview.is_none()
            && self.batch().is_none()
            && let Some(chosen) = self.start.key(key)
        {
            self.said = None;
            return self.start_chosen(chosen);
        }
        self.browse(key);
    }

    /// A key in browse mode: full-width letters and input-method punctuation count as ASCII.
    fn browse(&mut self, key: Key) {
        let key = key.in_ascii();
        if key.typed().is_some_and(|c| !c.is_ascii()) {
            self.chord.clear();
            return self.input_method();
        }
        match self.config.keymap().find(&self.chord, key) {
            Found::Command(command) => {
                self.chord.clear();
                self.run_if_it_may(command);
            }
            Found::Prefix(_) => {
                self.said = None;
                self.chord.push(key);
            }
            Found::Nothing if !self.chord.is_empty() => {
                self.chord.clear();
                if key.code != KeyCode::Esc {
                    self.warn(tr("No command has these keys; {help} shows all", "没有这个组合键；按 {help} 看全部"));
                }
            }
            Found::Nothing => self.warn(tr(
                "This key does nothing here; {help} shows all, {menu} the menu",
                "这个键在此处没有作用；按 {help} 看全部，{menu}打开操作菜单",
            )),
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.ctrl_c = false;
        let Some(mut overlay) = self.overlays.pop() else {
            // Some input methods commit as a paste: one character counts as a key.
            let mut chars = text.chars();
            return match (chars.next(), chars.next()) {
                (Some(c), None) => self.key(Key::char(c)),
                _ if text.contains('\t') && self.view_now() == View::Scores => self.paste_table(text),
                _ if text.is_ascii() => {
                    self.warn(tr(
                        "Pasted text has no place here: {comment} opens a text box",
                        "此处不接收粘贴：按 {comment} 打开批注再粘贴",
                    ));
                }
                _ => self.input_method(),
            };
        };
        let facts = self.facts();
        let reply = overlay.paste(&self.over_cx(&facts), text);
        self.reply(overlay, reply, None);
    }

    fn input_method(&mut self) {
        self.warn(tr(
            "The input method is on: Shift switches it (nothing was run)",
            "输入法处于中文状态，按 Shift 切换（刚才的字没有执行）",
        ));
    }

    fn ctrl_c(&mut self) {
        if self.ctrl_c {
            return self.leave(Leaving::Program);
        }
        self.ctrl_c = true;
        let text = self.lang.pick(
            "{quit} writes and leaves; Ctrl-C again leaves now, nothing is lost",
            "按 {quit} 保存并退出；再按一次 Ctrl-C 立即安全退出，什么都不会丢",
        );
        self.said = Some(Said { text: self.with_keys(text), warns: true });
    }

    /// A key that an overlay did not want: saving, leaving and help stand in every bottom bar.
    pub(super) fn key_under(&mut self, key: Key, takes_text: bool) {
        let plain = |c| !takes_text && key.in_ascii() == Key::char(c);
        if key == Key::ctrl('s') {
            self.run_if_it_may(Command::Save);
        } else if plain('q') {
            self.run_if_it_may(Command::Quit);
        } else if plain('?') || key.code == KeyCode::F(1) {
            self.overlays.push(Overlay::Help(Help::new(HelpKind::Help)));
        } else if !takes_text && key.typed().is_some_and(|c| !c.is_ascii()) {
            self.input_method();
        } else {
            self.warn(tr("This key does nothing here", "这个键在此处没有作用"));
        }
    }

    /// A command asked for by its name: whatever stands on top has been answered.
    pub(super) fn asked_for(&mut self, command: Command) {
        self.ctrl_c = false;
        self.chord.clear();
        self.overlays.clear();
        self.run_if_it_may(command);
    }

    /// Runs a command, or says why not.
    pub(super) fn run_if_it_may(&mut self, command: Command) {
        let facts = self.facts();
        match (command.row().when)(&facts) {
            Ok(()) => self.run(command),
            Err(why) => self.warn(why),
        }
    }

    /// Runs a command. No arm is left out: the compiler asks for a new command's.
    fn run(&mut self, command: Command) {
        self.said = None;
        if self.run_in_preview(command) || self.run_in_batch(command) {
            return;
        }
        match command {
            Command::Menu => self.open_menu(),
            Command::More => self.open_more(),
            Command::Help => self.overlays.push(Overlay::Help(Help::new(HelpKind::Help))),
            Command::Palette => self.overlays.push(Overlay::Help(Help::new(HelpKind::Palette))),
            Command::Cancel => self.cancel(),
            Command::Accept | Command::Problem | Command::NeedsEvidence | Command::NotApplicable | Command::ClearMark => self.mark(command),
            Command::Comment | Command::CommentPassage => self.comment(command == Command::CommentPassage),
            Command::Finding => self.raise_finding(),
            Command::Dismiss => self.dismiss(),
            Command::Deduct | Command::Score | Command::Adopt | Command::ScoreReason | Command::Standard => self.run_score(command),
            Command::Trial | Command::AcceptTrial | Command::DropTrial => self.run_trial(command),
            Command::Supply => self.ask_supply(),
            Command::Level => self.ask_level(),
            Command::ScoreRow => self.go_score_row(),
            Command::ViewScores | Command::ViewBridge | Command::ViewSides | Command::ViewAlike => self.show_scores(command),
            Command::Link => self.open_linker(),
            Command::Edit => self.edit(),
            Command::Remove => self.remove(),
            Command::FindingState | Command::Response | Command::Ruling | Command::Rectify => self.answer(command),
            Command::Calls => self.list_calls(),
            Command::Rule => self.rule_on_conflict(),
            Command::Opine | Command::Decide | Command::ViewCouncil => self.run_council(command),
            Command::Select => self.select(),
            Command::Table => self.ask_table(),
            Command::Copy => self.copy(),
            Command::Save => self.save(),
            Command::Sign | Command::TakeBack | Command::HandBack | Command::There | Command::ViewSigning => self.run_signing(command),
            Command::Export => self.prepare_papers(),
            Command::Quit => self.leave(self.way_out()),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::History => self.history(),
            Command::ItemHistory => self.item_history(),
            Command::Todo => self.todo(),
            Command::Bookmark => self.bookmark(),
            Command::Bookmarks => self.list_bookmarks(),
            Command::Overview => self.show_overview(),
            Command::Drafts => self.list_drafts(),
            Command::Odd => self.show_odd(),
            Command::Places => self.show_places(),
            Command::Home => self.leave(Leaving::File),
            Command::Identity => self.introduce(None),
            Command::Up => self.step(Step::Rows(-1)),
            Command::Down => self.step(Step::Rows(1)),
            Command::First => self.step(Step::First),
            Command::Last => self.step(Step::Last),
            Command::HalfDown | Command::HalfUp | Command::PageDown | Command::PageUp => self.run_page(command),
            Command::Left => self.sideways(-1),
            Command::Right => self.sideways(1),
            Command::NextItem => self.next_item(),
            Command::Passage => self.passage(),
            Command::Item => self.go_here(),
            Command::Suspicion => self.go_suspicion(),
            Command::ItsFinding => self.go_its_finding(),
            Command::Linked => self.linked(),
            Command::Back => self.back(),
            Command::Forward => self.forward(),
            Command::Search => self.open_search(),
            Command::NextHit | Command::PrevHit => self.walk_hits(command == Command::NextHit),
            Command::Filter => self.open_filter(),
            Command::Refilter => self.refilter(),
            Command::Toggle => self.toggle(),
            Command::SelectAll => self.select_all(),
            Command::Repeat => self.repeat(),
            Command::Record => self.record(),
            Command::Play => self.play(),
            Command::NextBookmark | Command::PrevBookmark => self.walk_bookmarks(command == Command::NextBookmark),
            Command::NextOpen | Command::PrevOpen => self.seek(command == Command::NextOpen, super::go::Seek::Open),
            Command::NextFinding | Command::PrevFinding => self.seek(command == Command::NextFinding, super::go::Seek::Finding),
            Command::NextSuspicion | Command::PrevSuspicion => self.seek(command == Command::NextSuspicion, super::go::Seek::Suspicion),
            Command::NextComment | Command::PrevComment => self.seek(command == Command::NextComment, super::go::Seek::Comment),
            Command::NextEvidence | Command::PrevEvidence => self.seek(command == Command::NextEvidence, super::go::Seek::Evidence),
            Command::AcceptImport => self.accept_import(),
            Command::Resection => self.ask_list(),
            Command::Split => self.ask_cut(),
            Command::Merge => self.merge(),
            Command::Account => self.show_account(),
            Command::PaneDuties | Command::PaneWork | Command::PaneIndicators | Command::PaneIssues => self.run_list(command),
            Command::PaneCard => self.focus_pane(super::Pane::Card),
            Command::PaneText => self.focus_pane(super::Pane::Text),
            Command::NextPane | Command::PrevPane => self.next_pane(command == Command::NextPane),
            Command::ViewItems | Command::ViewText | Command::ViewFindings | Command::ViewCoverage | Command::ViewChecks => {
                self.run_view(command);
            }
            Command::NextView | Command::PrevView => self.next_view(command == Command::NextView),
            Command::Order => self.reorder(),
            Command::Zoom => self.zoom(),
            Command::Settings | Command::Legend | Command::Theme | Command::Language => self.run_setting(command),
            Command::Tour => self.tour = Some(crate::overlays::Tour::default()),
        }
    }

    /// Moves by half pages.
    fn run_page(&mut self, command: Command) {
        self.step(Step::HalfPages(match command {
            Command::HalfDown => 1,
            Command::HalfUp => -1,
            Command::PageUp => -2,
            _ => 2,
        }));
    }

    /// Gives the list that a command is named after the keys.
    fn run_list(&mut self, command: Command) {
        self.focus_list(match command {
            Command::PaneWork => 1,
            Command::PaneIndicators => 2,
            Command::PaneIssues => 3,
            _ => 0,
        });
    }
}
