//! The picture: top, view, legend, keys, what stands over them. Reads the plan that `settle` made the
//! cursors fit; changes nothing.

mod bottom;
mod items;
mod top;

use ratatui::layout::Rect;

use super::App;
use super::layout::{COLS_MIN, Frame as Plan, ROWS_MIN};
use super::reviewing::Reviewing;
use crate::command::{Keymap, Target, View};
use crate::lang::{Lang, tr};
use crate::overlays::Overlay;
use crate::panes::preview::{Preview, PreviewCx};
use crate::panes::reading::Reading;
use crate::panes::{Cx, Open, Tally};
use crate::review::Stage;
use crate::text::cols;
use crate::ui::{Canvas, Frame, Look, Role, Sheet};
use items::item_areas;

/// How the program speaks and looks just now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speech<'a> {
    pub lang: Lang,
    pub look: Look,
    pub stage: Stage,
    pub keymap: &'a Keymap,
}

impl<'a> Speech<'a> {
    /// What a pane needs to draw an open file.
    pub fn cx(&self, open: &'a Open, tally: &'a Tally) -> Cx<'a> {
        Cx { open, lang: self.lang, look: self.look, stage: self.stage, keymap: self.keymap, tally, hits: None, filter: None }
    }
}

/// The largest window drawn: a larger one is drawn to here.
const COLS_MAX: u16 = 1_000;
/// The largest window drawn: a larger one is drawn to here.
const ROWS_MAX: u16 = 400;

impl App {
    pub(super) fn speech(&self) -> Speech<'_> {
        Speech { lang: self.lang, look: self.look, stage: self.stage(), keymap: self.config.keymap() }
    }

    fn preview_cx(&self) -> PreviewCx {
        PreviewCx { lang: self.lang, look: self.look }
    }

    fn screen(&self) -> (u16, u16) {
        (self.size.0.clamp(1, COLS_MAX), self.size.1.clamp(1, ROWS_MAX))
    }

    /// Where views are drawn.
    pub(super) fn body(&self) -> Rect {
        Plan::of(self.screen()).body
    }

    /// Rows a page key walks over.
    pub(super) fn page_rows(&self) -> u16 {
        Plan::of(self.screen()).body.height.saturating_sub(3).max(2)
    }

    /// Brings every cursor into view for the window as it is.
    pub(super) fn settle(&mut self) {
        let screen = self.screen();
        let plan = Plan::of(screen);
        if let Some(mut reviewing) = self.reviewing.take() {
            settle_reviewing(&mut reviewing, &self.speech(), &plan);
            self.reviewing = Some(reviewing);
        }
        if let Some(batch) = self.batch_mut() {
            batch.settle(plan.body);
        }
        let cx = self.preview_cx();
        if let Some(preview) = &mut self.import.preview {
            preview.settle(cx, plan.body);
        }
        if let Some(mut overlay) = self.overlays.pop() {
            if let (crate::overlays::Overlay::Linker(linker), Some(reviewing)) = (&mut overlay, &self.reviewing) {
                let linked = super::acts::linked_with_all(&reviewing.open, linker.items());
                linker.refresh(&linked);
            }
            let facts = self.facts();
            overlay.settle(&self.over_cx(&facts), Rect { x: 0, y: 0, width: screen.0, height: screen.1 });
            self.overlays.push(overlay);
        }
    }
}

fn settle_reviewing(reviewing: &mut Reviewing, speech: &Speech<'_>, plan: &Plan) {
    reviewing.open.refresh();
    // Findings name the rows of the standard by their titles.
    if matches!(reviewing.view, View::Scores | View::Council | View::Findings) {
        reviewing.open.refresh_sheet(speech.stage);
        reviewing.open.refresh_face(reviewing.scores.face());
    }
    let of = (reviewing.open.review.revision(), speech.stage);
    if reviewing.tally_of != Some(of) {
        reviewing.tally = reviewing.open.tally(speech.stage);
        reviewing.tally_of = Some(of);
    }
    reviewing.follow_text();
    let (areas, card) = item_areas(reviewing, speech, plan);
    reviewing.lists.settle(areas.list_rows);
    let card_rows = plan.inside(areas.card).height;
    let card_rows_all = card.as_ref().map_or(0, Sheet::height);
    (reviewing.areas, reviewing.card) = (areas, card);
    reviewing.card_top = reviewing.card_top.min(card_rows_all.saturating_sub(card_rows));
    let text = match reviewing.view {
        View::Text => Reading::below_rule(plan.body),
        _ => Reading::below_rule(areas.text),
    };
    let mut reading = std::mem::take(&mut reviewing.reading);
    if !text.is_empty() {
        reading.settle(&reviewing.cx(speech), text);
    }
    reviewing.reading = reading;
    if let Some((pane, open, tally)) = reviewing.pane_mut() {
        pane.settle(&speech.cx(open, tally), plan.body);
    }
}

/// Draws the program.
pub(super) fn view(app: &App, frame: Frame<Target>) -> Frame<Target> {
    let (width, height) = app.screen();
    let area = Rect { x: 0, y: 0, width, height };
    let mut frame = frame.emptied(area);
    let mut canvas = Canvas::new(&mut frame, app.look);
    if width < COLS_MIN || height < ROWS_MIN {
        too_small(app, &mut canvas);
        return frame;
    }
    let plan = Plan::of((width, height));
    let facts = app.facts();
    match &app.reviewing {
        None if app.import.preview.is_some() => {
            if let Some(preview) = &app.import.preview {
                top::preview_top(app, preview, &mut canvas, plan.top);
                preview.draw(app.preview_cx(), &mut canvas, plan.body);
            }
        }
        None if app.batch().is_some() => {
            if let Some(batch) = app.batch() {
                top::batch_top(app, batch, &mut canvas, plan.top);
                batch.draw(app.batch_cx(), &mut canvas, plan.body);
            }
        }
        None => {
            top::start_top(app, &mut canvas, plan.top);
            app.start.draw(
                app.lang,
                app.config.keymap(),
                &mut canvas,
                Rect { y: plan.top.y + 1, height: plan.body.bottom() - 1, ..plan.body },
            );
        }
        Some(reviewing) => {
            let speech = app.speech();
            let cx = reviewing.cx(&speech);
            top::top(app, reviewing, &cx, &mut canvas, &plan);
            match reviewing.pane_of(reviewing.view) {
                Some(pane) => pane.draw(&cx, &mut canvas, plan.body),
                None if reviewing.view == View::Text => items::text(reviewing, &cx, &mut canvas, &plan),
                None => items::items(reviewing, &cx, &mut canvas, &plan),
            }
        }
    }
    canvas.hline(0, plan.legend.y, width, false, Role::Line);
    if app.import.preview.is_some() {
        Preview::close(&mut canvas, plan.body);
    }
    if let Some(reviewing) = &app.reviewing {
        if !app.overlays.last().is_some_and(Overlay::is_view) {
            items::close(&mut canvas, reviewing, &plan);
        }
        if app.config.legend() && app.overlays.is_empty() && matches!(reviewing.view, View::Items | View::Text | View::Coverage) {
            bottom::legend(app, &mut canvas, plan.legend, reviewing);
        }
    }
    let over = app.over_cx(&facts);
    match app.overlays.last() {
        Some(overlay) => {
            let here = app.reviewing.as_ref().and_then(|reviewing| row_of_item(reviewing, &canvas));
            if !overlay.is_view() {
                canvas.shade();
                // The row that is spoken of stays lit, and the passage.
                for lit in here.into_iter().chain(over.passage) {
                    canvas.tint(lit, Role::Here);
                }
            }
            overlay.draw(&over, &mut canvas);
        }
        None => {
            if let Some(tour) = &app.tour {
                tour.draw(app.lang, app.config.keymap(), &mut canvas);
            }
        }
    }
    bottom::hints(app, &facts, &mut canvas, plan.hints);
    frame
}

/// Where the list row of the current item was drawn.
fn row_of_item(reviewing: &Reviewing, canvas: &Canvas<'_, Target>) -> Option<Rect> {
    let (list, row) = reviewing.lists.here();
    let area = canvas.area_of(|target| *target == Target::ListRow(list, row))?;
    Some(Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area })
}

/// The one centred screen: now, needed, nothing is lost, how to leave.
fn too_small(app: &App, canvas: &mut Canvas<'_, Target>) {
    let area = canvas.area();
    let marking = app.reviewing.as_ref().and_then(|reviewing| reviewing.open.report.meta().marking.clone());
    let (width, height) = (area.width, area.height);
    let lines = [
        (tr("The window is small", "窗口小了").say(app.lang).to_owned(), Role::Strong),
        (format!("{}  {width} x {height}", tr("now", "现在").say(app.lang)), Role::Text),
        (format!("{}  {COLS_MIN} x {ROWS_MIN}", tr("needed", "需要").say(app.lang)), Role::Text),
        (tr("Enlarge it: nothing is lost", "放大窗口即可，什么都没有丢").say(app.lang).to_owned(), Role::Text),
        (format!("q {}  {}", tr("leave", "退出").say(app.lang), marking.unwrap_or_default()), Role::Text),
    ];
    let y = area.y + (height / 2).saturating_sub(3);
    for (at, (text, role)) in lines.iter().enumerate() {
        let used = u16::try_from(cols(text.trim_end(), app.look.width)).unwrap_or(width).min(width);
        let gap = u16::from(at > 0) + u16::from(at > 2);
        let y = y + u16::try_from(at).expect("five lines") + if height >= 9 { gap } else { 0 };
        canvas.put((width - used) / 2, y, width, text.trim_end(), *role);
    }
}
