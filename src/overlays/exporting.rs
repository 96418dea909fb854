//! The papers to write: which, as what, to where; each can be looked at first.

use std::path::PathBuf;

use ratatui::layout::Rect;

use super::spoken::{Asks, Spoken, joined};
use super::{Choice, OverCx, Reply, centred};
use crate::command::{Key, KeyCode, Target};
use crate::export::{Audience, Format, Marks, Over, PAPERS, Paper, Remark, Wanted};
use crate::lang::{Words, tr};
use crate::review::Severity;
use crate::ui::textbox::{Did, Shape, TextBox};
use crate::ui::{Canvas, Role};

pub(super) const MODE: Words = tr("Papers", "文书");
pub(super) const HINTS: &[(Words, Words)] = &[
    (tr("Space", "空格"), tr("take or leave", "选取、不选")),
    (tr("Enter", "回车"), tr("look at it", "预览")),
    (tr("r", "r"), tr("remarks", "核对")),
    (tr("Tab", "Tab"), tr("to “write”", "到“导出”")),
    (tr("Esc", "Esc"), tr("close", "关闭")),
    (tr("Up Down", "上下键"), tr("choose", "选")),
];

/// What the remarks are called.
pub const REMARKS: Words = tr("To look at before handing in", "提交前请核对");

/// How a remark's sign is lit.
pub const fn weighs(severity: Severity) -> Role {
    match severity {
        Severity::Severe => Role::Bad,
        Severity::Major => Role::Warn,
        Severity::Minor | Severity::Hint => Role::Text,
    }
}

/// The view.
#[derive(Debug)]
pub struct Exporting {
    stem: String,
    papers: Vec<Paper>,
    formats: Vec<Format>,
    marks: Marks,
    folder: TextBox,
    due: Due,
    remarks: Vec<Remark>,
    cursor: usize,
    top: usize,
    shown: usize,
}

/// More lines below would push “write” off the screen.
const REMARKS_SHOWN_MAX: u16 = 6;

/// What the review is ripe for.
#[derive(Clone, Debug, Default)]
pub struct Due {
    /// The papers chosen to begin with.
    pub papers: Vec<Paper>,
    /// Why these, in the reader's language.
    pub why: String,
    /// How many findings' numbers a paper that goes out would fix.
    pub unnumbered: usize,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Paper(Paper),
    Format(Format),
    Marks,
    Remarks,
    Folder,
    Write,
}

/// Puts `one` in or takes it out.
fn toggle<T: PartialEq>(all: &mut Vec<T>, one: T) {
    match all.iter().position(|known| *known == one) {
        Some(at) => _ = all.remove(at),
        None => all.push(one),
    }
}

impl Exporting {
    /// The papers that are due as the usual files, into `folder`.
    pub fn new(stem: String, folder: &std::path::Path, due: Due, remarks: Vec<Remark>) -> Self {
        Self {
            stem,
            papers: due.papers.clone(),
            due,
            formats: Format::USUAL.to_vec(),
            marks: Marks::default(),
            folder: TextBox::new(Shape::OneLine, &folder.display().to_string()),
            remarks,
            cursor: 0,
            top: 0,
            shown: 1,
        }
    }

    /// The same choice once more, as it was left.
    #[must_use]
    pub fn as_left(mut self, wanted: Wanted) -> Self {
        self.folder = TextBox::new(Shape::OneLine, &wanted.folder.display().to_string());
        (self.papers, self.formats, self.marks) = (wanted.papers, wanted.formats, wanted.marks);
        self
    }

    /// The same choice once more, for another folder: the keys are there.
    #[must_use]
    pub fn again(mut self, wanted: Wanted) -> Self {
        self = self.as_left(wanted);
        self.cursor = self.lines().iter().position(|line| *line == Line::Folder).unwrap_or(0);
        self
    }

    /// What is chosen.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            papers: self.papers.clone(),
            formats: self.formats.clone(),
            folder: PathBuf::from(self.folder.text().trim()),
            stem: self.stem.clone(),
            marks: self.marks,
            over: Over::Ask,
        }
    }

    /// All rows, from top to bottom.
    fn lines(&self) -> Vec<Line> {
        let papers = PAPERS.iter().map(|row| Line::Paper(row.paper));
        let formats = Format::ALL.into_iter().map(Line::Format);
        let remarks = (!self.remarks.is_empty()).then_some(Line::Remarks);
        papers.chain(formats).chain([Line::Marks]).chain(remarks).chain([Line::Folder, Line::Write]).collect()
    }

    /// How many findings' numbers this choice fixes.
    fn fixes(&self) -> usize {
        let goes_out = self.papers.iter().any(|paper| paper.fixes_numbers());
        if goes_out { self.due.unnumbered } else { 0 }
    }

    fn line(&self) -> Line {
        self.lines().get(self.cursor).copied().unwrap_or(Line::Write)
    }

    /// Whether letters are text: in the folder's line.
    pub(super) fn takes_text(&self) -> bool {
        self.line() == Line::Folder
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        let last = self.lines().len() - 1;
        match key.code {
            KeyCode::Esc => return Reply::Close,
            KeyCode::Up => self.cursor = self.cursor.checked_sub(1).unwrap_or(last),
            KeyCode::Down => self.cursor = if self.cursor == last { 0 } else { self.cursor + 1 },
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(self.shown),
            KeyCode::PageDown => self.cursor = (self.cursor + self.shown).min(last),
            KeyCode::Tab => self.cursor = last,
            KeyCode::Enter => return self.enter(),
            _ if self.takes_text() => {
                return match self.folder.key(key, cx.now_ms) {
                    Did::NotMine => Reply::NotMine,
                    _ => Reply::Stay,
                };
            }
            _ => match key.in_ascii().code {
                KeyCode::Char(' ') => return self.choose(),
                KeyCode::Char('k') => self.cursor = self.cursor.saturating_sub(1),
                KeyCode::Char('j') => self.cursor = (self.cursor + 1).min(last),
                KeyCode::Char('r') => return self.list_remarks(),
                KeyCode::Char(digit @ '0'..='9') => {
                    self.cursor = if digit == '0' { 9 } else { digit as usize - '1' as usize };
                    return self.choose();
                }
                _ => return Reply::NotMine,
            },
        }
        Reply::Stay
    }

    /// Enter: looks at a paper, takes or leaves anything else.
    fn enter(&mut self) -> Reply {
        match self.line() {
            Line::Paper(paper) => Reply::Do(Choice::LookAt(paper)),
            Line::Folder => {
                self.cursor += 1;
                Reply::Stay
            }
            _ => self.choose(),
        }
    }

    fn list_remarks(&self) -> Reply {
        if self.remarks.is_empty() {
            return Reply::Refuse(tr("Nothing to look at: no remark was found", "没有需要核对的提示"));
        }
        Reply::Do(Choice::ListRemarks(self.remarks.clone()))
    }

    fn choose(&mut self) -> Reply {
        match self.line() {
            Line::Paper(paper) => toggle(&mut self.papers, paper),
            Line::Format(format) => toggle(&mut self.formats, format),
            Line::Marks => self.marks = if self.marks == Marks::Shown { Marks::Clean } else { Marks::Shown },
            Line::Folder => {}
            Line::Remarks => return self.list_remarks(),
            Line::Write if !PathBuf::from(self.folder.text().trim()).is_absolute() => {
                return Reply::Refuse(tr("The folder's path must begin with /", "文件夹要写全路径，以 / 开头"));
            }
            Line::Write => return Reply::CloseAnd(Choice::Export(Box::new(self.wanted()))),
        }
        Reply::Stay
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        if self.takes_text() {
            self.folder.insert(text.trim(), cx.now_ms);
        }
        Reply::Stay
    }

    pub(super) fn click(&mut self, row: usize) -> Reply {
        self.cursor = row;
        match self.line() {
            Line::Folder => Reply::Stay,
            _ => self.choose(),
        }
    }

    fn area(screen: Rect) -> Rect {
        let room = Rect { height: screen.height.saturating_sub(1), ..screen };
        centred(room, 96.min(screen.width.saturating_sub(2)), room.height.min(31))
    }

    /// The remarks shown below the list, the first of them why these papers: the rest is a key away.
    fn remarks_shown(&self, area: Rect) -> u16 {
        u16::try_from(self.remarks.len() + 1).unwrap_or(u16::MAX).min(REMARKS_SHOWN_MAX).min(area.height.saturating_sub(6) / 4)
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let area = Self::area(screen);
        let rows = area.height.saturating_sub(4 + self.remarks_shown(area)).max(1);
        self.shown = usize::from(rows);
        self.folder.settle(area.width.saturating_sub(22), 1, cx.look.width);
        let count = self.lines().len();
        self.top = self.top.min(count.saturating_sub(self.shown)).min(self.cursor).max((self.cursor + 1).saturating_sub(self.shown));
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let area = Self::area(canvas.area());
        let title = cx.lang.pick(format!("Papers  {} chosen", self.papers.len()), format!("导出文书  已选 {} 种", self.papers.len()));
        let inside = canvas.frame(area, &title, Role::You);
        let (x, room) = (inside.x + 2, inside.width.saturating_sub(4));
        let all = self.lines();
        for ((at, line), y) in all.iter().enumerate().skip(self.top).take(self.shown).zip(inside.y + 1..) {
            let row = Rect { x: x - 1, y, width: room + 2, height: 1 };
            self.draw_line(cx, canvas, *line, at, Rect { x, width: room, ..row });
            if at == self.cursor {
                canvas.tint(row, Role::Here);
            }
            canvas.hit(row, Target::OverlayRow(at));
        }
        if all.len() > self.shown {
            canvas.put_right(area.right() - 2, area.bottom() - 1, 14, &format!(" {}/{} ", self.cursor + 1, all.len()), Role::Text);
        }
        let shown = self.remarks_shown(area);
        let list = all.iter().position(|line| *line == Line::Remarks);
        let said = std::iter::once((self.due.why.as_str(), Role::Warn));
        let said = said.chain(self.remarks.iter().map(|remark| (remark.say(cx.lang), weighs(remark.severity))));
        for ((nth, (remark, role)), y) in said.enumerate().take(shown.into()).zip(inside.bottom().saturating_sub(shown)..) {
            let used = canvas.put(x, y, 2, "! ", role);
            canvas.put_fit(x + used, y, room.saturating_sub(used), remark, Role::Text);
            if let Some(list) = list.filter(|_| nth > 0) {
                canvas.hit(Rect { x, y, width: room, height: 1 }, Target::OverlayRow(list));
            }
        }
    }

    /// A row in words: its sign, what it is, what more there is to know.
    fn row_words(&self, cx: &OverCx<'_>, line: Line) -> (&'static str, String, String) {
        let box_of = |on: bool| if on { "[x] " } else { "[ ] " };
        match line {
            Line::Paper(paper) => {
                let row = paper.row();
                let goes = match row.audience {
                    Audience::Outside => tr("for outside", "对外"),
                    Audience::Inside => tr("inside", "内部"),
                };
                let formats: Vec<&str> = Format::ALL
                    .into_iter()
                    .filter(|format| self.formats.contains(format) && format.suits(row.shape))
                    .map(Format::name)
                    .collect();
                (box_of(self.papers.contains(&paper)), cx.say(row.words).to_owned(), format!("{}  {}", cx.say(goes), formats.join(" ")))
            }
            Line::Format(format) => {
                let what = match format {
                    Format::Docx => tr("docx: documents, for Word and WPS", "docx 公文（WPS、Word）"),
                    Format::Xlsx => tr("xlsx: sheets, for Excel and WPS", "xlsx 表格（WPS、Excel）"),
                    Format::Md => tr("md: plain text copies", "md 纯文本副本"),
                    Format::Csv => tr("csv: the sheets as plain tables", "csv 表格的纯文本（带 BOM）"),
                    Format::Json => tr("json: everything, for programs (inside)", "json 全部数据，给程序用（内部）"),
                };
                (box_of(self.formats.contains(&format)), cx.say(what).to_owned(), String::new())
            }
            Line::Marks => {
                let what = tr("mark what changed since the last export", "标出与上次导出不同之处");
                (box_of(self.marks == Marks::Shown), cx.say(what).to_owned(), String::new())
            }
            Line::Folder => ("", cx.say(tr("Into folder", "导出到")).to_owned(), self.folder.text().trim().to_owned()),
            Line::Remarks => {
                let n = self.remarks.len();
                let more = cx.say(tr("r lists them", "按 r 逐条查看")).to_owned();
                ("! ", cx.lang.pick(format!("{}: {n}", cx.say(REMARKS)), format!("{}：{n} 条", cx.say(REMARKS))), more)
            }
            Line::Write => {
                let fixes = match self.fixes() {
                    0 => String::new(),
                    n => cx.lang.pick(format!(", and fix the numbers of {n} findings"), format!("，{n} 个问题的编号随之固定")),
                };
                ("", format!("{}{fixes}", cx.say(tr("Write the papers", "导出"))), String::new())
            }
        }
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        if self.takes_text() {
            return Spoken::line(cx.say(tr("Into folder", "导出到")), Vec::new(), self.folder.text());
        }
        let remarks = self.remarks.iter().map(|remark| remark.say(cx.lang).to_owned());
        let lines = std::iter::once(self.due.why.clone()).chain(remarks).filter(|line| !line.is_empty()).collect();
        let row = |line: Line| {
            let (sign, what, more) = self.row_words(cx, line);
            joined(&format!("{sign}{what}"), &more)
        };
        Spoken::rows(cx.say(MODE), self.lines().into_iter().map(row).collect(), Asks::Row).with(lines)
    }

    fn draw_line(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>, line: Line, at: usize, area: Rect) {
        let Rect { x, y, width: room, .. } = area;
        let number = if at < 10 { ((at + 1) % 10).to_string() } else { String::new() };
        canvas.put(x, y, 2, &number, Role::YouStrong);
        if line == Line::Folder {
            let label = cx.say(tr("Into folder", "导出到"));
            canvas.put(x + 3, y, 14, label, Role::Quiet);
            self.folder.draw(canvas, Rect { x: x + 15, y, width: room.saturating_sub(16), height: 1 }, self.takes_text());
            return;
        }
        let (sign, what, more) = self.row_words(cx, line);
        let used = canvas.put(x + 3, y, 4, sign, Role::Text);
        let role = if line == Line::Write { Role::Strong } else { Role::Text };
        canvas.put_fit(x + 3 + used, y, room.saturating_sub(24 + used), &what, role);
        canvas.put_right(x + room, y, 20, &more, Role::Quiet);
    }
}
