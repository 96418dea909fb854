//! The checks view: what each check said of the report, the open ones first, and the card of the one
//! under the cursor. Changes nothing of the review: what is accepted or dismissed goes through the app.

use ratatui::layout::Rect;

use super::check_card::{of_check, of_hit, of_section, short, sign, where_long, where_short};
use super::check_rows::{Name, Row, Rows, Section};
use super::list_card::{Parts, Wish, draw_sheet, finish_row, inside};
use super::suspicions::HitRef;
use super::{Cx, HintRow, OnEnter, Open, Step, ViewPane, bring_into_view};
use crate::checks::{About, Handled, State, Verdict, Weight};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, tr};
use crate::report::{FundField, ItemRef, Place};
use crate::text::cols;
use crate::ui::{Canvas, Role, Sheet, UNBOUND_COLS};
use crate::words;

const MENU_OPEN: &[Command] = &[Command::Finding, Command::Passage, Command::Dismiss, Command::Comment, Command::Suspicion, Command::Table];
const MENU_RECORDED: &[Command] = &[Command::ItsFinding, Command::Passage, Command::Comment, Command::Suspicion, Command::Table];
const MENU_DISMISSED: &[Command] = &[Command::Remove, Command::Passage, Command::Comment, Command::Suspicion, Command::Table];
const MENU_NO_HIT: &[Command] = &[Command::Table, Command::Order];

const HINTS: &[HintRow] = &[
    (Command::Menu, None),
    (Command::Finding, None),
    (Command::Dismiss, None),
    (Command::Passage, None),
    (Command::ItsFinding, None),
    (Command::Order, None),
    (Command::NextSuspicion, None),
    (Command::Select, None),
];

/// The checks view.
#[derive(Clone, Debug, Default)]
pub struct ChecksPane {
    rows: Rows,
    cursor: usize,
    top: u32,
    /// The row the cursor is on, by its name: it stays there however the rows are laid anew.
    here: Option<Name>,
    /// The row at which choosing several began.
    anchor: Option<Name>,
    in_card: bool,
    card_top: u16,
}

impl ChecksPane {
    /// Goes to a hit.
    pub fn go(&mut self, open: &Open, at: HitRef) {
        self.here = open.suspicions.hit(at).map(|(_, one)| Name::Hit(one.key.clone()));
        self.in_card = false;
        self.restore(open);
    }

    /// Another order of rows; one stays on the same row.
    pub fn reorder(&mut self) {
        self.rows.reorder();
    }

    /// What the order is called.
    pub fn order(&self, lang: Lang) -> &'static str {
        self.rows.order.words().say(lang)
    }

    /// Starts choosing several rows, or lets go of them.
    pub fn select(&mut self, on: bool) {
        self.anchor = if on { self.here.clone() } else { None };
    }

    /// Whether several rows are being chosen.
    pub fn is_selecting(&self) -> bool {
        self.anchor.is_some()
    }

    /// The hits the keys are on: those of the row, or of all rows chosen.
    pub fn hits(&self, open: &Open) -> Vec<HitRef> {
        let (from, to) = self.chosen(open);
        let mut hits: Vec<HitRef> = (from..=to).flat_map(|row| self.rows.hits(&open.suspicions, row)).collect();
        // An unfolded check stands for the hits that follow it.
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// The next (or previous) row with an open hit; says whether there was one.
    pub fn seek(&mut self, open: &Open, on: bool) -> bool {
        let fits = |row: &usize| {
            let hits = self.rows.hits(&open.suspicions, *row);
            hits.into_iter().any(|at| open.suspicions.handled(at).is_open())
        };
        let found = if on { (self.cursor + 1..self.rows.all().len()).find(fits) } else { (0..self.cursor).rev().find(fits) };
        found.inspect(|row| self.point(open, *row)).is_some()
    }

    /// Puts the cursor on a row.
    pub fn point(&mut self, open: &Open, row: usize) {
        self.in_card = false;
        self.set_cursor(open, row);
    }

    /// Gives the card the keys.
    pub fn focus_card(&mut self) {
        self.in_card = true;
    }

    fn set_cursor(&mut self, open: &Open, row: usize) {
        self.cursor = row.min(self.rows.all().len().saturating_sub(1));
        self.here = self.rows.name(&open.suspicions, self.cursor);
        self.card_top = 0;
    }

    fn chosen(&self, open: &Open) -> (usize, usize) {
        let anchor = self.anchor.as_ref().and_then(|anchor| self.rows.find(&open.suspicions, anchor)).unwrap_or(self.cursor);
        (anchor.min(self.cursor), anchor.max(self.cursor))
    }

    /// Lays the rows if need be, and finds the row one was on.
    fn restore(&mut self, open: &Open) {
        let laid = self.rows.refresh(&open.suspicions);
        let there = self.here.as_ref().and_then(|here| self.rows.find(&open.suspicions, here));
        if let Some(row) = there {
            self.cursor = row;
        } else if laid || self.here.is_none() {
            // What one was on is gone: the row that has its place. At first, the first that is no heading.
            let first = if self.here.is_none() { usize::from(self.rows.all().len() > 1) } else { self.cursor };
            self.cursor = first.min(self.rows.all().len().saturating_sub(1));
            self.here = self.rows.name(&open.suspicions, self.cursor);
        }
    }

    fn row(&self) -> Option<Row> {
        self.rows.get(self.cursor)
    }

    /// What the row is about, the main thing first.
    fn about<'a>(&self, open: &'a Open) -> &'a [About] {
        match self.row() {
            Some(Row::Hit { at, .. }) => open.suspicions.hit(at).map_or(&[], |(_, one)| &one.hit.about),
            _ => &[],
        }
    }

    fn verdict<'a>(&self, open: &'a Open) -> Option<&'a Verdict> {
        let verdict = match self.row()? {
            Row::Hit { at, .. } => at.verdict,
            Row::Check { verdict, .. } => verdict,
            Row::Section { .. } => return None,
        };
        open.suspicions.verdicts().get(verdict)
    }

    fn parts(&self, area: Rect) -> Parts {
        let beside_cols = Some((area.width * 2 / 5).clamp(46, 64));
        Parts::of(area, &Wish { rows: self.rows.all().len(), beside_cols, tenths: 5, in_card: self.in_card })
    }

    fn card(&self, cx: &Cx<'_>, cols: u16) -> Sheet<Target> {
        match self.row() {
            Some(Row::Hit { at, .. }) => of_hit(cx, at, cols),
            Some(Row::Check { verdict, .. }) => of_check(cx, verdict, cols),
            Some(Row::Section { section, .. }) => of_section(cx, self.rows.members(section), cols),
            None => Sheet::new(cols, 0, cx.look.width),
        }
    }
}

/// The checks are not complete: why, and what that means.
fn draw_broken_off(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, why: &str) {
    let (x, room) = (area.x + 3, area.width.saturating_sub(4));
    canvas.put_fit(x, area.y + 2, room, cx.say(tr("The checks are not complete", "核查未完成")), Role::Warn);
    let mut sheet = Sheet::new(room, cx.gutter(), cx.look.width);
    sheet.prose(cx.say(tr("Why", "原因")), why, 0, Role::Text);
    let kept = tr(
        "Nothing of the review is touched: go on marking, commenting, scoring. They run again when the data they read changes.",
        "审核不受影响，可以继续标记、批注、评分。核查所用的数据有变化时会再核查。",
    );
    sheet.prose(cx.say(tr("Next", "下一步")), cx.say(kept), 0, Role::Text);
    sheet.draw(canvas, Rect { x, y: area.y + 4, width: room, height: area.height.saturating_sub(5) }, 0);
}

impl ViewPane for ChecksPane {
    fn tab_name(&self, open: &Open, lang: Lang) -> String {
        let name = tr("Suspicions", "疑点").say(lang);
        if open.suspicions.checked().is_none() { name.to_owned() } else { format!("{name} {}", open.suspicions.counts().0) }
    }

    fn words(&self, cx: &Cx<'_>) -> Vec<String> {
        self.card(cx, UNBOUND_COLS).words()
    }

    fn item(&self, open: &Open) -> Option<ItemRef> {
        self.about(open).iter().find_map(|about| if let About::Item(item) = about { Some(*item) } else { None })
    }

    /// Its passage, else where what it is about stands.
    fn place(&self, open: &Open) -> Option<Place> {
        let Some(Row::Hit { at, .. }) = self.row() else { return None };
        let hit = &open.suspicions.hit(at)?.1.hit;
        let of = |about: &About| match about {
            About::Item(item) => open.report.item(*item).place,
            About::Paragraph(n) => Some(Place { paragraph: *n, start: 0, end: 0 }),
            About::Funds => {
                let stated = [FundField::EXECUTED, FundField::ADJUSTED, FundField::RATE, FundField::INITIAL];
                stated.into_iter().find_map(|field| open.report.fund_place(field))
            }
            About::Report | About::SelfRating => None,
        };
        hit.quotes.first().copied().or_else(|| hit.about.iter().find_map(of))
    }

    fn about(&self, open: &Open, lang: Lang) -> Option<String> {
        let many = self.hits(open).len();
        if self.is_selecting() && many > 1 {
            return Some(lang.pick(format!("{many} suspicions"), format!("{many} 处疑点")));
        }
        self.verdict(open).map(|verdict| verdict.heading().say(lang).to_owned())
    }

    fn position(&self, open: &Open, lang: Lang) -> Option<String> {
        let count = open.suspicions.verdicts().len();
        (count > 0).then(|| lang.pick(format!("{count} checks"), format!("共核 {count} 项")))
    }

    fn facts(&self, open: &Open, facts: &mut Facts) {
        let hits = self.hits(open);
        let stands = || hits.iter().map(|at| open.suspicions.handled(*at));
        facts.open_hits = stands().filter(|stands| stands.is_open()).count();
        facts.dismissed = stands().filter(|stands| matches!(stands, Handled::Dismissed(_))).count();
        facts.its_finding = stands().any(|stands| matches!(stands, Handled::Recorded { .. }));
        facts.suspected = self.item(open).is_some();
        facts.conflict |= stands().any(|stands| matches!(stands, Handled::Disputed));
    }

    fn step(&mut self, open: &Open, step: Step, page: u16) -> bool {
        if self.in_card {
            let before = self.card_top;
            self.card_top = u16::try_from(step.from(before.into(), u32::from(u16::MAX), page)).unwrap_or(u16::MAX);
            return true;
        }
        let count = u32::try_from(self.rows.all().len()).unwrap_or(u32::MAX);
        let to = step.from(u32::try_from(self.cursor).unwrap_or(0), count, page) as usize;
        let moved = to != self.cursor;
        self.set_cursor(open, to);
        moved
    }

    fn sideways(&mut self, open: &Open, by: i32) {
        if self.in_card {
            self.in_card = by > 0;
        } else if let Some(name) = self.rows.fold(&open.suspicions, self.cursor, by < 0) {
            self.here = Some(name);
        } else if by > 0 {
            self.in_card = true;
        }
    }

    fn tab(&mut self, _: &Open, _: i32) {
        self.in_card = !self.in_card;
    }

    fn step_out(&mut self) -> bool {
        self.anchor.take().is_some() || std::mem::take(&mut self.in_card)
    }

    fn on_enter(&self, open: &Open) -> OnEnter {
        match self.row() {
            None => OnEnter::Nothing(tr("The checks have not run yet", "核查尚未完成")),
            Some(Row::Section { folded, .. }) => OnEnter::Run(if folded { Command::Right } else { Command::Left }),
            Some(Row::Check { verdict, .. }) if open.suspicions.verdicts().get(verdict).is_some_and(|of| of.hits().is_empty()) => {
                OnEnter::Menu(MENU_NO_HIT)
            }
            Some(_) => {
                let hits = self.hits(open);
                let any = |fits: &dyn Fn(&Handled) -> bool| hits.iter().any(|at| fits(open.suspicions.handled(*at)));
                OnEnter::Menu(if any(&Handled::is_open) {
                    MENU_OPEN
                } else if any(&|stands| matches!(stands, Handled::Recorded { .. })) {
                    MENU_RECORDED
                } else {
                    MENU_DISMISSED
                })
            }
        }
    }

    fn hints(&self) -> &'static [HintRow] {
        HINTS
    }

    fn settle(&mut self, cx: &Cx<'_>, area: Rect) {
        self.restore(cx.open);
        let parts = self.parts(area);
        let row = u32::try_from(self.cursor).unwrap_or(0);
        let count = u32::try_from(self.rows.all().len()).unwrap_or(u32::MAX);
        self.top = bring_into_view(self.top, row, count, parts.list.height.saturating_sub(1));
        let inside = inside(parts.card);
        self.card_top = self.card_top.min(self.card(cx, inside.width).height().saturating_sub(inside.height));
    }

    fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        if let Some(why) = cx.open.suspicions.why_broken_off() {
            return draw_broken_off(cx, canvas, area, why);
        }
        if cx.open.suspicions.checked().is_none() {
            let says = cx.say(tr("Checking …", "正在核查，稍候即见结果")).trim_end_matches(" …");
            canvas.put(area.x + 3, area.y + 2, area.width.saturating_sub(4), says, Role::Text);
            return;
        }
        let parts = self.parts(area);
        strip(cx, canvas, parts.strip);
        let (open, all) = cx.open.suspicions.counts();
        let order = format!("{}  {}", cx.say(tr("Suspicions", "疑点")), self.order(cx.lang));
        let (from, to) = self.chosen(cx.open);
        let right = if self.is_selecting() {
            let count = self.hits(cx.open).len();
            cx.lang.pick(format!("{count} chosen"), format!("已选 {count} 处"))
        } else {
            let checks = cx.open.suspicions.verdicts().iter().filter(|of| !of.hits().is_empty()).count();
            cx.lang.pick(format!("{checks} checks, open {open}/{all}"), format!("{checks} 项  待处理 {open}/{all} 处"))
        };
        canvas.rule(parts.list.x, parts.list.y, parts.list.width, &order, &right, !self.in_card);
        for (at, line) in parts.lines(self.top, self.rows.all().len()) {
            self.draw_row(cx, canvas, at, line);
            let (chosen, here) = (self.is_selecting() && (from..=to).contains(&at), at == self.cursor && !self.in_card);
            finish_row(canvas, line, chosen, here, Target::CheckRow(at));
        }
        parts.seam(canvas, area);
        self.draw_card(cx, canvas, parts.card);
    }
}

impl ChecksPane {
    /// Where the row is: among the checks, among the hits of its check, or among all hits.
    fn nth(&self, cx: &Cx<'_>) -> String {
        let nth = |fits: &dyn Fn(&Row) -> bool| {
            let at = self.rows.all().iter().take(self.cursor + 1).filter(|row| fits(row)).count();
            (at, self.rows.all().iter().filter(|row| fits(row)).count())
        };
        match self.row() {
            None | Some(Row::Section { .. }) => String::new(),
            Some(Row::Hit { at, nested: true }) => {
                let all = cx.open.suspicions.verdicts().get(at.verdict).map_or(0, |of| of.hits().len());
                words::nth_place(cx.lang, at.hit + 1, all)
            }
            Some(_) => {
                let (at, all) = nth(&|row| matches!(row, Row::Check { .. } | Row::Hit { nested: false, .. }));
                if self.rows.by_hit() { words::nth_place(cx.lang, at, all) } else { words::nth(cx.lang, at, all) }
            }
        }
    }

    fn card_title(&self, cx: &Cx<'_>) -> String {
        if let Some(Row::Section { section, .. }) = self.row() {
            return section_name(cx, section);
        }
        let Some(Row::Check { verdict, .. }) = self.row() else { return where_long(cx, self.about(cx.open)) };
        let Some(of) = cx.open.suspicions.verdicts().get(verdict) else { return String::new() };
        let Some(first) = of.hits().first() else { return cx.say(state_name(of.state())).to_owned() };
        let (first, count) = (where_long(cx, &first.hit.about), of.hits().len());
        cx.lang.pick(format!("{count} places, first {first}"), format!("共 {count} 处：{first} …"))
    }

    fn draw_card(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        if area.height < 3 {
            return;
        }
        let (position, title) = (self.nth(cx), self.card_title(cx));
        canvas.rule(area.x, area.y, area.width, &title, &position, self.in_card);
        canvas.hit(area, Target::CheckCard);
        let inside = inside(area);
        let mut sheet = self.card(cx, inside.width);
        if let Some(query) = cx.hits {
            sheet.light(|text| query.spans(text), Role::Found);
        }
        draw_sheet(cx, canvas, inside, &sheet, self.card_top, self.in_card);
    }

    fn draw_row(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, at: usize, line: Rect) {
        let Some(row) = self.rows.get(at) else { return };
        let (x, y) = (line.x, line.y);
        if at == self.cursor {
            canvas.put(x + 1, y, 1, "›", Role::You);
        }
        let fold = |folded| if folded { "▸" } else { "▾" };
        match row {
            Row::Section { section, count, folded } => {
                canvas.put(x + 3, y, 1, fold(folded), Role::Quiet);
                let right = canvas.put_right(line.right() - 1, y, 8, &count.to_string(), Role::Text);
                let name = section_name(cx, section);
                canvas.put_fit(x + 5, y, right.saturating_sub(x + 6), &name, Role::Strong);
            }
            Row::Check { verdict, folded } => {
                let Some(of) = cx.open.suspicions.verdicts().get(verdict) else { return };
                let hits = self.rows.hits(&cx.open.suspicions, at);
                let open = hits.iter().filter(|at| cx.open.suspicions.handled(**at).is_open()).count();
                let state = of.state();
                let no_hit = hits.is_empty();
                let (sign, role) = if no_hit || open > 0 { sign(state) } else { SETTLED };
                canvas.put(x + 3, y, 1, sign, role);
                if !no_hit {
                    canvas.put(x + 5, y, 1, fold(folded), Role::Quiet);
                }
                let count = match (hits.len(), open) {
                    (0, _) => String::new(),
                    (all, open) if open == all => cx.lang.pick(format!("{all} hits"), format!("{all} 处")),
                    (all, open) => cx.lang.pick(format!("{open}/{all} hits"), format!("{open}/{all} 处")),
                };
                let right = canvas.put_right(line.right() - 1, y, 14, &count, Role::Text);
                let said = if state == State::Skip { reason(cx, of) } else { String::new() };
                let title = cx.say(of.heading());
                let name_role = if no_hit { Role::Text } else { row_role(open > 0) };
                let used = cx.put_lit(canvas, (x + 7, y), right.saturating_sub(x + 8), title, name_role);
                let rest = right.saturating_sub(x + 7 + used + 3);
                if !said.is_empty() && rest > 12 {
                    canvas.put_fit(x + 7 + used + 2, y, rest, &said, Role::Quiet);
                }
            }
            Row::Hit { at, nested } => {
                let Some((of, one)) = cx.open.suspicions.hit(at) else { return };
                let stands = cx.open.suspicions.handled(at);
                let state = if one.hit.weight == Weight::Fail { State::Fail } else { State::Warn };
                let (sign, role) = if stands.is_open() { sign(state) } else { SETTLED };
                let sign_x = x + if nested { 7 } else { 3 };
                canvas.put(sign_x, y, 1, sign, role);
                let mut right = line.right() - 1;
                let place = where_short(cx, &one.hit.about);
                if !nested {
                    right = canvas.put_right(right, y, 14, &place, Role::Text).saturating_sub(2);
                }
                let word = short(cx, stands);
                if !word.is_empty() {
                    let role = match stands {
                        Handled::Recorded { .. } => Role::You,
                        Handled::Changed(_) | Handled::Disputed => Role::Warn,
                        Handled::Open | Handled::Dismissed(_) => Role::Text,
                    };
                    right = canvas.put_right(right, y, 12, &word, role).saturating_sub(1);
                }
                let name = if nested { where_long(cx, &one.hit.about) } else { cx.say(of.check.title).to_owned() };
                let name_x = if nested { sign_x + 2 } else { x + 7 };
                cx.put_lit(canvas, (name_x, y), right.saturating_sub(name_x + 1), &name, row_role(stands.is_open()));
            }
        }
    }
}

/// The sign of hits a reviewer has decided on: recorded or dismissed.
const SETTLED: (&str, Role) = ("-", Role::Quiet);

/// Done steps back.
fn row_role(open: bool) -> Role {
    if open { Role::Text } else { Role::Quiet }
}

fn reason(cx: &Cx<'_>, verdict: &Verdict) -> String {
    crate::checks::details(verdict).first().map_or_else(String::new, |said| said.say(cx.lang).to_owned())
}

fn section_name(cx: &Cx<'_>, section: Section) -> String {
    match section {
        Section::Severity(severity) => cx.say(words::severity(severity)).to_owned(),
        Section::State(state) => cx.say(state_name(state)).to_owned(),
        Section::About(about) => cx.open.about_name(about, cx.lang),
        Section::Several => cx.say(tr("Of several items", "涉及多项")).to_owned(),
    }
}

const fn state_name(state: State) -> crate::lang::Words {
    match state {
        State::Fail => tr("Fail, missing", "不符、缺项"),
        State::Warn => tr("To confirm", "待核实"),
        State::Skip => tr("Not checked", "缺资料未核"),
        State::Pass => tr("Consistent", "相符"),
    }
}

/// How many checks are in each state, and a sign for each check where there is room.
fn strip(cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
    let states = [State::Fail, State::Warn, State::Pass, State::Skip];
    let mut x = area.x + 2;
    let room = |x: u16| area.right().saturating_sub(x + 1);
    for state in states {
        let (sign, role) = sign(state);
        x += canvas.put(x, area.y, room(x), sign, role) + 1;
        let says = format!("{} {}", cx.say(state_name(state)), cx.open.suspicions.in_state(state));
        x += canvas.put(x, area.y, room(x), &says, Role::Text) + 2;
    }
    // What was decided on leaves its state: the sum stays that of all checks.
    let settled = cx.open.suspicions.settled();
    if settled > 0 {
        let says = format!("{} {} {settled}", SETTLED.0, cx.say(tr("Decided", "已处理")));
        x += canvas.put(x, area.y, room(x), &says, Role::Text) + 2;
    }
    let count = cx.open.suspicions.verdicts().len();
    let end = area.right().saturating_sub(2);
    if usize::from(end.saturating_sub(x + 2)) < count * cols("✗", cx.look.width) {
        return;
    }
    let mut x = end - u16::try_from(count).unwrap_or(0);
    for state in states {
        let (sign, role) = sign(state);
        for _ in 0..cx.open.suspicions.in_state(state) {
            x += canvas.put(x, area.y, 1, sign, role);
        }
    }
    for _ in 0..settled {
        x += canvas.put(x, area.y, 1, SETTLED.0, SETTLED.1);
    }
}
