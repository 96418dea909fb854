//! Acts, values and offers in the reader's words.

use serde_json::Value;

use crate::command::{Command, Facts, Signed, View};
use crate::lang::{Lang, Words, tr};
use crate::overlays::{Choice, Menu, MenuLine, MenuRow, Purpose};
use crate::panes::findings::{FORM, FieldRow};
use crate::panes::suspicions::HitRef;
use crate::panes::{Open, latest};
use crate::report::{ItemRef, Quantity};
use crate::review::{
    Call, Change, Comment, Event, Finding, Frame, Kind, LinkSays, Mark, MarkTo, Opinion, Receipt, Said, Score, ScoreFrom, Stage,
    Supplement, mark_item,
};
use crate::store::{Offer, OfferAnswer};
use crate::ui::Role;
use crate::words;

/// Whether an event only says which report is judged and who reviews: no act of the reader's.
pub(super) fn introduces(event: &Event) -> bool {
    event.is_introduction()
}

/// One act on one line: `任务 3.2 无疑问`; told `about` one item, what it did to that one comes first.
pub(super) fn event(event: &Event, open: &Open, about: Option<&str>, lang: Lang) -> String {
    let Some((steps, act)) = act_of(event, open) else {
        return tr("an act of a newer version", "新版程序的操作").say(lang).to_owned();
    };
    let does = match steps {
        0 => "",
        steps if steps % 2 == 1 && super::signing::is_sign_off(act) => tr("taken back: ", "撤回：").say(lang),
        steps if steps % 2 == 1 => tr("undo: ", "撤销：").say(lang),
        _ => tr("redo: ", "重做：").say(lang),
    };
    format!("{does}{}", changes(act, open, about, lang))
}

/// More withdrawals of withdrawals than this are nobody's work.
const WITHDRAWALS_MAX: usize = 100;

/// The act an event makes (0), undoes (1), redoes (2), and so on; `None` if it is not in the record.
pub(super) fn act_of<'a>(event: &'a Event, open: &'a Open) -> Option<(usize, &'a Event)> {
    let mut of = event;
    for steps in 0..WITHDRAWALS_MAX {
        if !of.changes.is_empty() {
            return Some((steps, of));
        }
        of = open.review.event(*of.withdraw.first()?)?;
    }
    None
}

fn changes(event: &Event, open: &Open, about: Option<&str>, lang: Lang) -> String {
    if introduces(event) {
        return introduction(event, lang);
    }
    if !event.changes.is_empty() && event.changes.iter().all(|change| is_numbering(change, open)) {
        let n = event.changes.len();
        return lang.pick(format!("papers went out: numbers of {n} findings fixed"), format!("导出文书，固定 {n} 个问题的编号"));
    }
    let is_about = |change: &&Change| about.is_some_and(|id| super::history::items_of_change(change).iter().any(|of| of == id));
    // A finding and the mark that came with it: the finding says it.
    let finding = || event.changes.iter().find(|change| Kind::named(&change.object.kind) == Some(Kind::Finding));
    let Some(first) =
        finding().filter(|_| is_marked_finding(event)).or_else(|| event.changes.iter().find(is_about)).or(event.changes.first())
    else {
        return String::new();
    };
    let said = change(first, open, lang);
    match event.changes.len() {
        1 => said,
        _ if is_marked_finding(event) || first.object.kind == Kind::Signoff.name() => said,
        all if about.is_some() => lang.pick(format!("{said} (with {} more)", all - 1), format!("{said}（连同另外 {} 项）", all - 1)),
        all => lang.pick(format!("{said} and {} more", all - 1), format!("{said} 等 {all} 项")),
    }
}

/// Whether an act is one new finding and the mark it put on its item.
fn is_marked_finding(event: &Event) -> bool {
    let kinds: Vec<Option<Kind>> = event.changes.iter().map(|change| Kind::named(&change.object.kind)).collect();
    kinds == [Some(Kind::Finding), Some(Kind::Mark)]
}

/// Who begins to review, and that the report's hash was noted with it.
fn introduction(event: &Event, lang: Lang) -> String {
    let of = |kind: Kind| event.changes.iter().find(|change| Kind::named(&change.object.kind) == Some(kind));
    let name = of(Kind::Reviewer).map(|change| value(Kind::Reviewer, change.value().as_ref(), None, lang));
    match (name, of(Kind::Report).is_some()) {
        (Some(name), true) => {
            lang.pick(format!("{name} begins; the report's hash is noted"), format!("{name} 开始审核，登记了所审报告的校验码"))
        }
        (Some(name), false) => lang.pick(format!("reviewer: {name}"), format!("审核人登记为 {name}")),
        (None, _) => tr("the report's hash is noted", "登记了所审报告的校验码").say(lang).to_owned(),
    }
}

/// Whether a change only gives a finding its number: a paper carried it out.
fn is_numbering(change: &Change, open: &Open) -> bool {
    let finding = |change: &Change| -> Option<Finding> { serde_json::from_value(change.value()?).ok() };
    let before = change.over.iter().find_map(|id| open.review.event(*id)?.changes.iter().find(|other| other.object == change.object));
    let (Some(before), Some(after)) = (before.and_then(finding), finding(change)) else { return false };
    change.object.kind == Kind::Finding.name() && after.no.is_some() && before.no.is_none() && Finding { no: None, ..after } == before
}

fn change(change: &Change, open: &Open, lang: Lang) -> String {
    let kind = Kind::named(&change.object.kind);
    let key = &change.object.key;
    let item = crate::review::mark_item(key).and_then(|id| open.report.find(&id));
    let shown = change.value();
    let said = match kind {
        Some(Kind::Mark) if shown.is_none() => words::OPEN.say(lang).to_owned(),
        Some(kind) => value(kind, shown.as_ref(), item, lang),
        None => String::new(),
    };
    match kind {
        Some(Kind::Mark) => {
            let name = item
                .map_or_else(|| key.clone(), |item| format!("{} {}", words::item_kind(item.kind()).say(lang), open.report.item(item).no));
            format!("{name} {said}")
        }
        Some(Kind::Comment) => {
            let number = open
                .review
                .comments()
                .iter()
                .find(|named| named.key == *key)
                .map_or_else(String::new, |named| format!("{} ", words::comment_name(lang, named.number)));
            format!("{}{number}{said}", lang.pick("comment ", "批注 "))
        }
        Some(Kind::Finding) => {
            let number = open
                .review
                .findings()
                .iter()
                .find(|named| named.key == *key)
                .map_or_else(String::new, |named| format!("{} ", words::finding_name(lang, named.number)));
            let fields = changed_fields(change, open, lang).map_or_else(String::new, |fields| format!("{fields}  "));
            format!("{}{number}{fields}{said}", lang.pick("finding ", "问题 "))
        }
        Some(Kind::Link) => {
            let ids = crate::review::link_ids(key);
            let names = ids.map(|(a, b)| [a, b].map(|id| open.report.find(&id).map_or(id, |item| open.name(item, lang))));
            let [a, b] = names.unwrap_or_default();
            format!("{} {a} – {b}", lang.pick("link", "关联"))
        }
        Some(Kind::Reviewer) => format!("{} {said}", lang.pick("reviewer", "审核人")),
        Some(Kind::Opinion) => {
            let finding = key.split_once('/').map_or(key.as_str(), |(finding, _)| finding);
            let number = open.finding(finding).map_or_else(String::new, |named| words::finding_name(lang, named.number));
            format!("{} {number}  {said}", lang.pick("opinion on", "会商表态"))
        }
        Some(Kind::Signoff) => super::signing::describe_sign_off(key, shown.as_ref(), lang),
        Some(Kind::Score) => {
            let row = mark_item(key).unwrap_or_else(|| key.clone());
            format!("{} {}  {said}", lang.pick("score of", "评分"), open.row_name(&row, lang))
        }
        Some(Kind::Supplement) => {
            let (item, field) = crate::review::supplement_of(key).unwrap_or_else(|| (key.as_str().into(), ""));
            let field = crate::scoring::supplied_words(&item, field).say(lang);
            format!("{} {}  {field} {said}", lang.pick("supplied", "补录"), open.on_name(&item, lang))
        }
        Some(Kind::Frame) => format!("{} {said}", lang.pick("scoring standard", "评分标准")),
        Some(Kind::Report) if key == "table" => format!("{} {said}", lang.pick("score table", "自评表")),
        Some(Kind::Report) => lang.pick("the report judged", "登记所审报告").to_owned(),
        Some(Kind::Dismissal) => {
            format!("{} {said}", if shown.is_some() { lang.pick("dismissed:", "排除疑点") } else { lang.pick("suspicion", "疑点") })
        }
        Some(Kind::Call) => format!("{} {said}", Command::Calls.row().short.say(lang)),
        _ => format!("{} {key}", change.object.kind),
    }
}

/// What a command is called where the keys are.
pub(super) fn called(command: Command, facts: &Facts) -> Words {
    match (command, facts.item.map(ItemRef::kind)) {
        (Command::Menu, _) if facts.importable => tr("import", "导入"),
        (Command::Menu, _) if facts.batch => tr("open", "打开"),
        (Command::NextOpen, _) if facts.batch => tr("next for you", "下一待办"),
        (Command::Order, _) if facts.batch => tr("turn the order (Left Right: column)", "倒序（左右键换列）"),
        (Command::Refilter, _) if facts.batch => tr("read anew", "重新读取"),
        (Command::Cancel, _) if facts.batch => tr("start page", "起始页"),
        (Command::Quit | Command::Home, _) if facts.in_batch => tr("to the folder", "回文件夹"),
        (Command::Accept, Some(kind)) => tr(command.row().short.say(Lang::En), words::mark(MarkTo::Accepted, kind).say(Lang::Zh)),
        (Command::Remove, _) if facts.view == View::Checks && facts.dismissed > 0 => tr("bring back", "恢复疑点"),
        (Command::Sign, _) if matches!(facts.signed, Signed::Changed { .. }) => tr("sign again", "重新提交"),
        (Command::Sign, _) => words::signing(facts.stage),
        (Command::TakeBack, _) if facts.stage == Stage::Final => tr("take the approval back", "撤回审定"),
        (Command::NextItem, _) if facts.in_council => tr("next problem", "下一个问题"),
        (Command::Select, _) if facts.selecting => tr("let go", "取消选择"),
        (Command::Link, _) if facts.proposals > 0 => tr("confirm", "确认关联"),
        (Command::Dismiss, _) if facts.view == View::Coverage => tr("reject", "不关联"),
        (Command::Remove, _) if facts.view == View::Coverage => tr("open again", "恢复待确认"),
        (Command::Order, _) if facts.view == View::Coverage => tr("holes, proposed, table", "缺口/待确认/全表"),
        (Command::Select, _) if matches!(facts.view, View::Checks | View::Coverage) => tr("choose several", "连选"),
        (Command::Remove, _) if facts.preview => tr("leave out", "不归入"),
        (Command::NextSuspicion, _) if facts.preview => tr("next to look at", "下一处请核对"),
        (Command::Cancel, _) if facts.preview => tr("do not import", "不导入"),
        (Command::AcceptImport, _) if facts.preview => tr("accept, start reviewing", "接受，开始审核"),
        (Command::Passage, _) if facts.in_text => tr("to its item", "到审核内容"),
        (Command::Select, _) if facts.in_text => tr("select", "选段"),
        (Command::NextItem, _) if facts.in_text => Command::PageDown.row().short,
        _ => command.row().short,
    }
}

/// A value on one line.
pub(super) fn value(kind: Kind, value: Option<&Value>, item: Option<ItemRef>, lang: Lang) -> String {
    let Some(value) = value else { return tr("removed", "删除").say(lang).to_owned() };
    let typed: Option<String> = match kind {
        Kind::Mark => serde_json::from_value::<Mark>(value.clone())
            .ok()
            .map(|mark| words::mark(mark.to, item.map_or(crate::report::ItemKind::Duty, ItemRef::kind)).say(lang).to_owned()),
        Kind::Comment => serde_json::from_value::<Comment>(value.clone()).ok().map(|comment| comment.text),
        Kind::Finding => serde_json::from_value::<Finding>(value.clone()).ok().map(|finding| finding.title),
        Kind::Link => serde_json::from_value::<LinkSays>(value.clone()).ok().map(|says| {
            match says {
                LinkSays::Yes => tr("linked", "有关联"),
                LinkSays::No => tr("not linked", "没有关联"),
            }
            .say(lang)
            .to_owned()
        }),
        Kind::Dismissal => value.get("reason").and_then(Value::as_str).map(str::to_owned),
        Kind::Report => serde_json::from_value::<Receipt>(value.clone()).ok().map(|receipt| words::receipt(receipt).say(lang).to_owned()),
        Kind::Score => serde_json::from_value::<Score>(value.clone()).ok().map(|score| {
            let from = score.from.as_ref().map(|from| match from {
                ScoreFrom::Points(points) => points.clone(),
                from => crate::scoring::from_words(from).say(lang).to_owned(),
            });
            let verified = score.verified_actual.map(|value| format!("{} {value}", lang.pick("verified", "认定值")));
            let reason = Some(score.reason).filter(|reason| !reason.is_empty());
            let from = from.unwrap_or_else(|| tr("not scored", "未评分").say(lang).to_owned());
            std::iter::once(from).chain(verified).chain(reason).collect::<Vec<_>>().join("  ")
        }),
        Kind::Frame => serde_json::from_value::<Frame>(value.clone()).ok().map(|frame| frame_words(&frame, lang)),
        Kind::Supplement => serde_json::from_value::<Supplement>(value.clone()).ok().map(|supplement| {
            let source = supplement.source;
            if source.is_empty() { supplement.value } else { format!("{}（{source}）", supplement.value) }
        }),
        Kind::Call => serde_json::from_value::<Call>(value.clone()).ok().map(|call| format!("{}  {}", call.with, call.at)),
        Kind::Opinion => serde_json::from_value::<Opinion>(value.clone()).ok().map(|opinion| {
            let points = opinion.points.map(|points| lang.pick(format!("{points} off"), format!("扣 {points} 分")));
            let text = Some(opinion.text).filter(|text| !text.is_empty());
            std::iter::once(words::opinion(opinion.to).say(lang).to_owned()).chain(points).chain(text).collect::<Vec<_>>().join("  ")
        }),
        Kind::Reviewer => value.get("name").and_then(Value::as_str).map(str::to_owned),
        Kind::Signoff => None,
    };
    let text = typed.unwrap_or_else(|| value.to_string());
    let line: String = text.lines().next().unwrap_or("").chars().take(40).collect();
    line
}

/// A scoring standard by its title, with how many weights the reviewer set.
fn frame_words(frame: &Frame, lang: Lang) -> String {
    let pack = crate::panes::desk::bundled(&frame.pack);
    let name = pack.map_or_else(|| frame.pack.clone(), |pack| lang.pick(pack.name_en, pack.name));
    match frame.rows.len() {
        0 => name,
        n => format!("{name}  {}", lang.pick(format!("{n} weights set"), format!("设定分值 {n} 项"))),
    }
}

/// Opinions that differ, each in lines: what it says, and for findings the fields that differ.
pub(super) fn opinions(kind: Kind, all: &[Said<Option<Value>>], item: Option<ItemRef>, lang: Lang) -> Vec<Vec<String>> {
    let said = |said: &Said<Option<Value>>| vec![value(kind, said.value.as_ref(), item, lang)];
    if kind != Kind::Finding {
        return all.iter().map(said).collect();
    }
    let findings: Vec<Option<Finding>> =
        all.iter().map(|said| said.value.as_ref().and_then(|value| serde_json::from_value(value.clone()).ok())).collect();
    let fields: Vec<&FieldRow> = FORM
        .iter()
        .filter(|row| {
            let mut texts = findings.iter().flatten().map(|finding| row.field.says(finding, lang));
            let first = texts.next();
            texts.any(|text| Some(text) != first)
        })
        .collect();
    let lines =
        |finding: &Finding| fields.iter().map(|row| format!("{}  {}", row.words.say(lang), row.field.says(finding, lang))).collect();
    all.iter()
        .zip(&findings)
        .map(|(one, finding)| said(one).into_iter().chain(finding.as_ref().map_or_else(Vec::new, lines)).collect())
        .collect()
}

/// The question of an offer: first what is at stake, by kind and count; no answer deletes anything.
pub(super) fn recover_menu(offer: &Offer, lang: Lang) -> Menu {
    let acts: usize = offer.found.iter().map(|found| found.events.iter().filter(|event| !introduces(event)).count()).sum();
    let drafts: usize = offer.found.iter().map(|found| found.drafts.len()).sum();
    let count = acts + drafts;
    let asks = if acts == 0 {
        lang.pick(format!("{drafts} drafts were put aside. Take them up again?"), format!("有 {drafts} 份草稿没有写完，是否恢复？"))
    } else {
        lang.pick(format!("{count} changes are not in the file yet. Restore them?"), format!("有 {count} 处修改还没有写入文件，是否恢复？"))
    };
    let mut body = vec![MenuLine::new(asks, Role::Strong)];
    let times = offer.found.iter().flat_map(|found| &found.events).map(|event| event.stamp.at.as_str());
    if let (Some(first), Some(last)) = (times.clone().min(), times.max()) {
        let (first, last) = (words::when(first), words::when(last));
        let made = if first == last {
            lang.pick(format!("Made {first}."), format!("记于 {first}。"))
        } else {
            lang.pick(format!("Made {first} to {last}."), format!("记于 {first} 至 {last}。"))
        };
        body.push(MenuLine::new(made, Role::Text));
    }
    for found in &offer.found {
        let mut kinds: Vec<String> = Vec::new();
        let all = || found.events.iter().filter(|event| !introduces(event));
        let of = |kind: Kind| all().filter(|event| event.changes.iter().any(|change| change.object.kind == kind.name())).count();
        let undone = all().filter(|event| !event.withdraw.is_empty()).count();
        let (marks, comments, findings, links) = (of(Kind::Mark), of(Kind::Comment), of(Kind::Finding), of(Kind::Link));
        let dismissals = of(Kind::Dismissal);
        let known = marks + comments + findings + links + dismissals + undone;
        for (words, n) in [
            (tr("marks", "标记"), marks),
            (tr("comments", "批注"), comments),
            (tr("findings", "问题"), findings),
            (tr("links", "关联"), links),
            (tr("dismissals", "排除疑点"), dismissals),
            (tr("undone", "撤销"), undone),
            (tr("other", "其他"), all().count().saturating_sub(known)),
            (tr("drafts", "草稿"), found.drafts.len()),
        ] {
            if n > 0 {
                kinds.push(format!("{} {n}", words.say(lang)));
            }
        }
        body.push(MenuLine::new(kinds.join("   "), Role::Text));
        if let Some(from) = &found.moved_from {
            body.push(MenuLine::new(
                lang.pick(format!("Kept for {}", from.display()), format!("原为 {} 所记", from.display())),
                Role::Warn,
            ));
        }
        if !found.same_report {
            body.push(MenuLine::new(
                lang.pick("The report differs from the one that was judged.", "现在的报告与当时审核的不同。").to_owned(),
                Role::Warn,
            ));
        }
        if found.torn_lines > 0 {
            let n = found.torn_lines;
            body.push(MenuLine::new(
                lang.pick(
                    format!("{n} line was cut off by a power failure; it is kept aside, all before it is whole."),
                    format!("另有 {n} 行操作记录不完整（断电所致），已另存；它之前的都已保留。"),
                ),
                Role::Text,
            ));
        }
    }
    let rows = vec![
        MenuRow::new(
            lang.pick(format!("Restore {count} and go on"), format!("恢复 {count} 处，接着看")),
            tr("each can still be undone", "恢复后仍可逐步撤销").say(lang),
            Choice::Answer(OfferAnswer::Restore),
        ),
        MenuRow::new(
            tr("Not now", "暂不恢复").say(lang),
            tr("kept under another name; asked again next time", "操作记录改名保留，不删除，下次再问").say(lang),
            Choice::Answer(OfferAnswer::Later),
        ),
        MenuRow::new(tr("Leave", "退出").say(lang), tr("nothing is touched", "什么也不动").say(lang), Choice::End),
    ];
    let title =
        if acts == 0 { tr("Drafts put aside", "上次留下的草稿") } else { tr("Last time ended early", "上次没有正常退出") };
    Menu::new(tr("Recovery", "恢复"), title.say(lang), rows).body(body).on_esc(None)
}

/// Head, funds, rating and counts, a fact a line, as printed; what is not in the file says so.
pub(super) fn overview(open: &Open, lang: Lang) -> Vec<String> {
    let report = &open.report;
    let (meta, funds, rating, counts) = (report.meta(), report.funds(), report.self_rating(), report.counts());
    let unseen = tr("not seen", "未见").say(lang);
    let money = |quantity: &Option<Quantity>| {
        quantity.as_ref().map(|quantity| match &funds.unit {
            Some(unit) if quantity.unit.is_none() => format!("{} {unit}", quantity.raw),
            _ => quantity.raw.clone(),
        })
    };
    let raw = |quantity: &Option<Quantity>| quantity.as_ref().map(|quantity| quantity.raw.clone());
    let facts = [
        (tr("Title", "标题"), meta.title.clone()),
        (tr("Department", "部门"), meta.department.clone()),
        (tr("Year", "年度"), meta.year.clone()),
        (tr("Issued", "成文日期"), meta.issued.clone()),
        (tr("Marking", "密级或标识"), meta.marking.clone()),
        (tr("Initial budget", "年初预算数"), money(&funds.initial)),
        (tr("Adjusted budget", "调整后预算数"), money(&funds.adjusted)),
        (tr("Executed", "执行数"), money(&funds.executed)),
        (tr("Execution rate", "支出执行率"), raw(&funds.rate)),
        (tr("Self score", "自评得分"), raw(&rating.score)),
        (tr("Self grade", "自评等级"), rating.grade.clone()),
        (tr("Indicators claimed", "所称指标项数"), raw(&report.indicators_claimed().count)),
        (tr("Indicators listed", "所列指标项数"), Some(counts.indicators.to_string())),
        (tr("Achievements", "成效"), Some(report.achievement_count().to_string())),
    ];
    facts.into_iter().map(|(name, value)| format!("{}  {}", name.say(lang), value.as_deref().unwrap_or(unseen))).collect()
}

/// What was odd about the file and its record.
pub(super) fn odd(open: &Open, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = open
        .odd
        .iter()
        .map(|odd| {
            lang.pick(
                format!("line {}  {}  {}", odd.line, odd.path, odd.what.1),
                format!("第 {} 行  {}  {}", odd.line, odd.path, odd.what.0),
            )
        })
        .collect();
    lines.extend(open.faults.iter().map(|fault| lang.pick(&fault.what.1, &fault.what.0).clone()));
    if lines.is_empty() {
        lines.push(tr("Nothing was odd.", "没有发现异常。").say(lang).to_owned());
    }
    lines
}

/// An item with all that was said about it, as plain lines.
pub(super) fn item_text(open: &Open, item: ItemRef, lang: Lang) -> Vec<String> {
    let shown = open.report.item(item);
    let mut lines = vec![open.name(item, lang)];
    if shown.text != shown.name {
        lines.push(shown.text.clone());
    }
    for named in open.review.comments_on(&shown.id).iter().map(|at| &open.review.comments()[*at]) {
        if let Some(comment) = latest(&named.standing) {
            lines.push(format!("{}  {}", words::comment_name(lang, named.number), comment.text));
        }
    }
    for named in open.review.findings_on(&shown.id).iter().map(|at| &open.review.findings()[*at]) {
        if let Some(finding) = latest(&named.standing) {
            lines.push(format!("{}  {}", words::finding_name(lang, named.number), finding.title));
        }
    }
    lines
}

/// What a text is for: `批注  职责 4 …`, `问3  依据`.
/// Of the items and passages of a suspicion its text names at most so many.
const HIT_PARTS_MAX: usize = 200;

/// A suspicion as text: what is wrong, its workings, its passages, what is asked.
pub(super) fn hit_text(open: &Open, at: HitRef, lang: Lang) -> Vec<String> {
    let Some((verdict, one)) = open.suspicions.hit(at) else { return Vec::new() };
    let about = one.hit.about.iter().take(HIT_PARTS_MAX).map(|about| open.about_name(*about, lang)).collect::<Vec<_>>();
    let quotes = one.hit.quotes.iter().take(HIT_PARTS_MAX).map(|place| format!("“{}”", open.report.place_text(*place)));
    let head = [verdict.heading().say(lang).to_owned(), about.join(lang.pick("; ", "；")), one.hit.detail.say(lang).to_owned()];
    head.into_iter().chain(quotes).chain([one.hit.condition.clone(), String::new()]).collect()
}

pub(super) fn purpose(purpose: &Purpose, open: &Open, lang: Lang) -> String {
    let on = |ids: &[String]| {
        let item = ids.iter().find_map(|id| open.report.find(id));
        item.map_or_else(|| ids.join(" "), |item| open.name(item, lang))
    };
    match purpose {
        Purpose::NewComment { on: ids, .. } => format!("{}  {}", tr("Comment", "批注").say(lang), on(ids)),
        Purpose::NewFinding { on: ids, .. } => format!("{}  {}", tr("New finding", "记为问题").say(lang), on(ids)),
        Purpose::EditComment(key) => {
            let number = open.review.comments().iter().find(|named| named.key == *key).map_or(0, |named| named.number);
            format!("{}{number}", lang.pick("Comment c", "批注 注"))
        }
        Purpose::Dismiss(hits) => {
            let check = hits.first().and_then(|(key, _)| crate::checks::check(key.split(['@', '#']).next()?));
            let title = check.map_or("", |check| check.title.say(lang));
            format!("{}  {title}", tr("Dismiss", "排除疑点").say(lang))
        }
        Purpose::Deduct(row) => format!("{}  {}", Command::Deduct.row().short.say(lang), open.row_name(row, lang)),
        Purpose::Score(rows, cell) => {
            let row = rows.first().map_or_else(String::new, |row| open.row_name(row, lang));
            format!("{}  {row}", cell.words().say(lang))
        }
        Purpose::FindingText(keys, field) => format!("{}  {}", findings_name(keys, open, lang), field.row().words.say(lang)),
        Purpose::NewCall => tr("New talk: with whom", "新的沟通：与谁").say(lang).to_owned(),
        Purpose::CallText(key, field) => {
            let with = super::calls::call(open, key).map_or_else(String::new, |call| call.with);
            format!("{}  {with}  {}", Command::Calls.row().short.say(lang), field.words().say(lang))
        }
        Purpose::Opinion(key, to) => {
            let number = open.finding(key).map_or(0, |named| named.number);
            format!("{}  {}  {}", words::finding_name(lang, number), tr("Opinion", "表态").say(lang), words::opinion(*to).say(lang))
        }
        Purpose::Decision(key, to, _) => {
            let number = open.finding(key).map_or(0, |named| named.number);
            format!("{}  {}  {}", words::finding_name(lang, number), tr("Decide", "会商确定").say(lang), words::ruling(*to).say(lang))
        }
        Purpose::Sign(stage) => format!("{}  {}", words::signing(*stage).say(lang), tr("say why", "说明理由").say(lang)),
        Purpose::HandBack(stage, _) => {
            let word = words::stage(*stage).say(lang);
            lang.pick(format!("Hand back: {word}: why"), format!("退回修改  {word}：写理由"))
        }
        Purpose::Supply(item, field) => {
            let field = crate::scoring::supplied_words(item, field).say(lang);
            let name = if item == "funds" { String::new() } else { format!("{}  ", open.row_name(item, lang)) };
            format!("{}  {name}{field}", Command::Supply.row().short.say(lang))
        }
        Purpose::TryPoints(_) => tr("Trial: points taken", "试算：扣多少分").say(lang).to_owned(),
        Purpose::SupplyTable => tr("Supply: a table", "补录  表格").say(lang).to_owned(),
        Purpose::Source => tr("Supply: its source", "补录  来源").say(lang).to_owned(),
        Purpose::Level(cases) => {
            let n = cases.len();
            format!("{}  {}", Command::Level.row().short.say(lang), lang.pick(format!("{n} cases"), format!("{n} 项")))
        }
    }
}

/// `问3`, or how many.
pub(super) fn findings_name(keys: &[String], open: &Open, lang: Lang) -> String {
    match keys {
        [key] => words::finding_name(lang, open.finding(key).map_or(0, |named| named.number)),
        keys => lang.pick(format!("{} findings", keys.len()), format!("{} 个问题", keys.len())),
    }
}

/// The fields in which a finding's new value differs from the one it replaces, in the form's words.
fn changed_fields(change: &Change, open: &Open, lang: Lang) -> Option<String> {
    let before = change.over.iter().find_map(|id| {
        let event = open.review.event(*id)?;
        event.changes.iter().find(|other| other.object == change.object)?.value()
    })?;
    let (before, after): (Finding, Finding) = (serde_json::from_value(before).ok()?, serde_json::from_value(change.value()?).ok()?);
    let fields: Vec<&str> =
        FORM.iter().filter(|row| row.field.says(&before, lang) != row.field.says(&after, lang)).map(|row| row.words.say(lang)).collect();
    (!fields.is_empty()).then(|| fields.join(lang.pick(", ", "、")))
}
