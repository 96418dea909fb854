//! How the score view is drawn: its faces, the rows of the sheet with their totals, the lines of the list
//! faces, the card below.

use ratatui::layout::Rect;

use super::columns::{Laid, laid};
use super::face::Face;
use super::{ScoresPane, card, ledger};
use crate::command::{Command, Target};
use crate::lang::{Lang, tr};
use crate::panes::list_card::{TALL_FROM_ROWS, draw_sheet, finish_row, inside};
use crate::panes::{Cx, Open};
use crate::scoring::{Sheet, Total};
use crate::ui::{Canvas, Role, Sheet as Lines};
use crate::words;

/// From so many rows on there is room for a line that names the faces.
const STRIP_FROM_ROWS: u16 = 16;

/// How the view is parted.
pub(super) struct Parts {
    /// The faces.
    strip: Rect,
    /// Its rule, the heads of the columns below it.
    head: Rect,
    /// The rows or lines.
    pub rows: Rect,
    /// The totals, then what they lack or where they stand among the grades.
    totals: Rect,
    pub card: Rect,
}

impl ScoresPane {
    pub(super) fn parts(&self, open: &Open, area: Rect) -> Parts {
        let tall = area.height >= TALL_FROM_ROWS;
        let count = u16::try_from(self.count(open)).unwrap_or(u16::MAX);
        // In a low window the rule alone says which face it is.
        let strip_rows = u16::from(area.height >= STRIP_FROM_ROWS);
        let (strip, head) = (strip_rows + u16::from(tall), 2);
        let totals = if self.face.is_rows() { 2 + u16::from(tall) } else { u16::from(tall) };
        let room = area.height.saturating_sub(strip + head + totals);
        let most = if self.in_card { room / 4 } else { room * 3 / 5 };
        let rows = Rect { y: area.y + strip + head, height: count.min(most.max(3)).min(room), ..area };
        let totals = Rect { y: rows.bottom(), height: totals.min(area.bottom().saturating_sub(rows.bottom())), ..area };
        let card = Rect { y: totals.bottom(), height: area.bottom().saturating_sub(totals.bottom()), ..area };
        let strip_at = Rect { y: area.y + u16::from(tall) / 2, height: strip_rows, ..area };
        let head = Rect { y: area.y + strip, height: head.min(area.height.saturating_sub(strip)), ..area };
        Parts { strip: strip_at, head, rows, totals, card }
    }

    /// The card of what the keys are on.
    pub(super) fn card(&self, cx: &Cx<'_>, cols: u16) -> Lines<Target> {
        let Some(sheet) = cx.open.desk.shown() else { return Lines::new(cols, 0, cx.look.width) };
        match (self.line(cx.open), self.row(cx.open)) {
            (Some(line), _) if !self.face.is_rows() => card::of_line(cx, sheet, line, cols),
            (_, Some(row)) => card::of_row(cx, sheet, row, cols),
            (_, None) if sheet.rows.is_empty() => card::of_nothing(cx, sheet, cols),
            (_, None) => Lines::new(cols, 0, cx.look.width),
        }
    }

    pub(super) fn draw_all(&self, cx: &Cx<'_>, sheet: &Sheet, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let parts = self.parts(cx.open, area);
        if !parts.strip.is_empty() {
            self.draw_strip(cx, canvas, parts.strip);
        }
        if self.face.is_rows() {
            self.draw_rows(cx, sheet, canvas, &parts, area);
        } else {
            self.draw_lines(cx, sheet, canvas, &parts);
        }
        self.draw_card(cx, canvas, parts.card);
    }

    /// The faces; the one shown is lit.
    fn draw_strip(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let mut x = area.x + 1;
        for face in Face::ALL {
            let says = format!(" {} ", cx.say(face.words()));
            let role = if face == self.face { Role::Chip } else { Role::Text };
            x += canvas.put(x, area.y, area.right().saturating_sub(x), &says, role) + 1;
        }
        let key = cx.keymap.key_of(Command::Order, cx.lang);
        canvas.put(
            x + 1,
            area.y,
            area.right().saturating_sub(x + 1),
            &cx.lang.pick(format!("{key} next"), format!("{key} 换")),
            Role::Quiet,
        );
    }

    fn draw_rows(&self, cx: &Cx<'_>, sheet: &Sheet, canvas: &mut Canvas<'_, Target>, parts: &Parts, area: Rect) {
        let laid = laid(area, self.face, cx.lang);
        self.draw_head(cx, sheet, canvas, parts.head);
        laid.draw_heads(cx, canvas, parts.head.y + 1);
        for (at, y) in (self.top as usize..sheet.rows.len()).zip(parts.rows.y..parts.rows.bottom()) {
            let line = Rect { y, height: 1, ..parts.rows };
            let before = at.checked_sub(1).filter(|_| at > self.top as usize).and_then(|at| sheet.rows.get(at));
            laid.draw(cx, canvas, y, (at, &sheet.rows[at]), before.map(|row| &**row));
            if self.is_chosen(sheet, at) {
                canvas.put(line.x, y, 1, "*", Role::You);
            }
            if at == self.cursor && !self.in_card {
                canvas.tint(Rect { x: line.x + 1, width: line.width.saturating_sub(1), ..line }, Role::Here);
                if let Some(cell) = laid.cell(self.cell).filter(|_| self.face == Face::Sheet) {
                    canvas.tint(Rect { y, ..cell }, Role::Chip);
                }
            }
            canvas.hit(line, Target::ScoreRow(at));
        }
        draw_totals(cx, sheet, canvas, parts.totals, &laid);
    }

    fn draw_lines(&self, cx: &Cx<'_>, sheet: &Sheet, canvas: &mut Canvas<'_, Target>, parts: &Parts) {
        self.draw_head(cx, sheet, canvas, parts.head);
        if self.count(cx.open) == 0 {
            let says = cx.say(tr(
                "No matter was found on more than one row: there is nothing to compare.",
                "没有同一事项出现在多项指标上，无可比较。",
            ));
            canvas.put_fit(parts.head.x + 3, parts.head.y + 1, parts.head.width.saturating_sub(4), says, Role::Text);
            return;
        }
        ledger::draw_heads(cx, canvas, Rect { y: parts.head.y + 1, height: 1, ..parts.head }, self.face);
        let standing = standing(cx, sheet);
        for (at, y) in (self.top as usize..self.count(cx.open)).zip(parts.rows.y..parts.rows.bottom()) {
            let at_line = Rect { y, height: 1, ..parts.rows };
            if let Some(line) = ledger::line(cx.open, self.face, at) {
                ledger::draw(cx, canvas, at_line, line, &standing);
            }
            finish_row(canvas, at_line, false, at == self.at && !self.in_card, Target::ScoreRow(at));
        }
    }

    fn draw_head(&self, cx: &Cx<'_>, sheet: &Sheet, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let title = self.face.words().say(cx.lang);
        let title = match sheet.stage {
            crate::review::Stage::First => title.to_owned(),
            stage => format!("{title}  {}", cx.say(words::stage(stage))),
        };
        let trial = cx.open.desk.trial();
        let title = if trial.is_some() { format!("{}  {title}", cx.say(tr("TRIAL", "试算"))) } else { title };
        let right = if let Some(trial) = trial {
            let [accept, drop] = [Command::AcceptTrial, Command::DropTrial].map(|command| cx.keymap.key_of(command, cx.lang));
            let n = trial.count();
            cx.lang.pick(
                format!("{n} tried, not recorded: {accept} accepts, {drop} drops"),
                format!("试了 {n} 处，未记入：{accept} 采纳  {drop} 放弃"),
            )
        } else if self.face.is_rows() && self.is_selecting() {
            let count = self.chosen(cx.open).len();
            cx.lang.pick(format!("{count} chosen"), format!("已选 {count} 行"))
        } else {
            standard_name(cx, sheet)
        };
        canvas.rule(area.x, area.y, area.width, &title, &right, !self.in_card);
    }

    fn draw_card(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        if area.height < 2 {
            return;
        }
        let title = match (self.row(cx.open), self.face.is_rows()) {
            (Some(row), _) => row.name.clone(),
            (None, true) => cx.say(tr("How to score", "怎样评分")).to_owned(),
            (None, false) => cx.say(self.face.words()).to_owned(),
        };
        let right = self.row(cx.open).map_or_else(String::new, |row| {
            let levels: Vec<&str> = row.levels.iter().map(String::as_str).filter(|level| !level.is_empty()).collect();
            levels.join(" › ")
        });
        canvas.rule(area.x, area.y, area.width, &title, &right, self.in_card);
        let inside = inside(area);
        let card = self.card(cx, inside.width);
        // The card's own lines lie over it.
        canvas.hit(area, Target::ScoreCard);
        draw_sheet(cx, canvas, inside, &card, self.card_top, self.in_card);
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
        _ if cx.open.review.frame().is_conflict() => format!("{head}{}", cx.say(words::CONFLICT)),
        (None, Some(named)) => {
            let lost = cx.say(tr(" (not at hand)", "（本机没有）"));
            format!("{head}{named}{lost}")
        }
        (None, None) if sheet.findings_only => format!("{head}{}", cx.say(words::FINDINGS_ONLY)),
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

/// Where the total stands among the grades; or what it lacks; while figures are tried, what comes of them.
fn standing(cx: &Cx<'_>, sheet: &Sheet) -> (String, Role) {
    if let Some(trial) = cx.open.desk.trial() {
        return (trial.what_if().said().say(cx.lang).to_owned(), Role::Warn);
    }
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
    if sheet.findings_only {
        return (
            cx.say(tr("By choice nothing is scored: papers give no score and no grade", "已选只提问题：文书不出得分和等级")).to_owned(),
            Role::Text,
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
