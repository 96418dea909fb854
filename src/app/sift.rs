//! Filtering: what is typed is tried on the items step by step between keys, and on Enter the lists
//! show what is kept. A row stays where it is until one asks anew, whatever is done to it.

use super::{App, Effect};
use crate::command::{Command, Timer};
use crate::lang::tr;
use crate::overlays::{Choice, FilterBox, Menu, MenuLine, MenuRow, Overlay, Sifted};
use crate::panes::filter::{Filter, Items, Sift};
use crate::ui::Role;
use crate::words;

impl App {
    pub(super) fn open_filter(&mut self) {
        if self.batch().is_some() {
            return self.open_row_filter();
        }
        let text = self.filter_text().unwrap_or_default();
        self.overlays.push(Overlay::Filter(Box::new(FilterBox::new(Sifted::Items, &text, &self.filters, self.lang))));
    }

    fn filter_text(&self) -> Option<String> {
        Some(self.reviewing.as_ref()?.filter.as_ref()?.text().to_owned())
    }

    pub(super) fn my_key(&self) -> String {
        self.me.as_ref().map_or_else(String::new, |me| me.key.clone())
    }

    /// Tries what is typed.
    pub(super) fn sift_text(&mut self, text: &str) {
        if self.batch().is_some() {
            return self.try_row_filter(text);
        }
        let me = self.my_key();
        let Some(reviewing) = &mut self.reviewing else { return };
        let filter = Filter::<Items>::parse(text, &me, self.lang).ok().flatten();
        reviewing.sift = filter.map(|filter| Sift::new(filter, &reviewing.open));
        self.effects.push(Effect::Wake(Timer::Seek, 0));
    }

    /// The next step, when no key waits; says whether there is another.
    pub(super) fn sift_on(&mut self) -> bool {
        let stage = self.stage();
        let Some(reviewing) = &mut self.reviewing else { return false };
        let step = |sift: &mut Sift| sift.is_running() && sift.step(&reviewing.open, stage);
        let tries = reviewing.sift.as_mut().is_some_and(step);
        let applies = reviewing.applying.as_mut().is_some_and(step);
        if !applies && let Some(sift) = reviewing.applying.take() {
            self.apply_sift(&sift);
        }
        tries || applies
    }

    /// Filters the lists; an empty expression shows all again.
    pub(super) fn filter_by(&mut self, text: &str) {
        if self.batch().is_some() {
            return self.filter_rows(text);
        }
        match Filter::<Items>::parse(text, &self.my_key(), self.lang) {
            Err(error) => self.said = Some(super::Said { text: error.say(self.lang), warns: true }),
            Ok(filter) => {
                self.overlays.retain(|overlay| !matches!(overlay, Overlay::Filter(_)));
                match filter {
                    None => self.clear_filter(),
                    Some(filter) => {
                        self.show_view(crate::command::View::Items);
                        self.apply_later(filter);
                    }
                }
            }
        }
    }

    /// The filter that was in force when the file was left.
    pub(super) fn filter_again(&mut self, text: &str) {
        if let Ok(Some(filter)) = Filter::<Items>::parse(text, &self.my_key(), self.lang) {
            self.apply_later(filter);
        }
    }

    fn apply_later(&mut self, filter: Filter) {
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.sift = None;
            reviewing.applying = Some(Sift::new(filter, &reviewing.open));
        }
        self.effects.push(Effect::Wake(Timer::Seek, 0));
    }

    /// Asks anew: rows that no longer fit go, others come.
    pub(super) fn refilter(&mut self) {
        if let Some(text) = self.filter_text() {
            self.filter_by(&text);
        }
    }

    pub(super) fn clear_filter(&mut self) {
        let Some(reviewing) = &mut self.reviewing else { return };
        (reviewing.sift, reviewing.applying) = (None, None);
        if reviewing.filter.take().is_some() {
            reviewing.lists.keep(None);
            reviewing.follow();
            self.tell(self.say(tr("all items again", "已取消筛选，显示全部")));
        }
    }

    pub(super) fn leave_filter(&mut self) {
        self.batches.trying = None;
        if let Some(reviewing) = &mut self.reviewing {
            reviewing.sift = None;
        }
    }

    fn apply_sift(&mut self, sift: &Sift) {
        let Some(reviewing) = &mut self.reviewing else { return };
        reviewing.lists.keep(Some(sift.kept()));
        reviewing.filter = Some(sift.filter.clone());
        if reviewing.view == crate::command::View::Items && !reviewing.in_text() {
            reviewing.follow();
        }
        let (kept, all) = (sift.kept().len(), sift.all());
        if kept == 0 {
            return self.nothing_kept(sift);
        }
        let kept = words::kept(self.lang, kept, all);
        self.tell(format!("{kept}{}", self.lang.pick("; {cancel} shows all", "；{cancel} 取消筛选")));
    }

    /// Nothing fits: what each term keeps by itself, and the ways on.
    fn nothing_kept(&mut self, sift: &Sift) {
        let all = sift.all();
        let items = |n: usize| self.lang.pick(format!("{n} items"), format!("{n} 项"));
        let alone: Vec<String> = sift.alone().map(|(term, n)| format!("{term}  {}", items(n as usize))).collect();
        let mut body = vec![MenuLine { label: self.say(tr("Filter", "筛选")), text: sift.filter.text().to_owned(), role: Role::Strong }];
        if alone.len() > 1 {
            let both = self.lang.pick(format!("together {}", items(0)), format!("同时符合 {}", items(0)));
            body.push(MenuLine {
                label: self.say(tr("Alone", "分开看")),
                text: format!("{}   {both}", alone.join("   ")),
                role: Role::Text,
            });
        }
        let mut rows = vec![MenuRow::new(
            self.say(tr("Clear the filter", "清除筛选")),
            self.lang.pick(format!("back to {all}"), format!("回到 {all} 项")),
            Choice::Filter(String::new()),
        )];
        if alone.len() > 1 {
            rows.extend(sift.alone().filter(|(_, n)| *n > 0).map(|(term, n)| {
                MenuRow::new(
                    self.lang.pick(format!("Only {term}"), format!("只留 {term}")),
                    items(n as usize),
                    Choice::Filter(term.to_owned()),
                )
            }));
        }
        rows.push(MenuRow::new(self.say(tr("Change the filter", "改筛选")), "", Choice::Run(Command::Filter)));
        let title = self.say(tr("Nothing fits all of it", "没有同时符合的项")).to_owned();
        self.overlays.push(Overlay::Menu(Menu::new(tr("Filter", "筛选"), title, rows).body(body)));
    }

    pub(super) fn keep_filter(&mut self, name: String, text: String) {
        self.forget_filter(&name);
        self.tell(self.lang.pick(format!("kept as {name}"), format!("已存为“{name}”")));
        self.filters.insert(0, (name, text));
        self.filters_changed();
    }

    pub(super) fn drop_filter(&mut self, name: &str) {
        self.forget_filter(name);
        self.filters_changed();
    }

    /// Of items and of departments filters may be kept under the same name: only the one that is asked for here goes.
    fn forget_filter(&mut self, name: &str) {
        let (of, lang) = (if self.batch().is_some() { Sifted::Rows } else { Sifted::Items }, self.lang);
        self.filters.retain(|(known, text)| known != name || of.wrong(text, lang).is_some());
    }

    fn filters_changed(&mut self) {
        if let Some(Overlay::Filter(filter)) = self.overlays.last_mut() {
            filter.refresh(&self.filters);
        }
        self.effects.push(Effect::KeepFilters(self.filters.clone()));
    }
}
