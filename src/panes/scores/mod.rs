//! The score sheet (评分表): its rows, the totals, and the card of the row under the cursor. Changes
//! nothing of the review: what is scored and deducted goes through the app.

mod card;
mod columns;

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::list_card::{TALL_FROM_ROWS, draw_sheet, inside};
use super::{Cx, HintRow, OnEnter, Open, Step, ViewPane, bring_into_view};
use crate::command::{Command, Facts, Target};
use crate::lang::{Lang, Words, tr};
use crate::report::{ItemRef, Place};
use crate::scoring::{Row, Sheet, Total};
use crate::ui::{Canvas, Role, Sheet as Lines};
use crate::words;
use columns::{Laid, laid};

const MENU: &[Command] = &[
    Command::Edit,
    Command::Deduct,
    Command::Adopt,
    Command::Score,
    Command::ScoreReason,
    Command::ItsFinding,
    Command::Passage,
    Command::Standard,
    Command::Comment,
    Command::Table,
];
const MENU_NO_STANDARD: &[Command] = &[
    Command::Standard,
    Command::Edit,
    Command::Deduct,
    Command::Score,
    Command::ScoreReason,
    Command::ItsFinding,
    Command::Passage,
    Command::Comment,
    Command::Table,
];
const MENU_NO_ROW: &[Command] = &[Command::Standard, Command::Table];

const HINTS: &[HintRow] = &[
    (Command::Menu, None),
    (Command::Standard, None),
    (Command::Deduct, None),
    (Command::Adopt, None),
    (Command::Edit, None),
    (Command::Score, None),
    (Command::ItsFinding, None),
    (Command::Select, None),
];

/// A figure of a row that the reviewer may give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// 分值.
    Weight,
    /// 认定值.
    #[default]
    Verified,
    /// 复核分: what it starts from.
    Score,
    /// 扣分原因及依据.
    Reason,
}

impl Cell {
    const ALL: [Self; 4] = [Self::Weight, Self::Verified, Self::Score, Self::Reason];

    /// What it is called.
    pub const fn words(self) -> Words {
        match self {
            Self::Weight => tr("Weight", "分值"),
            Self::Verified => tr("Verified value", "认定值"),
            Self::Score => tr("Review score", "复核分"),
            Self::Reason => tr("Reason", "原因"),
        }
    }

    /// What is asked where nothing is typed yet.
    pub const fn asks(self) -> Words {
        match self {
            Self::Weight => tr("points it is worth", "这一行的分值"),
            Self::Verified => tr("the actual value as verified, with its unit if it has another", "核实后的完成值，计量单位不同的带上单位"),
            Self::Score => tr("points, before deductions", "复核评定的分数（未减问题扣分）"),
            Self::Reason => tr("why, and on which grounds", "为什么这样评，依据是什么"),
        }
    }

    fn step(self, by: i32) -> Self {
        let at = Self::ALL.iter().position(|cell| *cell == self).unwrap_or(0);
        let to = if by < 0 { at.saturating_sub(1) } else { (at + 1).min(Self::ALL.len() - 1) };
        Self::ALL[to]
    }
}

/// The score sheet.
#[derive(Clone, Debug, Default)]
pub struct ScoresPane {
    cursor: usize,
    /// The row the cursor is on, by its id: it stays there whatever standard is laid over the report.
    here: Option<String>,
    cell: Cell,
    /// The row at which choosing several began.
    anchor: Option<String>,
    top: u32,
    in_card: bool,
    card_top: u16,
}

/// How the view is parted.
struct Parts {
    /// Its rule, the heads of the columns below it.
    head: Rect,
    rows: Rect,
    /// The totals, then what they lack or where they stand among the grades.
    totals: Rect,
    card: Rect,
}

impl ScoresPane {
    /// The row the keys are on.
    pub fn row<'a>(&self, open: &'a Open) -> Option<&'a Row> {
        open.desk.sheet()?.rows.get(self.cursor)
    }

    /// The figure the keys are on.
    pub fn cell(&self) -> Cell {
        self.cell
    }

    /// The rows the keys are on: that of the cursor, or all that are chosen.
    pub fn chosen<'a>(&self, open: &'a Open) -> &'a [Row] {
        let Some(sheet) = open.desk.sheet() else { return &[] };
        let (from, to) = self.range(sheet);
        sheet.rows.get(from..(to + 1).min(sheet.rows.len())).unwrap_or_default()
    }

    /// Starts choosing several rows, or lets go of them.
    pub fn select(&mut self, on: bool) {
        self.anchor = if on { self.here.clone() } else { None };
    }

    /// Whether several rows are being chosen.
    pub fn is_selecting(&self) -> bool {
        self.anchor.is_some()
    }

    /// Puts the cursor on a row.
    pub fn point(&mut self, open: &Open, row: usize) {
        self.in_card = false;
        self.set_cursor(open, row);
    }

    /// Puts the cursor on the row of this id.
    pub fn go(&mut self, id: String) {
        self.in_card = false;
        self.here = Some(id);
    }

    /// Gives the card the keys.
    pub fn focus_card(&mut self) {
        self.in_card = true;
    }

    fn range(&self, sheet: &Sheet) -> (usize, usize) {
        let anchor = self.anchor.as_ref().and_then(|id| sheet.rows.iter().position(|row| row.id == *id)).unwrap_or(self.cursor);
        (anchor.min(self.cursor), anchor.max(self.cursor))
    }

    fn set_cursor(&mut self, open: &Open, row: usize) {
        let rows = open.desk.sheet().map_or(&[][..], |sheet| &sheet.rows);
        self.cursor = row.min(rows.len().saturating_sub(1));
        self.here = rows.get(self.cursor).map(|row| row.id.clone());
        self.card_top = 0;
    }

    /// Finds the row one was on.
    fn restore(&mut self, open: &Open) {
        let Some(sheet) = open.desk.sheet() else { return };
        let is_here = |row: &Row| Some(&row.id) == self.here.as_ref();
        if !sheet.rows.get(self.cursor).is_some_and(is_here) {
            let found = sheet.rows.iter().position(is_here).unwrap_or(self.cursor);
            self.set_cursor(open, found);
        }
    }

    fn parts(open: &Open, in_card: bool, area: Rect) -> Parts {
        let tall = area.height >= TALL_FROM_ROWS;
        let count = u16::try_from(open.desk.sheet().map_or(0, |sheet| sheet.rows.len())).unwrap_or(u16::MAX);
        let (head, totals) = (2, 2 + u16::from(tall));
        let room = area.height.saturating_sub(head + totals);
        let most = if in_card { room / 4 } else { room * 3 / 5 };
        let rows = Rect { y: area.y + head, height: count.min(most.max(3)).min(room), ..area };
        let totals = Rect { y: rows.bottom(), height: totals.min(area.bottom().saturating_sub(rows.bottom())), ..area };
        let card = Rect { y: totals.bottom(), height: area.bottom().saturating_sub(totals.bottom()), ..area };
        Parts { head: Rect { height: head.min(area.height), ..area }, rows, totals, card }
    }

    fn card(&self, cx: &Cx<'_>, cols: u16) -> Lines<Target> {
        match (cx.open.desk.sheet(), self.row(cx.open)) {
            (Some(sheet), Some(row)) => card::of_row(cx, sheet, row, cols),
            (Some(sheet), None) => card::of_nothing(cx, sheet, cols),
            (None, _) => Lines::new(cols, 0, cx.look.width),
        }
    }
}

impl ViewPane for ScoresPane {
    fn tab_name(&self, _: &Open, lang: Lang) -> String {
        tr("Scores", "评分表").say(lang).to_owned()
    }

    fn item(&self, open: &Open) -> Option<ItemRef> {
        self.row(open)?.at
    }

    fn place(&self, open: &Open) -> Option<Place> {
        open.report.item(self.item(open)?).place
    }

    fn about(&self, open: &Open, lang: Lang) -> Option<String> {
        let row = self.row(open)?;
        let many = self.chosen(open).len();
        Some(if many > 1 { lang.pick(format!("{many} rows"), format!("{many} 行")) } else { row.name.clone() })
    }

    fn position(&self, open: &Open, lang: Lang) -> Option<String> {
        let count = open.desk.sheet()?.rows.len();
        let at = self.cursor + 1;
        let cell = self.cell.words().say(lang);
        (count > 0).then(|| format!("{cell}  {}", words::nth(lang, at, count)))
    }

    fn facts(&self, open: &Open, facts: &mut Facts) {
        facts.row = self.row(open).is_some();
        facts.sheet = open.desk.sheet().is_some();
        facts.written_on |= facts.row;
        let taken = |row: &Row| !row.deductions.is_empty();
        facts.its_finding |= self.row(open).is_some_and(taken);
    }

    fn step(&mut self, open: &Open, step: Step, page: u16) -> bool {
        if self.in_card {
            self.card_top = u16::try_from(step.from(self.card_top.into(), u32::from(u16::MAX), page)).unwrap_or(u16::MAX);
            return true;
        }
        let count = open.desk.sheet().map_or(0, |sheet| u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX));
        let to = step.from(u32::try_from(self.cursor).unwrap_or(0), count, page) as usize;
        let moved = to != self.cursor;
        self.set_cursor(open, to);
        moved
    }

    fn sideways(&mut self, _: &Open, by: i32) {
        self.in_card = false;
        self.cell = self.cell.step(by);
    }

    fn tab(&mut self, _: &Open, _: i32) {
        self.in_card = !self.in_card;
    }

    fn step_out(&mut self) -> bool {
        self.anchor.take().is_some() || std::mem::take(&mut self.in_card)
    }

    fn on_enter(&self, open: &Open) -> OnEnter {
        match (open.desk.sheet(), self.row(open)) {
            (None, _) => OnEnter::Nothing(tr("The report is still being read", "正在读取报告，稍候")),
            (Some(_), None) => OnEnter::Menu(MENU_NO_ROW),
            (Some(sheet), Some(_)) if sheet.standard.is_none() => OnEnter::Menu(MENU_NO_STANDARD),
            (Some(_), Some(_)) => OnEnter::Menu(MENU),
        }
    }

    fn hints(&self) -> &'static [HintRow] {
        HINTS
    }

    fn settle(&mut self, cx: &Cx<'_>, area: Rect) {
        self.restore(cx.open);
        let parts = Self::parts(cx.open, self.in_card, area);
        let count = cx.open.desk.sheet().map_or(0, |sheet| u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX));
        self.top = bring_into_view(self.top, u32::try_from(self.cursor).unwrap_or(0), count, parts.rows.height);
        let inside = inside(parts.card);
        self.card_top = self.card_top.min(self.card(cx, inside.width).height().saturating_sub(inside.height));
    }

    fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let Some(sheet) = cx.open.desk.sheet() else {
            let says = cx.say(tr("Reading the indicators", "正在读取指标，稍候即见"));
            canvas.put(area.x + 3, area.y + 2, area.width.saturating_sub(4), says, Role::Text);
            return;
        };
        let parts = Self::parts(cx.open, self.in_card, area);
        let laid = laid(area, cx.lang);
        self.draw_head(cx, sheet, canvas, parts.head, &laid);
        let (from, to) = self.range(sheet);
        for (at, y) in (self.top as usize..sheet.rows.len()).zip(parts.rows.y..parts.rows.bottom()) {
            let line = Rect { y, height: 1, ..parts.rows };
            let before = at.checked_sub(1).filter(|_| at > self.top as usize).and_then(|at| sheet.rows.get(at));
            laid.draw(cx, canvas, y, (at, &sheet.rows[at]), before);
            if self.is_selecting() && (from..=to).contains(&at) {
                canvas.put(line.x, y, 1, "*", Role::You);
            }
            if at == self.cursor && !self.in_card {
                canvas.tint(Rect { x: line.x + 1, width: line.width.saturating_sub(1), ..line }, Role::Here);
                if let Some(cell) = laid.cell(self.cell) {
                    canvas.tint(Rect { y, ..cell }, Role::Chip);
                }
            }
            canvas.hit(line, Target::ScoreRow(at));
        }
        draw_totals(cx, sheet, canvas, parts.totals, &laid);
        self.draw_card(cx, canvas, parts.card);
    }
}

impl ScoresPane {
    fn draw_head(&self, cx: &Cx<'_>, sheet: &Sheet, canvas: &mut Canvas<'_, Target>, area: Rect, laid: &Laid) {
        let title = tr("Score sheet", "评分表").say(cx.lang);
        let title = match sheet.stage {
            crate::review::Stage::First => title.to_owned(),
            stage => format!("{title}  {}", cx.say(crate::words::stage(stage))),
        };
        let right = if self.is_selecting() {
            let count = self.chosen(cx.open).len();
            cx.lang.pick(format!("{count} chosen"), format!("已选 {count} 行"))
        } else {
            standard_name(cx, sheet)
        };
        canvas.rule(area.x, area.y, area.width, &title, &right, !self.in_card);
        laid.draw_heads(cx, canvas, area.y + 1);
    }

    fn draw_card(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        if area.height < 2 {
            return;
        }
        let title = self.row(cx.open).map_or_else(|| cx.say(tr("How to score", "怎样评分")).to_owned(), |row| row.name.clone());
        let right = self.row(cx.open).map_or_else(String::new, |row| {
            let levels: Vec<&str> = row.levels.iter().map(String::as_str).filter(|level| !level.is_empty()).collect();
            levels.join(" › ")
        });
        canvas.rule(area.x, area.y, area.width, &title, &right, self.in_card);
        let inside = inside(area);
        let card = self.card(cx, inside.width);
        draw_sheet(cx, canvas, inside, &card, self.card_top, self.in_card);
        canvas.hit(area, Target::ScoreCard);
    }
}

/// `评分标准：财预〔2020〕10号`, or that none is chosen.
fn standard_name(cx: &Cx<'_>, sheet: &Sheet) -> String {
    let head = cx.say(tr("Standard: ", "评分标准："));
    match (&sheet.standard, &sheet.standard_missing) {
        (Some(standard), _) => {
            let name = cx.lang.pick(&standard.name_en, &standard.name);
            let unofficial = if standard.unofficial { cx.say(tr(" (unofficial)", "（非官方）")) } else { "" };
            format!("{head}{name}{unofficial}")
        }
        (None, Some(named)) => {
            let lost = cx.say(tr(" (not at hand)", "（本机没有）"));
            format!("{head}{named}{lost}")
        }
        (None, None) => format!("{head}{}", cx.say(tr("none chosen", "未选"))),
    }
}

fn draw_totals(cx: &Cx<'_>, sheet: &Sheet, canvas: &mut Canvas<'_, Target>, area: Rect, laid: &Laid) {
    let mut y = area.y;
    if area.height > 2 {
        canvas.hline(area.x + 4, y, area.width.saturating_sub(8), false, Role::Line);
        y += 1;
    }
    if y >= area.bottom() {
        return;
    }
    laid.draw_totals(cx, canvas, y, sheet);
    y += 1;
    if y < area.bottom() {
        let (text, role) = standing(cx, sheet);
        canvas.put_fit(area.x + 4, y, area.width.saturating_sub(6), &text, role);
    }
}

/// Where the total stands among the grades; or what it lacks.
fn standing(cx: &Cx<'_>, sheet: &Sheet) -> (String, Role) {
    if let Some(edge) = &sheet.edge {
        return (edge.said().say(cx.lang).to_owned(), Role::Strong);
    }
    if let Some(total) = sheet.total.figure() {
        let total = format!("{total:.2}");
        return (
            cx.lang.pick(format!("Total {total}; no grades in the standard"), format!("总分 {total} 分；评分标准未列等级")),
            Role::Strong,
        );
    }
    let head = cx.say(tr("No total yet: ", "复核得分还不能合计："));
    (format!("! {head}{}", lacking(&sheet.total, cx.lang)), Role::Warn)
}

/// What a total lacks: the same reason once, counted.
fn lacking(total: &Total, lang: Lang) -> String {
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for missing in &total.missing {
        let said = missing.said.say(lang);
        match reasons.iter_mut().find(|(known, _)| *known == said) {
            Some((_, count)) => *count += 1,
            None => reasons.push((said, 1)),
        }
    }
    let counted = |(said, count): &(&str, usize)| match count {
        1 => (*said).to_owned(),
        many => lang.pick(format!("{said} ({many} rows)"), format!("{said} {many} 项")),
    };
    reasons.iter().map(counted).collect::<Vec<_>>().join(lang.pick("; ", "；"))
}
