//! The mouse: what is clicked, and what the same place is to a key. Nothing needs it.

use super::{App, Pane};
use crate::command::{Command, Key, KeyCode, Mouse, MouseDoes, Target, View};
use crate::overlays::Overlay;
use crate::panes::Step;

impl App {
    pub(super) fn mouse(&mut self, mouse: &Mouse) {
        self.ctrl_c = false;
        if matches!(mouse.does, MouseDoes::Drag | MouseDoes::Release) {
            return self.drag(mouse);
        }
        if let MouseDoes::Wheel(rows) = mouse.does {
            if self.overlays.is_empty() {
                self.step(Step::Rows(rows.into()));
            } else {
                let code = if rows > 0 { KeyCode::Down } else { KeyCode::Up };
                self.key(Key::plain(code));
            }
            return;
        }
        let Some(on) = mouse.on else { return };
        match on {
            Target::Command(command) => self.run_if_it_may(command),
            Target::OverlayRow(row) => {
                if let Some(mut overlay) = self.overlays.pop() {
                    let facts = self.facts();
                    let reply = overlay.click(&self.over_cx(&facts), row);
                    self.reply(overlay, reply, None);
                } else if self.reviewing.is_none() && self.import.preview.is_none() && self.batch().is_none() {
                    let chosen = self.start.choose(row);
                    self.start_chosen(chosen);
                }
            }
            Target::TextBox(x, y) => {
                if let Some(Overlay::Editor(editor)) = self.overlays.last_mut() {
                    editor.click_text(mouse.x.saturating_sub(x), mouse.y.saturating_sub(y));
                }
            }
            _ if !self.overlays.is_empty() => {}
            on => {
                let twice = self.press(mouse, on);
                self.click(on);
                if mouse.does == MouseDoes::Menu {
                    self.run_if_it_may(Command::Menu);
                } else if twice {
                    self.double_click(on);
                }
            }
        }
    }

    pub(super) fn click(&mut self, on: Target) {
        if let (Some(preview), Target::PreviewRow(row)) = (&mut self.import.preview, on) {
            return preview.point(row);
        }
        if self.click_in_batch(on) {
            return;
        }
        let Some(reviewing) = &mut self.reviewing else { return };
        match on {
            Target::View(view) => self.show_view(view),
            Target::List(list) => self.focus_list(list),
            Target::ListRow(list, row) => {
                self.focus_list(list);
                if let Some(reviewing) = &mut self.reviewing {
                    reviewing.lists.point(list, row);
                    reviewing.follow();
                }
            }
            Target::Card => self.focus_pane(Pane::Card),
            Target::Paragraph(paragraph, byte) => {
                if reviewing.view == View::Items {
                    reviewing.pane = Pane::Text;
                }
                reviewing.reading.point(&reviewing.open, paragraph, byte);
            }
            Target::FindingRow(at) => {
                if reviewing.view == View::Findings {
                    reviewing.findings.go(at, None);
                } else {
                    self.open_finding(at);
                }
            }
            Target::CoverageRow(row) => reviewing.coverage.point(row),
            Target::CoverageCard => reviewing.coverage.focus_card(),
            Target::CheckRow(row) => reviewing.checks.point(&reviewing.open, row),
            Target::CheckCard => reviewing.checks.focus_card(),
            Target::ScoreRow(row) => reviewing.scores.point(&reviewing.open, row),
            Target::ScoreCard => reviewing.scores.focus_card(),
            Target::SigningRow(row) => reviewing.signing.point(row),
            Target::SigningCard => reviewing.signing.focus_card(),
            Target::Field(at) => {
                let finding = reviewing.findings.cursor();
                reviewing.findings.go(finding, crate::panes::findings::FORM.get(at).map(|row| row.field));
            }
            Target::OverlayRow(_)
            | Target::TextBox(..)
            | Target::Command(_)
            | Target::Splitter
            | Target::PreviewRow(_)
            | Target::BatchRow(_)
            | Target::BatchHead(_) => {}
        }
    }
}
