//! The history: every act by name, time and author; from any of them on one's own can be taken back
//! at once, and brought back at once.
//!
//! A point of the past is not a place to look at but to return to: what others did since stands, for
//! nobody takes back another's word, so the file as it was then could not be acted on. Hence going to
//! a point is one withdrawal of all one's own acts since, and going back is one redo.

use super::reviewing::After;
use super::{App, describe};
use crate::lang::tr;
use crate::overlays::{Choice, Finder, FinderRow, Menu, MenuRow, Overlay};
use crate::panes::Open;
use crate::review::{Act, Change, Event, EventId, Kind, link_ids, mark_item};
use crate::ui::Role;
use crate::words;

impl App {
    pub(super) fn history(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let heads: Vec<String> = reviewing.open.review.heads().iter().map(ToString::to_string).collect();
        let foot = format!("{} {}", self.say(tr("Head of the record:", "操作记录校验码：")), heads.join(" "));
        let title = self.say(tr("History, latest first", "操作记录，最近的在前")).to_owned();
        self.show_acts(title, foot, None);
    }

    /// What was done to the item under the cursor.
    pub(super) fn item_history(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let Some(item) = reviewing.item() else { return };
        let id = reviewing.open.report.id(item);
        let title = format!("{}  {}", self.say(tr("History", "操作记录")), reviewing.open.name(item, self.lang));
        self.show_acts(title, String::new(), Some(&id));
    }

    /// The acts of the record, or those about one thing, named by what they did to it.
    fn show_acts(&mut self, title: String, foot: String, about: Option<&str>) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let shows = |event: &Event| about.is_none_or(|id| items_of(event, open).iter().any(|of| of == id));
        let mut rows: Vec<FinderRow> = open
            .review
            .events()
            .filter(|event| shows(event))
            .map(|event| {
                let counts = open.review.counts(event.id);
                let since = match (counts, event.withdraw.is_empty()) {
                    (true, _) => "",
                    (false, true) => self.lang.pick("  (taken back)", "  （已撤销）"),
                    // An undo that was itself taken back.
                    (false, false) => self.lang.pick("  (no longer)", "  （已收回）"),
                };
                FinderRow {
                    says: format!("{}{since}", describe::event(event, open, about, self.lang)),
                    right: format!("{}  {}", open.who(&event.stamp.by), words::when(&event.stamp.at)),
                    role: if counts { Role::Text } else { Role::Quiet },
                    choice: Choice::LookAtAct(event.id),
                }
            })
            .collect();
        rows.reverse();
        let finder = Finder::new(tr("History", "操作记录"), title, rows, tr("No act yet.", "还没有操作。")).foot(foot);
        self.overlays.push(Overlay::Finder(Box::new(finder)));
    }

    /// What can be done about an act of the record.
    pub(super) fn look_at_act(&mut self, id: EventId) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let Some(event) = open.review.event(id) else { return };
        let me = self.me.as_ref().map_or("", |me| me.key.as_str());
        let mine = event.stamp.by == me && !describe::introduces(event);
        let mut rows = Vec::new();
        if let Some(item) = items_of(event, open).first().and_then(|id| open.report.find(id)) {
            rows.push(MenuRow::new(self.say(tr("Go to its item", "到这一项")), open.name(item, self.lang), Choice::Go(item)));
        }
        let since = open.review.own_since(me, id);
        if !since.is_empty() && open.cannot_write().is_none() {
            let n = since.len();
            rows.push(MenuRow::new(
                self.say(tr("Back to here", "回到这一步")),
                self.with_keys(&self.lang.pick(
                    format!("takes back your {n} acts since; {{redo}} brings them back"),
                    format!("撤销自己其后的 {n} 步；{{redo}} 恢复"),
                )),
                Choice::Withdraw(since),
            ));
        }
        if mine && open.cannot_write().is_none() {
            if open.review.counts(id) {
                let (what, effect) = if event.withdraw.is_empty() {
                    (tr("Take back this one alone", "只撤销这一步"), tr("what it replaced is back", "恢复它之前的内容"))
                } else {
                    (tr("Take back this step", "收回这一步"), tr("as it was before the undo or redo", "回到撤销、重做之前"))
                };
                rows.push(MenuRow::new(self.say(what), self.say(effect), Choice::Withdraw(vec![id])));
            } else {
                let withdrawals =
                    open.review.events().filter(|event| event.stamp.by == me && event.withdraw == [id] && open.review.counts(event.id));
                let withdrawals: Vec<EventId> = withdrawals.map(|event| event.id).collect();
                if !withdrawals.is_empty() {
                    rows.push(MenuRow::new(self.say(tr("Bring this one back", "恢复这一步")), "", Choice::Withdraw(withdrawals)));
                }
            }
        }
        rows.push(MenuRow::new(self.say(tr("Close", "关闭")), "", Choice::Nothing));
        let title = describe::event(event, open, None, self.lang);
        self.overlays.push(Overlay::Menu(Menu::new(tr("History", "操作记录"), title, rows).body(Vec::new())));
    }

    pub(super) fn withdraw(&mut self, ids: Vec<EventId>) {
        let n = ids.len();
        let said =
            self.lang.pick(format!("{n} acts taken back or brought back; {{redo}} undoes that"), format!("已处理 {n} 步；{{redo}} 恢复"));
        self.commit(Act::Withdraw(ids), After { said, ..After::default() });
    }
}

/// Ids of the items an act is about.
fn items_of(event: &Event, open: &Open) -> Vec<String> {
    let mut ids: Vec<String> = event.changes.iter().flat_map(items_of_change).collect();
    // An undo is about what it undoes, a redo about what was undone.
    for of in event.withdraw.iter().filter_map(|id| open.review.event(*id)) {
        if let Some((_, act)) = describe::act_of(of, open) {
            ids.extend(act.changes.iter().flat_map(items_of_change));
        }
    }
    ids
}

/// Ids of the items one change is about.
pub(super) fn items_of_change(change: &Change) -> Vec<String> {
    match Kind::named(&change.object.kind) {
        Some(Kind::Mark | Kind::Score) => mark_item(&change.object.key).into_iter().collect(),
        Some(Kind::Link) => link_ids(&change.object.key).into_iter().flat_map(|(a, b)| [a, b]).collect(),
        Some(Kind::Comment | Kind::Finding) => {
            let on = change.value().and_then(|value| serde_json::from_value::<Vec<String>>(value.get("on")?.clone()).ok());
            on.unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
