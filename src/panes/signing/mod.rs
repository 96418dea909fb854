//! The sign-off view: what still stands in the way, worst first, each line leading to its place; what
//! is merely worth knowing below; and beside it what is signed and what follows. Changes nothing:
//! signing, taking back and handing back go through the app.

mod card;

use std::sync::Arc;

use ratatui::layout::Rect;

use super::list_card::{Parts, Wish, draw_sheet, finish_row, inside};
use super::{Cx, HintRow, OnEnter, Open, Step, ViewPane, bring_into_view};
use crate::checks::{Obstacle, Signing, Topic, Weighs, Whereabouts};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, Words, tr};
use crate::report::{ItemRef, Place};
use crate::review::Stage;
use crate::text::cols;
use crate::ui::{Canvas, Role, Sheet, UNBOUND_COLS};
use crate::words;

const MENU: &[Command] = &[Command::There, Command::Sign, Command::TakeBack, Command::HandBack, Command::Export, Command::History];

const HINTS: &[HintRow] =
    &[(Command::Menu, Some(tr("go there, sign", "去办、提交"))), (Command::There, None), (Command::Export, None), (Command::Cancel, None)];

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// Over those of one weight.
    Head(Weighs),
    /// An obstacle, by its place among them.
    Line(usize),
    /// The suspicions that nobody has settled.
    Suspicions(usize),
    /// There is nothing to list.
    None,
}

/// The sign-off view.
#[derive(Clone, Debug, Default)]
pub struct SigningPane {
    rows: Vec<Row>,
    stage: Stage,
    cursor: usize,
    top: u32,
    in_card: bool,
    card_top: u16,
}

/// What a signature on this stage would be put to, if that is known.
fn known(open: &Open, stage: Stage) -> Option<&Arc<Signing>> {
    open.signing.as_ref().filter(|signing| signing.of.1 == stage)
}

impl SigningPane {
    /// Puts the cursor on a row.
    pub fn point(&mut self, row: usize) {
        self.in_card = false;
        self.set_cursor(row);
    }

    /// Gives the card the keys.
    pub fn focus_card(&mut self) {
        self.in_card = true;
    }

    /// Where the line under the cursor leads.
    pub fn leads_to(&self, open: &Open) -> Option<Whereabouts> {
        match self.rows.get(self.cursor)? {
            Row::Line(at) => Some(known(open, self.stage)?.way.get(*at)?.at.clone()).filter(|at| *at != Whereabouts::Record),
            Row::Suspicions(_) => Some(Whereabouts::Suspicion(String::new())),
            Row::Head(_) | Row::None => None,
        }
    }

    /// A heading is not stood on.
    fn set_cursor(&mut self, row: usize) {
        let last = self.rows.len().saturating_sub(1);
        let row = row.min(last);
        let is_line = |row: &usize| !matches!(self.rows.get(*row), Some(Row::Head(_)));
        let up = row < self.cursor;
        let below = || (row..=last).find(is_line);
        let above = || (0..=row).rev().find(is_line);
        self.cursor = if up { above().or_else(below) } else { below().or_else(above) }.unwrap_or(row);
        self.card_top = 0;
    }

    fn lay(&mut self, open: &Open, stage: Stage) {
        self.stage = stage;
        self.rows.clear();
        let Some(signing) = known(open, stage) else { return };
        let mut last = None;
        for (at, obstacle) in signing.way.iter().enumerate() {
            if last != Some(obstacle.weighs()) {
                last = Some(obstacle.weighs());
                self.rows.push(Row::Head(obstacle.weighs()));
            }
            self.rows.push(Row::Line(at));
        }
        let (open_hits, _) = open.suspicions.counts();
        if open_hits > 0 && signing.sheet.signed.is_none() {
            if last != Some(Weighs::Tells) {
                self.rows.push(Row::Head(Weighs::Tells));
            }
            self.rows.push(Row::Suspicions(open_hits));
        }
        if self.rows.is_empty() {
            self.rows.push(Row::None);
        }
        self.set_cursor(self.cursor);
    }

    fn parts(&self, area: Rect) -> Parts {
        let beside_cols = Some((area.width * 3 / 5).clamp(60, 110));
        Parts::of(area, &Wish { rows: self.rows.len(), beside_cols, tenths: 5, in_card: self.in_card })
    }
}

impl ViewPane for SigningPane {
    fn tab_name(&self, _: &Open, lang: Lang) -> String {
        words::signing(self.stage).say(lang).to_owned()
    }

    fn words(&self, cx: &Cx<'_>) -> Vec<String> {
        let Some(signing) = known(cx.open, cx.stage) else { return vec![cx.say(LOOKING).to_owned()] };
        let line = |row: &Row| match row {
            Row::Head(weighs) => Some(cx.say(heading(signing, *weighs)).to_owned()),
            Row::Line(at) => signing.way.get(*at).map(|way| format!("{}  {}", cx.say(topic_words(way.topic)), way.said.say(cx.lang))),
            Row::Suspicions(n) => Some(cx.lang.pick(format!("{n} suspicions are not settled"), format!("{n} 处疑点尚未处理"))),
            Row::None => None,
        };
        let (_, _, says) = verdict(cx, signing);
        // A line leads somewhere: the one the keys are on comes first, for a number went to it.
        let here = self.rows.get(self.cursor).and_then(line);
        let rows = self.rows.iter().enumerate().filter_map(|(at, row)| Some(format!("{}  {}", at + 1, line(row)?)));
        let sheet: Sheet<Target> = card::of(cx, signing, UNBOUND_COLS);
        here.into_iter().chain([says]).chain(rows).chain(sheet.words()).collect()
    }

    fn item(&self, open: &Open) -> Option<ItemRef> {
        match self.leads_to(open)? {
            Whereabouts::Item(item) => Some(item),
            Whereabouts::Row(id) => open.report.find(&id),
            _ => None,
        }
    }

    fn place(&self, open: &Open) -> Option<Place> {
        open.report.item(self.item(open)?).place
    }

    fn about(&self, _: &Open, lang: Lang) -> Option<String> {
        Some(words::signing(self.stage).say(lang).to_owned())
    }

    fn position(&self, open: &Open, lang: Lang) -> Option<String> {
        let acts = known(open, self.stage)?.acts;
        Some(lang.pick(format!("{acts} acts"), format!("操作记录 {acts} 条")))
    }

    fn facts(&self, open: &Open, facts: &mut Facts) {
        facts.there = self.leads_to(open).is_some();
    }

    fn step(&mut self, _: &Open, step: Step, page: u16) -> bool {
        if self.in_card {
            self.card_top = u16::try_from(step.from(self.card_top.into(), u32::from(u16::MAX), page)).unwrap_or(u16::MAX);
            return true;
        }
        let before = self.cursor;
        let count = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.set_cursor(step.from(u32::try_from(self.cursor).unwrap_or(0), count, page) as usize);
        self.cursor != before
    }

    fn sideways(&mut self, _: &Open, by: i32) {
        self.in_card = by > 0;
    }

    fn tab(&mut self, _: &Open, _: i32) {
        self.in_card = !self.in_card;
    }

    fn step_out(&mut self) -> bool {
        std::mem::take(&mut self.in_card)
    }

    fn on_enter(&self, open: &Open) -> OnEnter {
        if known(open, self.stage).is_none() { OnEnter::Nothing(LOOKING) } else { OnEnter::Menu(MENU) }
    }

    fn hints(&self) -> &'static [HintRow] {
        HINTS
    }

    fn settle(&mut self, cx: &Cx<'_>, area: Rect) {
        self.lay(cx.open, cx.stage);
        let parts = self.parts(area);
        let (row, count) = (u32::try_from(self.cursor).unwrap_or(0), u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        let shown = parts.list.height.saturating_sub(1);
        // The heading over the first line of its kind is seen with it.
        let head = self.cursor.checked_sub(1).is_some_and(|above| matches!(self.rows.get(above), Some(Row::Head(_))));
        self.top = bring_into_view(self.top, row, count, shown);
        self.top = bring_into_view(self.top, row.saturating_sub(u32::from(head && shown > 1)), count, shown);
        let inside = inside(parts.card);
        if let Some(signing) = known(cx.open, cx.stage) {
            let height = card::of(cx, signing, inside.width).height();
            self.card_top = self.card_top.min(height.saturating_sub(inside.height));
        }
    }

    fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let Some(signing) = known(cx.open, cx.stage) else {
            canvas.put(area.x + 3, area.y + 2, area.width.saturating_sub(4), cx.say(LOOKING), Role::Text);
            return;
        };
        let parts = self.parts(area);
        let (sign, role, says) = verdict(cx, signing);
        let used = canvas.put(parts.strip.x + 2, parts.strip.y, 2, sign, role) + 3;
        canvas.put_fit(parts.strip.x + used, parts.strip.y, parts.strip.width.saturating_sub(used + 1), &says, Role::Strong);
        let who = cx.say(words::stage(cx.stage));
        canvas.rule(parts.list.x, parts.list.y, parts.list.width, cx.say(words::signing(cx.stage)), who, !self.in_card);
        for (at, line) in parts.lines(self.top, self.rows.len()) {
            self.draw_row(cx, signing, canvas, at, line);
            finish_row(canvas, line, false, at == self.cursor && !self.in_card, Target::SigningRow(at));
        }
        parts.seam(canvas, area);
        if parts.card.height >= 3 {
            let title = if signing.sheet.signed.is_some() {
                tr("What was signed", "提交的内容")
            } else {
                tr("What will be signed", "将要提交的内容")
            };
            canvas.rule(parts.card.x, parts.card.y, parts.card.width, cx.say(title), "", self.in_card);
            canvas.hit(parts.card, Target::SigningCard);
            let inside = inside(parts.card);
            let sheet: Sheet<Target> = card::of(cx, signing, inside.width);
            draw_sheet(cx, canvas, inside, &sheet, self.card_top, self.in_card);
        }
    }
}

const LOOKING: Words = tr("Looking at what stands in the way, in a moment", "正在核对还差什么，稍候即见");

impl SigningPane {
    fn draw_row(&self, cx: &Cx<'_>, signing: &Signing, canvas: &mut Canvas<'_, Target>, at: usize, line: Rect) {
        let Some(row) = self.rows.get(at) else { return };
        let room = |x: u16| line.right().saturating_sub(x + 1);
        let (topic, says, weighs) = match row {
            Row::Head(weighs) => {
                let (words, count) = (heading(signing, *weighs), signing.weighing(*weighs).count());
                let says = match count {
                    0 => cx.say(words).to_owned(),
                    count => format!("{}  {count}", cx.say(words)),
                };
                canvas.put_fit(line.x + 2, line.y, room(line.x + 2), &says, Role::Quiet);
                return;
            }
            Row::None => {
                let says = if signing.sheet.signed.is_some() {
                    tr("Nothing has changed since it was signed.", "提交以后没有变化。")
                } else {
                    tr("Nothing stands in the way.", "没有未办的事项。")
                };
                canvas.put_fit(line.x + 4, line.y, room(line.x + 4), cx.say(says), Role::Text);
                return;
            }
            Row::Suspicions(n) => {
                let says = cx.lang.pick(format!("{n} suspicions are not settled"), format!("{n} 处疑点尚未处理"));
                (tr("Checks", "疑点"), says, Weighs::Tells)
            }
            Row::Line(at) => {
                let Some(Obstacle { topic, said, .. }) = signing.way.get(*at) else { return };
                (topic_words(*topic), said.say(cx.lang).to_owned(), signing.way[*at].weighs())
            }
        };
        let (sign, role) = match weighs {
            Weighs::Blocks => ("✗", Role::Bad),
            Weighs::Asks => ("!", Role::Warn),
            Weighs::Tells => ("-", Role::Quiet),
        };
        if at == self.cursor {
            canvas.put(line.x, line.y, 1, "›", Role::You);
        }
        let mut x = line.x + 2 + canvas.put(line.x + 2, line.y, 2, sign, role) + 1;
        let topic = cx.say(topic);
        canvas.put_fit(x, line.y, room(x), topic, Role::Quiet);
        x += cx.lang.pick(11, 10).max(u16::try_from(cols(topic, cx.look.width) + 2).unwrap_or(0));
        let role = if at == self.cursor { Role::Strong } else { Role::Text };
        cx.put_lit(canvas, (x, line.y), room(x), &says, role);
    }
}

fn heading(signing: &Signing, weighs: Weighs) -> Words {
    match weighs {
        Weighs::Blocks => tr("To be done first", "必须先办"),
        Weighs::Asks if signing.sheet.signed.is_some() => tr("No longer as signed", "与提交时不同"),
        Weighs::Asks => tr("May be passed over with a reason", "可以说明理由后继续"),
        Weighs::Tells => tr("Worth knowing", "另请留意"),
    }
}

const fn topic_words(topic: Topic) -> Words {
    match topic {
        Topic::Order => tr("Stages", "环节"),
        Topic::Report => tr("Report", "报告"),
        Topic::Conflict => tr("Conflict", "意见"),
        Topic::Standard => tr("Standard", "评分标准"),
        Topic::Score => tr("Score", "评分"),
        Topic::Finding => tr("Finding", "问题"),
        Topic::OwnWork => tr("Own work", "复核质量"),
        Topic::Mark => tr("Marks", "标记"),
        Topic::Resign => tr("Changed", "有变化"),
    }
}

/// In a line: whether it can be signed, or that it is.
fn verdict(cx: &Cx<'_>, signing: &Signing) -> (&'static str, Role, String) {
    let stage = signing.of.1;
    let count = |weighs| signing.weighing(weighs).count();
    let what = cx.say(words::signing(stage));
    if let Some((_, sign_off)) = signing.signed.iter().find(|(signed, _)| *signed == stage) {
        let who = format!("{}  {}", cx.open.who(&sign_off.by), words::when(&sign_off.at));
        let signed = cx.say(words::signed(stage));
        if !signing.needs_resign() {
            return ("✓", Role::Ok, format!("{signed}  {who}"));
        }
        let n = signing.way.len();
        let differs = cx.lang.pick(format!("{n} figures are no longer as signed"), format!("{n} 处与提交时不同"));
        return ("!", Role::Warn, format!("{}{}{differs}  {signed}  {who}", cx.say(words::RESIGN), cx.lang.pick(": ", "：")));
    }
    match (count(Weighs::Blocks), count(Weighs::Asks)) {
        (0, 0) => ("✓", Role::Ok, cx.lang.pick(format!("{what}: nothing stands in the way"), format!("可以{what}"))),
        (0, asks) => {
            let says = cx.lang.pick(
                format!("{what}: {asks} things may be passed over with a reason"),
                format!("可以{what}：{asks} 件没有办完，须说明理由"),
            );
            ("!", Role::Warn, says)
        }
        (blocks, _) => {
            let says = cx.lang.pick(format!("Not yet: {blocks} things to be done first"), format!("还不能{what}：{blocks} 件必须先办"));
            ("✗", Role::Bad, says)
        }
    }
}
