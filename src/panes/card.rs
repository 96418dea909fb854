//! The item's card: its values, where it stands, what it is linked with, what was said about it.

use super::check_card::{short, sign as check_sign};
use super::coverage::stands_words;
use super::open::latest;
use super::{Cx, LinkStands, lists};
use crate::checks::{State, Weight, state_words};
use crate::command::{Command, Target};
use crate::lang::{Words, tr};
use crate::report::{ItemRef, Quantity};
use crate::text::wrap;
use crate::ui::{Role, Sheet, UNBOUND_COLS};
use crate::words;

/// Of one text a card shows at most so many characters: a file's longest must not hold up a frame.
const SHOWN_CHARS_MAX: usize = 4_000;
/// Of comments and findings a card shows at most so many each.
const SHOWN_ROWS_MAX: usize = 100;
/// Links that may be: the likeliest few, for the coverage view has all.
const PROPOSED_MAX: usize = 3;
/// Of links a card names at most so many: more would push what the checks and reviewers said out of sight.
const SHOWN_LINKS_MAX: usize = 8;

/// Builds the card of an item, `cols` wide. Its first line is the name.
pub fn card(cx: &Cx<'_>, item: ItemRef, cols: u16) -> Sheet<Target> {
    let mut sheet = Sheet::new(cols, cx.gutter(), cx.look.width);
    let report = &cx.open.report;
    let shown = report.item(item);
    let state = cx.open.state(item, cx.stage);
    name(cx, &mut sheet, &shown.name, cols);
    let (sign, role) = lists::sign(&state);
    let said = if state.conflict {
        cx.say(words::CONFLICT)
    } else if cx.open.reviewable(item) {
        state.mark.map_or(cx.say(words::OPEN), |to| cx.say(words::mark(to, item.kind())))
    } else {
        ""
    };
    sheet.right_of_first(sign, said, role);
    if state.stale {
        sheet.signed("", ("~", Role::Warn), &[(cx.say(words::STALE), Role::Text)]);
    }
    sheet.gap();
    values(cx, &mut sheet, item);
    if shown.place.is_none() && shown.text != shown.name && !shown.text.is_empty() {
        prose(cx, &mut sheet, cx.say(tr("Text", "内容")), &shown.text, 0, Role::Text);
        sheet.gap();
    }
    if let Some(place) = shown.place {
        let (heading, said, is_cut) = cx.open.cite(place);
        sheet.line(cx.say(tr("Place", "位置")), &[(&heading, Role::Text), ("  ", Role::Text), (&said, Role::Quote)]);
        if is_cut {
            sheet.cut();
        }
    } else {
        sheet.line(cx.say(tr("Place", "位置")), &[(cx.say(tr("not stated in the file", "文件中没有写明")), Role::Text)]);
    }
    links(cx, &mut sheet, item);
    suspicions(cx, &mut sheet, item);
    comments(cx, &mut sheet, &shown.id);
    findings(cx, &mut sheet, &shown.id);
    if let Some(query) = cx.hits {
        sheet.light(|text| query.spans(text), Role::Found);
    }
    sheet
}

/// The name may be long (a duty is its whole text): it wraps, leaving room for the mark.
fn name(cx: &Cx<'_>, sheet: &mut Sheet<Target>, name: &str, cols: u16) {
    let (name, cut) = shown_of(name);
    let most = if cols == UNBOUND_COLS { UNBOUND_COLS } else { 76 };
    let room = usize::from(cols.saturating_sub(cx.lang.pick(18, 14)).clamp(8, most));
    for row in wrap(name, room, cx.look.width) {
        sheet.flush(name.get(row.start..row.end).expect("rows end on boundaries"), Role::Strong);
    }
    if cut {
        the_rest(cx, sheet);
    }
}

/// As much of a text as is shown, and whether there is more.
fn shown_of(text: &str) -> (&str, bool) {
    let cut = text.char_indices().nth(SHOWN_CHARS_MAX).and_then(|(at, _)| text.get(..at));
    (cut.unwrap_or(text), cut.is_some())
}

fn the_rest(cx: &Cx<'_>, sheet: &mut Sheet<Target>) {
    let key = cx.keymap.key_of(Command::Copy, cx.lang);
    sheet.line("", &[(cx.say(tr("cut here; the whole text: ", "以下略，看全文按 ")), Role::Text), (&key, Role::YouStrong)]);
}

fn prose(cx: &Cx<'_>, sheet: &mut Sheet<Target>, label: &str, text: &str, indent: u16, role: Role) {
    let (text, cut) = shown_of(text);
    sheet.prose(label, text, indent, role);
    if cut {
        the_rest(cx, sheet);
    }
}

/// How many rows of `count` are not among the `shown`.
fn more_rows(cx: &Cx<'_>, sheet: &mut Sheet<Target>, count: usize, shown: usize) {
    if let Some(more) = count.checked_sub(shown).filter(|more| *more > 0) {
        sheet.line("", &[(&cx.lang.pick(format!("and {more} more"), format!("还有 {more} 项")), Role::Text)]);
    }
}

fn links(cx: &Cx<'_>, sheet: &mut Sheet<Target>, item: ItemRef) {
    let linked = cx.open.linked(item);
    let label = cx.say(tr("Links", "关联"));
    if linked.is_empty() {
        none(cx, sheet, label, Command::Link);
    }
    for (index, (other, own)) in linked.iter().take(SHOWN_LINKS_MAX).enumerate() {
        let own = if *own { cx.say(tr("  (reviewer)", "  审核人关联")) } else { "" };
        let name = cx.open.name(*other, cx.lang);
        sheet.line(if index == 0 { label } else { "" }, &[(&name, Role::Text), (own, Role::Quiet)]);
    }
    more_rows(cx, sheet, linked.len(), SHOWN_LINKS_MAX);
    // What may be is never shown as what is; why stands in the coverage view, for what reviewers said must fit here.
    let mut proposed: Vec<_> = cx.open.proposed(item).collect();
    proposed.sort_by_key(|(proposal, _)| std::cmp::Reverse(proposal.confidence));
    for (proposal, other) in proposed.into_iter().take(PROPOSED_MAX) {
        let (name, says) = (cx.open.name(other, cx.lang), format!("  {} {}%", cx.say(stands_words(LinkStands::Open)), proposal.confidence));
        sheet.signed("", ("o", Role::Warn), &[(&name, Role::Text), (&says, Role::Quiet)]);
    }
    sheet.gap();
}

/// What the checks found of it: first what is open, and what is said of it alone.
fn suspicions(cx: &Cx<'_>, sheet: &mut Sheet<Target>, item: ItemRef) {
    let found = &cx.open.suspicions;
    let of_all = found.of_all(item);
    let mut hits: Vec<_> = found.on(item).iter().chain(of_all).copied().collect();
    hits.sort_by_key(|at| (of_all.contains(at), !found.handled(*at).is_open()));
    for (index, at) in hits.iter().take(SHOWN_ROWS_MAX).enumerate() {
        let Some((verdict, one)) = found.hit(*at) else { continue };
        let heads_of_all = index == hits.len() - of_all.len();
        let label = cx.say(tr("Checks", "疑点"));
        if heads_of_all {
            let says = tr("of every one of its kind, not counted in the list:", "同类各项都有、清单中不计的：");
            sheet.line(if index == 0 { label } else { "" }, &[(cx.say(says), Role::Quiet)]);
        }
        let state = if one.hit.weight == Weight::Fail { State::Fail } else { State::Warn };
        let (open, word) = (found.handled(*at).is_open(), short(cx, found.handled(*at)));
        let (sign, role) = if open { check_sign(state) } else { ("-", Role::Quiet) };
        let label = if index == 0 && !heads_of_all { label } else { "" };
        let said = format!("  {word}{}", if open { cx.say(state_words(state, verdict.check.kind)) } else { "" });
        let title = cx.say(verdict.check.title);
        sheet.signed(label, (sign, role), &[(title, if open { Role::Strong } else { Role::Quiet }), (&said, Role::Text)]);
        if open && !of_all.contains(at) {
            prose(cx, sheet, "", one.hit.detail.say(cx.lang), 2, Role::Text);
        }
    }
    more_rows(cx, sheet, hits.len(), SHOWN_ROWS_MAX);
    sheet.gap();
}

fn comments(cx: &Cx<'_>, sheet: &mut Sheet<Target>, id: &str) {
    let label = cx.say(tr("Comments", "批注"));
    let on = cx.open.review.comments_on(id);
    if on.is_empty() {
        none(cx, sheet, label, Command::Comment);
    }
    for (index, named) in on.iter().take(SHOWN_ROWS_MAX).map(|index| &cx.open.review.comments()[*index]).enumerate() {
        let Some(comment) = latest(&named.standing) else { continue };
        let label = if index == 0 { label } else { "" };
        let name = cx.comment_name(named.number);
        let kind = cx.say(words::comment_kind(comment.kind));
        let by = format!("  {}  {}", cx.open.who(&named.by), words::when(&named.at));
        let conflict = if named.standing.is_conflict() { format!(" & {}", cx.say(words::CONFLICT)) } else { String::new() };
        sheet.line(label, &[(&name, Role::You), (" ", Role::Text), (kind, Role::Text), (&conflict, Role::Warn), (&by, Role::Quiet)]);
        if let Some(quote) = &comment.quote {
            prose(cx, sheet, "", &quote.exact, 4, Role::Quote);
        }
        prose(cx, sheet, "", &comment.text, 4, Role::Text);
    }
    more_rows(cx, sheet, on.len(), SHOWN_ROWS_MAX);
    sheet.gap();
}

fn findings(cx: &Cx<'_>, sheet: &mut Sheet<Target>, id: &str) {
    let label = cx.say(tr("Findings", "问题"));
    let on = cx.open.review.findings_on(id);
    if on.is_empty() {
        none(cx, sheet, label, Command::Finding);
    }
    for (index, &at) in on.iter().take(SHOWN_ROWS_MAX).enumerate() {
        let named = &cx.open.review.findings()[at];
        let Some(finding) = latest(&named.standing) else { continue };
        let name = cx.finding_name(named.number);
        let severity = format!(" {}  ", cx.say(words::severity(finding.severity)));
        sheet.target(Some(Target::FindingRow(at)));
        sheet.line(if index == 0 { label } else { "" }, &[(&name, Role::You), (&severity, Role::Text), (&finding.title, Role::Text)]);
        sheet.right(cx.say(words::finding_state(finding.state)), Role::Text);
        sheet.target(None);
    }
    more_rows(cx, sheet, on.len(), SHOWN_ROWS_MAX);
}

fn none(cx: &Cx<'_>, sheet: &mut Sheet<Target>, label: &str, command: Command) {
    let none = (cx.say(tr("none", "无")), Role::Text);
    if cx.keymap.is_by_word() {
        return sheet.line(label, &[none]);
    }
    let key = cx.keymap.key_of(command, cx.lang);
    let does = cx.say(command.row().short);
    sheet.line(label, &[none, ("    ", Role::Text), (&key, Role::YouStrong), (" ", Role::Text), (does, Role::Text)]);
}

/// The values a kind of item has. What the report does not give says so; nothing is made up.
fn values(cx: &Cx<'_>, sheet: &mut Sheet<Target>, item: ItemRef) {
    let report = &cx.open.report;
    match item {
        ItemRef::Indicator(n) => {
            let indicator = report.indicator(n);
            let label = cx.say(tr("Values", "数值"));
            let all = [&indicator.target, &indicator.actual, &indicator.weight, &indicator.self_score];
            if all.iter().all(|value| value.is_none()) {
                let said = cx.say(tr("not in the file: to be confirmed with the self-assessment table", "文件中没有，待收到自评表核实"));
                sheet.signed(label, ("!", Role::Warn), &[(said, Role::Text)]);
            } else {
                let comparator = indicator.comparator.as_deref().map_or("", in_signs);
                let unit = indicator.unit.as_deref();
                let target = format!("{comparator}{}", shown(cx, indicator.target.as_ref(), unit));
                pair(
                    cx,
                    sheet,
                    label,
                    (tr("Target", "指标值"), &target),
                    (tr("Actual", "完成值"), &shown(cx, indicator.actual.as_ref(), unit)),
                );
                pair(
                    cx,
                    sheet,
                    "",
                    (tr("Weight", "分值"), &shown(cx, indicator.weight.as_ref(), None)),
                    (tr("Self score", "自评分"), &shown(cx, indicator.self_score.as_ref(), None)),
                );
            }
            if !indicator.levels.is_empty() {
                sheet.line(cx.say(tr("Levels", "级次")), &[(&indicator.levels.join(" › "), Role::Text)]);
            }
            optional(cx, sheet, tr("Rule", "计分"), indicator.standard.as_deref());
            optional(cx, sheet, tr("Reason", "偏差"), indicator.deviation_reason.as_deref());
            for (index, evidence) in indicator.evidence.iter().enumerate() {
                let label = if index == 0 { cx.say(tr("Evidence", "佐证")) } else { "" };
                let said =
                    [Some(evidence.name.as_str()), evidence.status.as_deref(), evidence.page.as_deref(), evidence.provider.as_deref()];
                sheet.line(label, &[(&said.into_iter().flatten().collect::<Vec<_>>().join("  "), Role::Text)]);
            }
            sheet.gap();
        }
        ItemRef::Part(n, m) => {
            for (index, result) in report.part(n, m).results.iter().enumerate() {
                let label = if index == 0 { cx.say(tr("Results", "成果")) } else { "" };
                let value = shown(cx, result.value.as_ref(), result.unit.as_deref());
                sheet.line(label, &[(&result.label, Role::Text), ("  ", Role::Text), (&value, Role::Text)]);
            }
            sheet.gap();
        }
        ItemRef::Issue(n) => {
            let issue = report.issue(n);
            stated(cx, sheet, tr("Cause", "原因"), issue.cause.as_deref());
            stated(cx, sheet, tr("Amount", "金额"), issue.amount.as_ref().map(|amount| amount.raw.as_str()));
            sheet.gap();
        }
        ItemRef::Measure(n) => {
            let measure = report.measure(n);
            stated(cx, sheet, tr("Owner", "责任"), measure.owner.as_deref());
            stated(cx, sheet, tr("Deadline", "时限"), measure.deadline.as_deref());
            stated(cx, sheet, tr("Output", "产出"), measure.output.as_deref());
            sheet.gap();
        }
        ItemRef::Duty(_) | ItemRef::Work(_) => {}
    }
}

fn pair(cx: &Cx<'_>, sheet: &mut Sheet<Target>, label: &str, one: (Words, &str), other: (Words, &str)) {
    /// Columns one value and its name take.
    const CELL_COLS: usize = 24;
    let cell = |(name, value): (Words, &str)| {
        let name = cx.say(name);
        let used = crate::text::cols(name, cx.look.width) + 2 + crate::text::cols(value, cx.look.width);
        (format!("{name}  "), format!("{value}{}", " ".repeat(CELL_COLS.saturating_sub(used).max(2))))
    };
    let (one, other) = (cell(one), cell(other));
    sheet.line(label, &[(&one.0, Role::Quiet), (&one.1, Role::Text), (&other.0, Role::Quiet), (&other.1, Role::Text)]);
}

fn optional(cx: &Cx<'_>, sheet: &mut Sheet<Target>, label: Words, text: Option<&str>) {
    if let Some(text) = text {
        prose(cx, sheet, cx.say(label), text, 0, Role::Text);
    }
}

fn stated(cx: &Cx<'_>, sheet: &mut Sheet<Target>, label: Words, text: Option<&str>) {
    match text {
        Some(text) if !text.trim().is_empty() => prose(cx, sheet, cx.say(label), text, 0, Role::Text),
        _ => sheet.line(cx.say(label), &[(cx.say(tr("not stated", "未写明")), Role::Text)]),
    }
}

/// A quantity as printed, with its unit where it has none of its own.
fn shown(cx: &Cx<'_>, quantity: Option<&Quantity>, unit: Option<&str>) -> String {
    let Some(quantity) = quantity else { return cx.say(tr("not seen", "未见")).to_owned() };
    // 万 alone is a scale: `36.5万 人次`.
    let has_unit = quantity.unit.as_deref().is_some_and(|own| !matches!(own, "千" | "万" | "亿"));
    match unit {
        Some(unit) if !has_unit => format!("{} {unit}", quantity.raw),
        _ => quantity.raw.clone(),
    }
}

/// `≥` is wide on some terminals: on screen it is `>=`.
fn in_signs(comparator: &str) -> &str {
    match comparator {
        "≥" => ">=",
        "≤" => "<=",
        other => other,
    }
}
