//! The card of the coverage view: what an item is linked with, kind by kind, what may be and why; or the
//! two ends of one link that may be, side by side with what they have in common.

use super::rows::{Hole, HoleCount, Rows, Section};
use crate::command::{Command, Target};
use crate::lang::{Words, tr};
use crate::panes::{Cx, LinkStands};
use crate::report::{ItemKind, ItemRef, Proposal};
use crate::ui::{Role, Sheet};
use crate::words;

/// Of one kind a card names at most so many.
const SHOWN_MAX: usize = 8;

/// What an item answers to, in the order of the report.
const KINDS: [&[ItemKind]; 5] =
    [&[ItemKind::Duty], &[ItemKind::Work, ItemKind::Part], &[ItemKind::Indicator], &[ItemKind::Issue], &[ItemKind::Measure]];

/// The sign of a link that may be, or was.
pub(super) fn sign(stands: LinkStands) -> (&'static str, Role) {
    match stands {
        LinkStands::Open => ("o", Role::Warn),
        LinkStands::Linked => ("#", Role::You),
        LinkStands::Denied => ("-", Role::Quiet),
    }
}

/// What is said of a link that may be, in a word.
pub(in crate::panes) const fn stands_words(stands: LinkStands) -> Words {
    match stands {
        LinkStands::Open => tr("to confirm", "待确认"),
        LinkStands::Linked => tr("linked", "已关联"),
        LinkStands::Denied => tr("not linked", "不关联"),
    }
}

/// Why a link may be: words both ends have, the same place in both lists.
pub(super) fn reason(cx: &Cx<'_>, proposal: &Proposal) -> String {
    let mut why = Vec::new();
    if !proposal.words.is_empty() {
        let quoted: Vec<String> = proposal.words.iter().map(|word| format!("“{word}”")).collect();
        why.push(cx.lang.pick(format!("both say {}", quoted.join(", ")), format!("都写到{}", quoted.join(""))));
    }
    if proposal.same_order {
        why.push(cx.say(tr("same place in both lists (evidence, no proof)", "两处排在同一位（顺序只是线索）")).to_owned());
    }
    why.join(cx.lang.pick("; ", "；"))
}

/// The card of an item.
pub(super) fn of_item(cx: &Cx<'_>, item: ItemRef, hole: Option<Hole>, cols: u16) -> Sheet<Target> {
    let mut sheet = Sheet::new(cols, cx.gutter() + 4, cx.look.width);
    let open = cx.open;
    sheet.prose("", &open.report.item(item).name, 0, Role::Strong);
    if let Some(hole) = hole {
        sheet.line("", &[("! ", Role::Warn), (cx.say(hole.words()), Role::Text)]);
    }
    sheet.gap();
    let linked = open.linked(item);
    for kinds in KINDS {
        if kinds.contains(&item.kind()) || item.kind() == ItemKind::Part && kinds.contains(&ItemKind::Work) {
            continue;
        }
        let label = cx.say(words::item_kind(kinds[0]));
        let mut shown = 0;
        let mine = |other: &ItemRef| kinds.contains(&other.kind());
        let mut row = |sheet: &mut Sheet<Target>, (sign, role): (&str, Role), other: ItemRef, said: &str| {
            let sign = format!("{sign} ");
            let name = no_and_name(cx, other);
            sheet.line(if shown == 0 { label } else { "" }, &[(&sign, role), (&name, Role::Text), (said, Role::Quiet)]);
            shown += 1;
        };
        for (other, own) in linked.iter().filter(|(other, _)| mine(other)).take(SHOWN_MAX) {
            row(&mut sheet, sign(LinkStands::Linked), *other, if *own { cx.say(tr("  (reviewer)", "  审核人关联")) } else { "" });
        }
        let proposed: Vec<(&Proposal, ItemRef)> = open.proposed(item).filter(|(_, other)| mine(other)).take(SHOWN_MAX).collect();
        for (proposal, other) in proposed {
            row(
                &mut sheet,
                sign(LinkStands::Open),
                other,
                &format!("  {} {}%", cx.say(stands_words(LinkStands::Open)), proposal.confidence),
            );
            sheet.prose("", &reason(cx, proposal), 2, Role::Quiet);
        }
        let all = linked.iter().filter(|(other, _)| mine(other)).count();
        if let Some(more) = all.checked_sub(SHOWN_MAX).filter(|more| *more > 0) {
            sheet.line("", &[(&cx.lang.pick(format!("and {more} more"), format!("还有 {more} 项")), Role::Text)]);
        }
        if answers(item.kind(), kinds[0]) && shown_none(cx, item, kinds) {
            sheet.line(label, &[(cx.say(tr("none seen", "未见")), Role::Quiet)]);
        }
    }
    if let ItemRef::Measure(n) = item {
        let measure = open.report.measure(n);
        sheet.gap();
        for (label, said) in [(tr("Owner", "责任"), measure.owner), (tr("Deadline", "时限"), measure.deadline)] {
            let said = said.unwrap_or_else(|| cx.say(tr("not stated", "未写明")).to_owned());
            sheet.line(cx.say(label), &[(&said, Role::Text)]);
        }
    }
    if let ItemRef::Indicator(n) = item {
        let indicator = open.report.indicator(n);
        sheet.gap();
        let values = [
            (tr("Target", "指标值"), indicator.target),
            (tr("Actual", "完成值"), indicator.actual),
            (tr("Weight", "分值"), indicator.weight),
        ];
        for (label, said) in values {
            let said = said.map_or_else(|| cx.say(tr("not stated", "未列")).to_owned(), |quantity| quantity.raw);
            sheet.line(cx.say(label), &[(&said, Role::Text)]);
        }
    }
    sheet
}

/// Whether an item of one kind is expected to answer one of the other.
fn answers(one: ItemKind, other: ItemKind) -> bool {
    use ItemKind::{Duty, Indicator, Issue, Measure, Part, Work};
    match one {
        Duty => matches!(other, Work | Indicator),
        Work | Part => matches!(other, Duty | Indicator),
        Indicator => matches!(other, Duty | Work),
        Issue => other == Measure,
        Measure => other == Issue,
    }
}

fn shown_none(cx: &Cx<'_>, item: ItemRef, kinds: &[ItemKind]) -> bool {
    !cx.open.linked(item).iter().any(|(other, _)| kinds.contains(&other.kind()))
        && !cx.open.proposed(item).any(|(_, other)| kinds.contains(&other.kind()))
}

/// The card of a link that may be.
pub(super) fn of_proposal(cx: &Cx<'_>, proposal: &Proposal, cols: u16) -> Sheet<Target> {
    let mut sheet = Sheet::new(cols, cx.gutter() + 4, cx.look.width);
    let stands = cx.open.link_stands(proposal.from, proposal.to);
    let (sign, role) = sign(stands);
    let state = format!("{sign} {}  ", cx.say(stands_words(stands)));
    let sure = cx.lang.pick(format!("{}% sure by wording", proposal.confidence), format!("按用词推测，把握 {}%", proposal.confidence));
    sheet.line("", &[(&state, role), (&sure, Role::Text)]);
    sheet.prose(cx.say(tr("Why", "理由")), &reason(cx, proposal), 0, Role::Text);
    for item in [proposal.from, proposal.to] {
        sheet.gap();
        let label = cx.say(words::item_kind(item.kind()));
        sheet.prose(label, &no_and_name(cx, item), 0, Role::Strong);
        let shown = cx.open.report.item(item);
        if !shown.text.is_empty() && shown.text != shown.name {
            sheet.prose("", &shown.text, 0, Role::Quote);
        }
    }
    sheet.light(
        |text| {
            let mut found: Vec<_> =
                proposal.words.iter().filter_map(|word| text.find(word.as_str()).map(|at| at..at + word.len())).collect();
            found.sort_by_key(|range| range.start);
            let mut end = 0;
            found.retain(|range| {
                let apart = range.start >= end;
                end = if apart { range.end } else { end };
                apart
            });
            found
        },
        Role::Found,
    );
    sheet
}

/// The card of a heading: how many rows it has, what they weigh, what is still open of them.
pub(super) fn of_section(cx: &Cx<'_>, rows: &Rows, section: Section, cols: u16) -> Sheet<Target> {
    let mut sheet = Sheet::new(cols, cx.gutter() + 4, cx.look.width);
    let count = |n: usize| cx.lang.pick(n.to_string(), format!("{n} 项"));
    let mut put = |label: Words, said: &str| sheet.line(cx.say(label), &[(said, Role::Text)]);
    match section {
        Section::Hole(hole) => {
            let HoleCount { asked, asked_weight, open, weight, unknown, proposed } = rows.counts().of(hole);
            put(tr("Open", "待处理"), &format!("{open}/{}", count(asked)));
            if hole.weighs() {
                let mut said = format!("{}/{}", weight.normalize(), asked_weight.normalize());
                if unknown > 0 {
                    said.push_str(&cx.lang.pick(format!(", {unknown} not stated"), format!("，{unknown} 项未列")));
                }
                put(tr("Weight", "分值"), &said);
            }
            if proposed > 0 {
                let says = cx.lang.pick(format!("{proposed} have a proposed link"), format!("{proposed} 项有推测的关联，待确认"));
                put(tr("Proposed", "可关联"), &says);
            }
        }
        Section::Pair(from, to) => {
            let [open, linked, denied] = rows.pair_counts(cx.open, (from, to));
            let all = open + linked + denied;
            put(tr("To confirm", "待确认"), &cx.lang.pick(format!("{open}/{all}"), format!("{open}/{all} 处")));
            put(tr("Confirmed", "已确认"), &linked.to_string());
            put(tr("Rejected", "不关联"), &denied.to_string());
        }
        Section::Table(kind) => {
            let all = || cx.open.report.items().filter(|item| item.kind() == kind);
            let open = all().filter(|item| !super::rows::lacks(cx.open, *item).is_empty()).count();
            put(tr("Rows", "行"), &count(all().count()));
            put(tr("Columns", "列"), &count(rows.columns(kind).len()));
            put(tr("To explain", "待说明"), &count(open));
        }
    }
    let key = |command| cx.keymap.key_of(command, cx.lang);
    let (all, link, finding) = (key(Command::SelectAll), key(Command::Link), key(Command::Finding));
    let next = match section {
        Section::Hole(Hole::MeasureUnheld) => cx.lang.pick(
            format!("{all} selects all of them; {finding} then makes one finding on all"),
            format!("按 {all} 全选，再按 {finding} 一并记为一个问题"),
        ),
        Section::Hole(_) => cx.lang.pick(
            format!("{link} links one; {all} selects all of them, {finding} then makes one finding on all"),
            format!("逐项按 {link} 关联；或按 {all} 全选，再按 {finding} 一并记为一个问题"),
        ),
        Section::Pair(..) => {
            let dismiss = key(Command::Dismiss);
            cx.lang.pick(
                format!("{all} selects all of them; {link} confirms, {dismiss} rejects"),
                format!("按 {all} 全选，再按 {link} 一并确认，或按 {dismiss} 一并不关联"),
            )
        }
        Section::Table(_) => return sheet,
    };
    sheet.gap();
    sheet.prose(cx.say(tr("Next", "怎么办")), &next, 0, Role::Text);
    sheet
}

fn no_and_name(cx: &Cx<'_>, item: ItemRef) -> String {
    let shown = cx.open.report.item(item);
    format!("{} {}", shown.no, shown.name)
}
