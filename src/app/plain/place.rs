//! Where one is, in lines: which list, which of how many, the item with all that is said of it.

use super::super::App;
use super::super::layout::Pane;
use super::super::reviewing::Reviewing;
use crate::command::View;
use crate::panes::card::card;
use crate::panes::lists::NAMES;
use crate::panes::{Cx, latest};
use crate::ui::UNBOUND_COLS;
use crate::words;

/// A list names at most so many rows, those round the cursor.
const LIST_ROWS_MAX: u32 = 200;

impl App {
    /// What changes when one goes elsewhere, and the lines that say where one is.
    pub(super) fn place_words(&self) -> (String, Vec<String>) {
        let Some(reviewing) = &self.reviewing else { return (String::new(), Vec::new()) };
        let speech = self.speech();
        let cx = reviewing.cx(&speech);
        let (head, lines) = if reviewing.in_text() {
            paragraph(&cx, reviewing)
        } else if let Some(pane) = reviewing.pane_of(reviewing.view) {
            let name = pane.tab_name(cx.open, cx.lang);
            let lines = pane.words(&cx);
            let head = joined(&[&name, &pane.position(cx.open, cx.lang).unwrap_or_default()]);
            // A row is told from the next by what it says.
            return (joined(&[&head, lines.first().map_or("", String::as_str)]), [vec![head], lines].concat());
        } else {
            item(&cx, reviewing)
        };
        let selected = reviewing.selected().len();
        let head = if selected > 0 {
            joined(&[&head, &self.lang.pick(format!("{selected} selected"), format!("已选 {selected} 项"))])
        } else {
            head
        };
        (head.clone(), [vec![head], lines].concat())
    }

    /// The rows of the list one is in, numbered as a number goes to them.
    pub(super) fn list_words(&self) -> Vec<String> {
        let Some(reviewing) = &self.reviewing else { return Vec::new() };
        if reviewing.view != View::Items || reviewing.pane == Pane::Text {
            return vec![self.lang.pick("Lists are in the items: view-items", "清单在审核内容里：审核内容").to_owned()];
        }
        let speech = self.speech();
        let cx = reviewing.cx(&speech);
        let (list, at) = reviewing.lists.here();
        let count = reviewing.lists.count(list);
        let from = at.saturating_sub(LIST_ROWS_MAX / 2).min(count.saturating_sub(LIST_ROWS_MAX));
        let rows = (from..count.min(from + LIST_ROWS_MAX)).filter_map(|row| {
            let item = reviewing.lists.item_at(list, row)?;
            let label = cx.open.report.label(item);
            let state = cx.open.state(item, cx.stage);
            let mark = if !cx.open.reviewable(item) {
                ""
            } else if state.conflict {
                cx.say(words::CONFLICT)
            } else {
                cx.say(state.mark.map_or(words::OPEN, |to| words::mark(to, item.kind())))
            };
            let changed = if state.stale { cx.say(words::STALE) } else { "" };
            let here = if row == at { cx.lang.pick("(here)", "（当前）") } else { "" };
            // Its number in the list, and its own where that is another.
            let no = if label.no == (row + 1).to_string() { "" } else { &*label.no };
            Some(joined(&[&format!("{}", row + 1), no, &label.name, mark, changed, here]))
        });
        let head = joined(&[cx.say(NAMES[list]), &cx.lang.pick(format!("{count} rows"), format!("共 {count} 行"))]);
        std::iter::once(head).chain(rows).collect()
    }

    /// How much is reviewed, list by list, and what is not in the file yet.
    pub(super) fn progress_words(&self) -> Vec<String> {
        let Some(reviewing) = &self.reviewing else { return Vec::new() };
        let speech = self.speech();
        let cx = reviewing.cx(&speech);
        let (done, all) = (cx.tally.done.iter().sum::<u32>(), cx.open.report.counts().reviewable());
        let mut lines = vec![cx.lang.pick(format!("reviewed {done}/{all}"), format!("已审 {done}/{all}"))];
        let all_of = |list| reviewing.lists.all(list);
        lines.extend(
            (0..).zip(NAMES.iter().zip(cx.tally.done)).map(|(list, (name, done))| format!("{} {done}/{}", cx.say(*name), all_of(list))),
        );
        let (comments, findings, open) = (cx.open.review.comments().len(), cx.open.review.findings().len(), cx.open.suspicions.counts().0);
        lines.push(cx.lang.pick(
            format!("comments {comments}, findings {findings}, open suspicions {open}"),
            format!("批注 {comments}，问题 {findings}，待处理的疑点 {open}"),
        ));
        let unwritten = reviewing.unwritten_acts();
        if unwritten > 0 {
            lines.push(
                cx.lang.pick(
                    format!("{unwritten} acts are recorded and not yet in the file"),
                    format!("{unwritten} 处操作已记下，尚未写入文件"),
                ),
            );
        }
        lines
    }
}

fn item(cx: &Cx<'_>, reviewing: &Reviewing) -> (String, Vec<String>) {
    let list = cx.say(NAMES[reviewing.lists.here().0]);
    let Some(item) = reviewing.item() else {
        return (joined(&[list, cx.lang.pick("empty", "没有内容")]), Vec::new());
    };
    let (at, all) = reviewing.lists.position(item, &cx.open.report);
    let label = cx.open.report.label(item);
    let no = if label.no == at.to_string() { "" } else { &*label.no };
    let head = joined(&[list, &words::nth(cx.lang, at, all), no]);
    (head, card(cx, item, UNBOUND_COLS).words())
}

fn paragraph(cx: &Cx<'_>, reviewing: &Reviewing) -> (String, Vec<String>) {
    let n = reviewing.reading.paragraph();
    let (count, (no, heading)) = (cx.open.report.counts().paragraphs, cx.open.heading(n));
    let nth = cx.lang.pick(format!("paragraph {} of {count}", n + 1), format!("第 {} 段，共 {count} 段", n + 1));
    let head = joined(&[cx.lang.pick("Report", "报告原文"), &nth, &no, &heading]);
    let said = cx.open.report.paragraph(n);
    let mut lines = vec![format!("{}{}", said.no, said.text)];
    let here = |places: Vec<(crate::report::Place, bool)>| places.iter().any(|(place, _)| place.paragraph == n);
    for named in cx.open.review.comments() {
        let Some(comment) = latest(&named.standing).filter(|one| here(cx.open.places_of(&one.on, one.quote.as_slice()))) else { continue };
        lines.push(format!("{} {}  {}", cx.comment_name(named.number), cx.say(words::comment_kind(comment.kind)), comment.text));
    }
    for named in cx.open.review.findings() {
        let Some(finding) = latest(&named.standing).filter(|one| here(cx.open.places_of(&one.on, &one.quotes))) else { continue };
        lines.push(format!("{} {}", cx.finding_name(named.number), finding.title));
    }
    (head, lines)
}

/// What there is of some pieces, on one line.
fn joined(pieces: &[&str]) -> String {
    pieces.iter().filter(|piece| !piece.is_empty()).copied().collect::<Vec<_>>().join("  ")
}
