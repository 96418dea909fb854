//! What is wrong with a record. It is read all the same: an event with a fault counts.

use jiff::Timestamp;

use super::event::{Change, Event, EventId};
use super::fold::{Fold, PutAt};
use super::{Call, Comment, Dismissal, Finding, Frame, Kind, LinkSays, Mark, Opinion, Reviewer, Score, Signoff, Supplement};

/// What is wrong with a record; it is read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which event, if one.
    pub event: Option<EventId>,
    /// What, in both languages (zh, en).
    pub what: (String, String),
}

/// All faults of a record, in the order its events are shown.
pub(super) fn of_record(fold: &Fold) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (_, id) in &fold.shown {
        let Some(node) = fold.node(*id) else { continue };
        of_event(fold, &node.event, &mut |zh: String, en: String| faults.push(Fault { event: Some(*id), what: (zh, en) }));
    }
    for put in fold.objects.values().flat_map(|objects| objects.values()).flat_map(|object| &object.standing) {
        faults.extend(of_value(fold, *put));
    }
    faults
}

fn of_event(fold: &Fold, event: &Event, fault: &mut impl FnMut(String, String)) {
    if let Some(claimed) = &event.claimed {
        fault(
            format!("校验码 {claimed} 与内容不符（按内容应为 {}）：内容或校验码被改动过，该操作仍计入", event.id),
            format!("id {claimed} is not its hash ({}): text or id was changed; the act still counts", event.id),
        );
    }
    for path in &event.unread {
        fault(
            format!("{path} 缺失或无法识别：原文保留，不计入"),
            format!("{path} is missing or cannot be read: kept as it is, counts for nothing"),
        );
    }
    let at = &event.stamp.at;
    if !at.is_empty() && at.parse::<Timestamp>().is_err() {
        fault(format!("时间“{at}”无法识别：仍计入，排在最前"), format!("time \"{at}\" cannot be read: the act counts and is shown first"));
    }
    let unknown = |name: &&EventId| fold.named(**name).next().is_none();
    for name in event.prev.iter().filter(unknown) {
        fault(
            format!("它之前的操作 {name} 不在记录中：记录不完整，或这里未合并另一份文件"),
            format!("the act before it, {name}, is not in the record: acts are missing, or another copy was not merged"),
        );
    }
    for Change { object, over, .. } in &event.changes {
        for name in over.iter().filter(unknown) {
            fault(
                format!("它替换的操作 {name}（{} {}）不在记录中", object.kind, object.key),
                format!("the act it replaces, {name} ({} {}), is not in the record", object.kind, object.key),
            );
        }
    }
    for name in &event.withdraw {
        let mut targets = fold.named(*name).filter_map(|id| fold.node(id)).peekable();
        if targets.peek().is_none() {
            fault(format!("它撤销的操作 {name} 不在记录中"), format!("the act it withdraws, {name}, is not in the record"));
        }
        for other in targets.filter(|other| other.event.stamp.by != event.stamp.by) {
            fault(
                format!("它撤销的是他人（{}）的操作 {name}：不计入", other.event.stamp.by),
                format!("it withdraws an act of somebody else ({}), {name}: that counts for nothing", other.event.stamp.by),
            );
        }
    }
}

fn of_value(fold: &Fold, put: PutAt) -> Option<Fault> {
    let (event, Change { object, text, .. }) = fold.put(put);
    let readable = match Kind::named(&object.kind)? {
        Kind::Reviewer => reads::<Reviewer>(text),
        Kind::Report => reads::<String>(text),
        Kind::Mark => reads::<Mark>(text),
        Kind::Comment => reads::<Comment>(text),
        Kind::Finding => reads::<Finding>(text),
        Kind::Link => reads::<LinkSays>(text),
        Kind::Score => reads::<Score>(text),
        Kind::Frame => reads::<Frame>(text),
        Kind::Supplement => reads::<Supplement>(text),
        Kind::Dismissal => reads::<Dismissal>(text),
        Kind::Opinion => reads::<Opinion>(text),
        Kind::Signoff => reads::<Signoff>(text),
        Kind::Call => reads::<Call>(text),
    };
    let (kind, key) = (&object.kind, &object.key);
    (!readable).then(|| Fault {
        event: Some(event.id),
        what: (
            format!("{kind} {key} 的内容本版本无法识别：原文保留，不在屏幕上显示"),
            format!("the value of {kind} {key} cannot be read by this version: kept, not shown"),
        ),
    })
}

fn reads<T: serde::de::DeserializeOwned>(text: &str) -> bool {
    serde_json::from_str::<Option<T>>(text).is_ok()
}
