//! The bottom: the legend of signs, the keys that are most useful here, the last answer.

use ratatui::layout::Rect;

use crate::app::layout::Pane;
use crate::app::reviewing::Reviewing;
use crate::app::{App, Said, describe};
use crate::command::{Command, Facts, Found, Target, View};
use crate::lang::{Lang, Words, tr};
use crate::overlays::Overlay;
use crate::panes::HintRow;
use crate::report::ItemKind;
use crate::review::MarkTo;
use crate::text::{cols, fit};
use crate::ui::{Canvas, Role};
use crate::words;

pub(super) fn legend(app: &App, canvas: &mut Canvas<'_, Target>, area: Rect, reviewing: &Reviewing) {
    let say = |words: Words| words.say(app.lang);
    let kind = match reviewing.item() {
        Some(item) if app.lang == Lang::Zh && reviewing.view == View::Items => item.kind(),
        _ => ItemKind::Duty,
    };
    let several = words::several(app.lang, 2);
    let of_coverage = [
        ("#", Role::You, say(tr("linked", "已关联"))),
        ("o", Role::Warn, say(tr("to confirm", "待确认"))),
        (".", Role::Quiet, say(tr("none", "无"))),
        ("!", Role::Warn, say(tr("to explain", "待说明"))),
        ("*", Role::You, say(tr("selected", "已选"))),
    ];
    let of_items = [
        ("✓", Role::Ok, say(words::mark(MarkTo::Accepted, kind))),
        ("✗", Role::Bad, say(words::mark(MarkTo::Problem, kind))),
        ("?", Role::Warn, say(words::mark(MarkTo::NeedsEvidence, kind))),
        ("-", Role::Text, say(words::mark(MarkTo::NotApplicable, kind))),
        ("!1", Role::Warn, say(tr("suspicion", "疑点"))),
        ("~", Role::Warn, say(tr("changed since", "报告有修改"))),
        ("&", Role::Warn, say(tr("conflict", "意见不一致"))),
        (app.lang.pick("#1", "问1"), Role::You, say(tr("finding", "问题"))),
        (app.lang.pick("c1", "注1"), Role::You, say(tr("comment", "批注"))),
        (several.as_str(), Role::You, say(tr("several in one row", "同一行多处"))),
    ];
    let cost = |(sign, _, says): &(&str, Role, &str)| cols(sign, app.look.width) + cols(says, app.look.width) + 3;
    // What does not fit is left out whole, the rarest signs first.
    let room = usize::from(area.width) - 6;
    // Several share a row only where the text is shown.
    let items = if reviewing.view == View::Text { of_items.len() } else { of_items.len() - 1 };
    let entries = if reviewing.view == View::Coverage { &of_coverage[..] } else { &of_items[..items] };
    let mut shown = entries.to_vec();
    for rare in ["~", "&", several.as_str(), "-"] {
        if shown.iter().map(cost).sum::<usize>() > room {
            shown.retain(|(sign, ..)| *sign != rare);
        }
    }
    let used = u16::try_from(shown.iter().map(cost).sum::<usize>()).unwrap_or(0);
    let mut x = area.right().saturating_sub(used + 3);
    canvas.put(x, area.y, 1, " ", Role::Text);
    x += 1;
    for (sign, role, says) in shown {
        x += canvas.put(x, area.y, area.right().saturating_sub(x + 2), sign, role);
        x += canvas.put(x, area.y, area.right().saturating_sub(x + 2), &format!(" {says}  "), Role::Text);
    }
}

const ITEM_HINTS: &[HintRow] = &[
    (Command::Menu, None),
    (Command::Accept, None),
    (Command::Problem, None),
    (Command::NeedsEvidence, None),
    (Command::Comment, None),
    (Command::Finding, None),
    (Command::Link, None),
    (Command::Passage, None),
    (Command::NextOpen, None),
];
const TEXT_HINTS: &[HintRow] = &[
    (Command::Menu, None),
    (Command::NextItem, None),
    (Command::CommentPassage, None),
    (Command::Select, None),
    (Command::Passage, None),
    (Command::Accept, None),
    (Command::Finding, None),
];

const PREVIEW_HINTS: &[Command] = &[
    Command::Menu,
    Command::AcceptImport,
    Command::Resection,
    Command::Split,
    Command::Merge,
    Command::Remove,
    Command::NextSuspicion,
    Command::Undo,
];

const BATCH_HINTS: &[Command] =
    &[Command::Menu, Command::NextOpen, Command::Search, Command::Filter, Command::Order, Command::Refilter, Command::Cancel];

/// Mode, keys most useful first, then always saving, leaving, help; the last answer at the right.
pub(super) fn hints(app: &App, facts: &Facts, canvas: &mut Canvas<'_, Target>, area: Rect) {
    let y = area.y;
    canvas.clear(area);
    let (mode, mode_role, pairs, tail) = bottom(app, facts);
    let mut x = 1 + canvas.put(1, y, 20, &mode, mode_role) + 2;
    if let Some(prompt) = app.overlays.last().and_then(Overlay::prompt) {
        x += prompt.draw(canvas, x, y, area.width) + 2;
    }
    // What may follow a chord's first key needs the room.
    let said = app.said.clone().or_else(|| standing_answer(app).filter(|_| app.chord.is_empty()));
    if let Some(Said { text, warns: true }) = &said {
        x += canvas.put(x, y, 2, "! ", Role::Warn);
        canvas.put_fit(x, y, area.right().saturating_sub(x + 1), text, Role::Strong);
        return;
    }
    let cost = |(key, does, _): &Pair| u16::try_from(cols(key, app.look.width) + cols(does, app.look.width) + 3).unwrap_or(u16::MAX);
    let tail_cols: u16 = tail.iter().map(cost).sum();
    let mut end = area.right() - 1;
    if let Some(said @ Said { text, .. }) = &said {
        // What always stands there comes first, and one pair beside an answer, three beside a place; of the
        // rest it takes what it needs, cut if it must be.
        let least: u16 = pairs.iter().take(if app.said.is_some() { 1 } else { 3 }).map(cost).sum();
        let room = area.right().saturating_sub(x + least + tail_cols + 3);
        let text = fit(text, room.into(), app.look.width);
        if room >= ANSWER_COLS_MIN || cols(&text, app.look.width) == cols(&said.text, app.look.width) {
            end = canvas.put_right(end, y, room, &text, Role::Text) - 2;
        }
    }
    for pair in pairs {
        if x + cost(&pair) + tail_cols <= end + 2 {
            x += draw_pair(canvas, x, y, &pair);
        }
    }
    for pair in tail {
        if x + cost(&pair) <= end + 3 {
            x += draw_pair(canvas, x, y, &pair);
        }
    }
}

/// A cut answer shorter than this says nothing.
const ANSWER_COLS_MIN: u16 = 16;

/// A key, what it does, and the command a click runs.
type Pair = (String, String, Option<Command>);

fn draw_pair(canvas: &mut Canvas<'_, Target>, x: u16, y: u16, (key, does, command): &Pair) -> u16 {
    let room = canvas.area().right().saturating_sub(x);
    let mut used = canvas.put(x, y, room, key, Role::YouStrong) + 1;
    used += canvas.put(x + used, y, room.saturating_sub(used), does, Role::Text);
    if let Some(command) = command {
        canvas.hit(Rect { x, y, width: used, height: 1 }, Target::Command(*command));
    }
    used + 2
}

fn bottom(app: &App, facts: &Facts) -> (String, Role, Vec<Pair>, Vec<Pair>) {
    let lang = app.lang;
    let called = |command| describe::called(command, facts).say(lang).to_owned();
    let pair = |command: Command| (app.config.keymap().key_of(command, lang), called(command), Some(command));
    let keep = [Command::Save, Command::Quit, Command::Help];
    if let Some(overlay) = app.overlays.last() {
        let (mode, pairs) = overlay.hints(&app.over_cx(facts));
        let pairs = pairs.into_iter().map(|(key, does)| (key, does, None)).collect();
        let tail = if overlay.takes_text() {
            vec![]
        } else if app.reviewing.is_some() {
            keep.iter().map(|command| pair(*command)).collect()
        } else {
            vec![pair(Command::Quit), pair(Command::Help)]
        };
        return (format!(" {mode} "), Role::Chip, pairs, tail);
    }
    if app.import.preview.is_some() && app.chord.is_empty() {
        let may = |command: &&Command| (command.row().when)(facts).is_ok();
        let pairs = PREVIEW_HINTS.iter().filter(may).map(|command| pair(*command)).collect();
        let tail = [Command::Cancel, Command::Quit, Command::Help].map(pair).to_vec();
        return (format!(" {} ", tr("Import", "导入").say(lang)), Role::Chip, pairs, tail);
    }
    if app.batch().is_some() && app.chord.is_empty() {
        let may = |command: &&Command| (command.row().when)(facts).is_ok();
        let pairs = BATCH_HINTS.iter().filter(may).map(|command| pair(*command)).collect();
        return (tr("Folder", "文件夹").say(lang).to_owned(), Role::Quiet, pairs, [Command::Quit, Command::Help].map(pair).to_vec());
    }
    let Some(reviewing) = &app.reviewing else {
        if !app.chord.is_empty() {
            return chord(app);
        }
        let pairs = [
            (tr("digit", "数字"), tr("choose", "选")),
            (tr("Up Down", "上下键"), tr("move", "移动")),
            (tr("Enter", "回车"), tr("go", "确定")),
        ];
        let pairs = pairs.iter().map(|(key, does)| (key.say(lang).to_owned(), does.say(lang).to_owned(), None)).collect();
        return (tr("Start", "起始页").say(lang).to_owned(), Role::Quiet, pairs, vec![pair(Command::Quit), pair(Command::Help)]);
    };
    if !app.chord.is_empty() {
        return chord(app);
    }
    if reviewing.reading.is_selecting() && reviewing.in_text() {
        let arrows = (tr("arrows", "方向键").say(lang).to_owned(), tr("stretch", "伸缩").say(lang).to_owned(), None);
        let other_end = ("Tab".to_owned(), tr("other end", "换一端").say(lang).to_owned(), None);
        let pairs = vec![
            arrows,
            other_end,
            pair(Command::Menu),
            pair(Command::CommentPassage),
            pair(Command::Finding),
            pair(Command::Copy),
            pair(Command::Cancel),
        ];
        return (format!(" {} ", tr("Select", "选段").say(lang)), Role::Chip, pairs, keep.iter().map(|command| pair(*command)).collect());
    }
    let rows: &[HintRow] = match reviewing.pane_of(reviewing.view) {
        Some(pane) => pane.hints(),
        None if reviewing.view == View::Items && reviewing.pane != Pane::Text => ITEM_HINTS,
        None => TEXT_HINTS,
    };
    let shown = rows.iter().filter(|(command, _)| (command.row().when)(facts).is_ok()).map(|(command, named)| {
        let (key, does, command) = pair(*command);
        (key, named.map_or(does, |words| words.say(lang).to_owned()), command)
    });
    let mut pairs: Vec<Pair> = shown.collect();
    if facts.conflict {
        pairs.insert(1.min(pairs.len()), pair(Command::Rule));
    }
    pairs.push(("v".to_owned(), tr("views", "换视图").say(lang).to_owned(), None));
    let selected = facts.selected;
    if selected > 0 || reviewing.lists.is_stretching() || app.keys_kept.is_recording() || facts.filtered {
        let mode = match (app.keys_kept.is_recording(), selected) {
            (true, _) => tr("Recording", "录制").say(lang).to_owned(),
            (false, 0) => tr("Filter", "筛选").say(lang).to_owned(),
            (false, n) => lang.pick(format!("{n} selected"), format!("已选 {n}")),
        };
        return (format!(" {mode} "), Role::Chip, pairs, keep.iter().map(|command| pair(*command)).collect());
    }
    let mode = if app.tour.is_some() { tr("Tour", "引导") } else { tr("Browse", "浏览") };
    let role = if app.tour.is_some() { Role::Chip } else { Role::Quiet };
    (
        if app.tour.is_some() { format!(" {} ", mode.say(lang)) } else { mode.say(lang).to_owned() },
        role,
        pairs,
        keep.iter().map(|command| pair(*command)).collect(),
    )
}

/// After a chord's first key: what may follow.
fn chord(app: &App) -> (String, Role, Vec<Pair>, Vec<Pair>) {
    let lang = app.lang;
    let pressed: String = app.chord.iter().filter_map(|key| key.typed()).collect();
    let (before, last) = app.chord.split_at(app.chord.len() - 1);
    let follow = match last.first().map(|key| app.config.keymap().find(before, *key)) {
        Some(Found::Prefix(follow)) => follow,
        _ => Vec::new(),
    };
    let pairs = follow.into_iter().map(|(key, command)| (key, command.row().short.say(lang).to_owned(), Some(command))).collect();
    (format!(" {pressed} "), Role::Chip, pairs, vec![("Esc".to_owned(), tr("never mind", "取消").say(lang).to_owned(), None)])
}

/// What stands at the right when nothing was answered: where one is.
fn standing_answer(app: &App) -> Option<Said> {
    if let Some(overlay) = app.overlays.last() {
        let text = overlay.position(&app.over_cx(&app.facts()))?;
        return Some(Said { text, warns: false });
    }
    if let Some(batch) = app.batch() {
        return batch.position(app.lang).map(|text| Said { text, warns: false });
    }
    let reviewing = app.reviewing.as_ref()?;
    let text = match reviewing.pane_of(reviewing.view) {
        Some(pane) => pane.position(&reviewing.open, app.lang)?,
        None if reviewing.view == View::Text => {
            let speech = app.speech();
            let n = reviewing.reading.marks_count(&reviewing.cx(&speech));
            (n > 0).then(|| app.lang.pick(format!("{n} marks here"), format!("{n} 处标记")))?
        }
        None => {
            let (at, all) = reviewing.lists.position(reviewing.lists.item()?, &reviewing.open.report);
            words::nth(app.lang, at, all)
        }
    };
    Some(Said { text, warns: false })
}
