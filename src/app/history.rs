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
use crate::panes::card::when;
use crate::review::{Act, Event, EventId, Kind, link_ids, mark_item};
use crate::ui::Role;

impl App {
    pub(super) fn history(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let heads: Vec<String> = reviewing.open.review.heads().iter().map(ToString::to_string).collect();
        let foot = format!("{} {}", self.say(tr("Head of the record:", "操作记录校验码：")), heads.join(" "));
        let title = self.say(tr("History, latest first", "操作记录，最近的在前")).to_owned();
        self.show_acts(title, foot, |_, _| true);
    }

    /// What was done to the item under the cursor.
    pub(super) fn item_history(&mut self) {
        let Some(reviewing) = &self.reviewing else { return };
        let Some(item) = reviewing.item() else { return };
        let id = reviewing.open.report.id(item);
        let title = format!("{}  {}", self.say(tr("History", "操作记录")), reviewing.open.name(item, self.lang));
        self.show_acts(title, String::new(), move |event, open| is_about(event, open, &id));
    }

    fn show_acts(&mut self, title: String, foot: String, shows: impl Fn(&Event, &Open) -> bool) {
        let Some(reviewing) = &self.reviewing else { return };
        let open = &reviewing.open;
        let mut rows: Vec<FinderRow> = open
            .review
            .events()
            .filter(|event| shows(event, open))
            .map(|event| {
                let counts = open.review.counts(event.id);
                let taken_back = if counts { "" } else { self.lang.pick("  (taken back)", "  （已撤销）") };
                FinderRow {
                    says: format!("{}{taken_back}", describe::event(event, open, self.lang)),
                    right: format!("{}  {}", open.who(&event.stamp.by), when(&event.stamp.at)),
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
        let mine = event.stamp.by == me && !describe::introduces(event) && !event.changes.is_empty();
        let mut rows = Vec::new();
        if let Some(item) = items_of(event, open).first().and_then(|id| open.report.find(id)) {
            rows.push(MenuRow::new(self.say(tr("Go to its item", "到这一项")), open.name(item, self.lang), Choice::Go(item)));
        }
        let since = open.review.own_since(me, id);
        if !since.is_empty() && open.cannot_write().is_none() {
            let n = since.len();
            rows.push(MenuRow::new(
                self.say(tr("Back to here", "回到这一步")),
                self.lang.pick(
                    format!("takes back your {n} acts since; Ctrl-R brings them back"),
                    format!("撤销自己其后的 {n} 步；Ctrl-R 恢复"),
                ),
                Choice::Withdraw(since),
            ));
        }
        if mine && open.cannot_write().is_none() {
            if open.review.counts(id) {
                rows.push(MenuRow::new(
                    self.say(tr("Take back this one alone", "只撤销这一步")),
                    self.say(tr("what it replaced is back", "恢复它之前的内容")),
                    Choice::Withdraw(vec![id]),
                ));
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
        let title = describe::event(event, open, self.lang);
        self.overlays.push(Overlay::Menu(Menu::new(tr("History", "操作记录"), title, rows).body(Vec::new())));
    }

    pub(super) fn withdraw(&mut self, ids: Vec<EventId>) {
        let n = ids.len();
        let said =
            self.lang.pick(format!("{n} acts taken back or brought back; Ctrl-R undoes that"), format!("已处理 {n} 步；Ctrl-R 恢复"));
        self.commit(Act::Withdraw(ids), After { said, ..After::default() });
    }
}

/// Ids of the items an act is about.
fn items_of(event: &Event, open: &Open) -> Vec<String> {
    let mut ids = Vec::new();
    for change in &event.changes {
        match Kind::named(&change.object.kind) {
            Some(Kind::Mark | Kind::Score) => ids.extend(mark_item(&change.object.key)),
            Some(Kind::Link) => ids.extend(link_ids(&change.object.key).into_iter().flat_map(|(a, b)| [a, b])),
            Some(Kind::Comment | Kind::Finding) => {
                let on = change.value().and_then(|value| serde_json::from_value::<Vec<String>>(value.get("on")?.clone()).ok());
                ids.extend(on.unwrap_or_default());
            }
            _ => {}
        }
    }
    // An undo is about what it undoes.
    for of in event.withdraw.iter().filter_map(|id| open.review.event(*id)) {
        if of.withdraw.is_empty() {
            ids.extend(items_of(of, open));
        }
    }
    ids
}

fn is_about(event: &Event, open: &Open, id: &str) -> bool {
    items_of(event, open).iter().any(|of| of == id)
}
