//! How the folder view is drawn: the line of sums, the rows under their heads, the card of the row under the cursor.

use ratatui::layout::Rect;

use super::columns::laid;
use super::{Batch, BatchCx, Reading, Totals, card, parts, place};
use crate::batch::Row;
use crate::command::Target;
use crate::lang::{Lang, Words, tr};
use crate::text::cols;
use crate::ui::{Canvas, Role};
use crate::words;

impl Batch {
    /// Draws it.
    pub fn draw(&self, cx: BatchCx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect) {
        let (strip, list, card) = parts(area);
        self.draw_totals(cx, canvas, strip);
        let laid = laid(list, cx.lang, self.due);
        laid.draw_heads(cx, canvas, list.y - 1, (self.order, self.reversed));
        let rows = self.shown.iter().enumerate().skip(self.top as usize).filter_map(|(at, n)| Some((at, self.rows.get(*n as usize)?)));
        for ((at, row), y) in rows.zip(list.y..list.bottom()) {
            let line = Rect { y, height: 1, ..list };
            laid.draw(cx, canvas, y, row);
            if at == self.cursor as usize {
                canvas.tint(Rect { x: line.x + 1, width: line.width.saturating_sub(1), ..line }, Role::Here);
            }
            canvas.hit(line, Target::BatchRow(place(at)));
        }
        if self.rows.is_empty() {
            self.draw_empty(cx, canvas, list);
        } else if self.shown.is_empty() {
            let says = said(cx, tr("No department fits; {cancel} shows all again", "没有符合的部门；{cancel} 取消筛选"));
            canvas.put_fit(list.x + 3, list.y + 1, list.width.saturating_sub(6), &says, Role::Text);
        }
        let title = self.here().map_or("", Row::title);
        canvas.rule(card.x, card.y, card.width, title, "", false);
        if let Some(row) = self.here() {
            let inside = Rect { x: card.x + 2, y: card.y + 1, width: card.width.saturating_sub(4), height: card.height.saturating_sub(1) };
            card::draw(cx, canvas, inside, row, &self.folder);
        }
    }

    fn draw_empty(&self, cx: BatchCx<'_>, canvas: &mut Canvas<'_, Target>, list: Rect) {
        let says = match self.reading {
            Reading::Listing => [tr("Listing the folder …", "正在读取文件夹……"), tr("", "")],
            Reading::Stopped => {
                [tr("Stopped before the folder was listed; {refilter} goes on", "文件夹还没读完就停了，按 {refilter} 继续"), tr("", "")]
            }
            _ => [
                tr(
                    "No department here: neither an assessment (.json) nor a sub-folder with papers.",
                    "这里没有部门：没有审核文件（json），也没有放着材料的子文件夹。",
                ),
                tr(
                    "`shenyue import FOLDER` makes an assessment of each sub-folder; {cancel} leads to the start page.",
                    "一个部门一个子文件夹的，用 shenyue import 文件夹 逐个生成；{cancel} 回起始页。",
                ),
            ],
        };
        for (says, y) in says.iter().zip(list.y + 1..list.bottom()) {
            canvas.put_fit(list.x + 3, y, list.width.saturating_sub(6), &said(cx, *says), Role::Text);
        }
    }

    /// `部门 128 · 审完 12 · 已提交 8 · 疑点 345 · 问题 67`, and at the right how far the reading is.
    fn draw_totals(&self, cx: BatchCx<'_>, canvas: &mut Canvas<'_, Target>, strip: Rect) {
        let Totals { reviewed, submitted, packages, refused, suspicions, findings, late, .. } = self.totals;
        let reading = cx.keymap.put_keys(&self.progress(cx.lang), cx.lang);
        let end = canvas.put_right(strip.right().saturating_sub(1), strip.y, strip.width / 2, &reading, Role::Quiet);
        let all = self.rows.len();
        // What must be seen first: in a narrow window the last are left out.
        let wrong = [
            (late, cx.lang.pick(format!("overdue {late}"), format!("逾期 {late}")), Role::Bad),
            (refused, cx.lang.pick(format!("cannot be opened {refused}"), format!("打不开 {refused}")), Role::Bad),
            (packages, cx.lang.pick(format!("not imported {packages}"), format!("未导入 {packages}")), Role::Text),
            (usize::from(self.more), cx.lang.pick(format!("only {all} shown"), format!("只列前 {all} 个")), Role::Warn),
        ];
        let done = [
            (cx.lang.pick(format!("reviewed {reviewed}"), format!("审完 {reviewed}")), Role::Text),
            (cx.lang.pick(format!("submitted {submitted}"), format!("已提交 {submitted}")), Role::Text),
            (cx.lang.pick(format!("suspicions {suspicions}"), format!("疑点 {suspicions}")), Role::Warn),
            (cx.lang.pick(format!("findings {findings}"), format!("问题 {findings}")), Role::Text),
        ];
        let mut x = strip.x + 1;
        let room = |x: u16| end.saturating_sub(x + 2);
        if let Some(filter) = &self.filter {
            let kept = words::kept(cx.lang, self.shown.len(), all);
            x += canvas.put_fit(x, strip.y, room(x), &format!("f {}  {kept}", filter.text()), Role::YouStrong) + 3;
        }
        let first = (cx.lang.pick(format!("{all} departments"), format!("部门 {all}")), Role::Strong);
        let wrong = wrong.into_iter().filter(|(count, ..)| *count > 0).map(|(_, says, role)| (says, role));
        for (says, role) in std::iter::once(first).chain(wrong).chain(done) {
            if cols(&says, cx.look.width) <= room(x).into() {
                x += canvas.put(x, strip.y, room(x), &says, role) + 3;
            }
        }
    }

    fn progress(&self, lang: Lang) -> String {
        let Totals { read, counted, packages, refused, .. } = self.totals;
        let all = self.rows.len() - packages;
        match self.reading {
            Reading::Listing => tr("listing …", "正在列出……").say(lang).to_owned(),
            Reading::Running if read < all => {
                lang.pick(format!("read {read}/{all}, {{cancel}} stops"), format!("已读 {read}/{all}，{{cancel}} 停止"))
            }
            Reading::Running => {
                let all = all - refused;
                lang.pick(format!("checked {counted}/{all}, {{cancel}} stops"), format!("已核查 {counted}/{all}，{{cancel}} 停止"))
            }
            Reading::Stopped => {
                lang.pick(format!("stopped at {read}/{all}: {{refilter}} goes on"), format!("停在 {read}/{all}，按 {{refilter}} 继续"))
            }
            Reading::Done => String::new(),
        }
    }
}

/// With the keys in force for the commands named in it.
fn said(cx: BatchCx<'_>, words: Words) -> String {
    cx.keymap.put_keys(words.say(cx.lang), cx.lang)
}
