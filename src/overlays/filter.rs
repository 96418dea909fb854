//! What the lists are to show, typed in the bottom row: with what may follow, and the filters kept
//! under a name. Enter applies it; nothing changes before.

use ratatui::layout::Rect;

use super::prompt::Prompt;
use super::spoken::{Spoken, joined};
use super::{Choice, OverCx, Reply};
use crate::command::{Key, KeyCode, Target};
use crate::lang::{Lang, Words, tr};
use crate::panes::batch::Rows;
use crate::panes::filter::{Completion, Filter, FilterError, Items, Subject, complete};
use crate::text::cols;
use crate::ui::textbox::Did;
use crate::ui::{Canvas, Role};
use crate::words;

pub(super) const MODE: Words = tr("Filter", "筛选");
pub(super) const HINTS: &[(Words, Words)] = &[
    (tr("Enter", "回车"), tr("filter", "筛选")),
    (tr("Down Tab", "下键 Tab"), tr("choose what follows", "选下面的")),
    (tr("Ctrl-S", "Ctrl-S"), tr("keep under a name", "存为常用")),
    (tr("Esc", "Esc"), tr("close", "关闭")),
];

/// Rows shown at once.
const ROWS_SHOWN: usize = 12;
/// Columns of a long name; what it stands for needs the rest.
const NAME_COLS_MAX: u16 = 24;

/// A filter kept under a name: the name, then the expression.
pub type Kept = (String, String);

/// What is filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sifted {
    /// The items of the open file.
    Items,
    /// The departments of a folder.
    Rows,
}

impl Sifted {
    fn complete(self, text: &str, lang: Lang) -> Vec<Completion> {
        match self {
            Self::Items => complete::<Items>(text, lang),
            Self::Rows => complete::<Rows>(text, lang),
        }
    }

    /// Why an expression is none.
    pub fn wrong(self, text: &str, lang: Lang) -> Option<FilterError> {
        fn of<S: Subject>(text: &str, lang: Lang) -> Option<FilterError> {
            Filter::<S>::parse(text, "", lang).err()
        }
        match self {
            Self::Items => of::<Items>(text, lang),
            Self::Rows => of::<Rows>(text, lang),
        }
    }

    /// Those of the kept filters that ask of this.
    fn own(self, kept: &[Kept], lang: Lang) -> Vec<Kept> {
        kept.iter().filter(|(_, text)| self.wrong(text, lang).is_none()).cloned().collect()
    }

    const fn example(self) -> Words {
        match self {
            Self::Items => tr("mark:none text:budget", "标记:未审 文字:预算"),
            Self::Rows => tr("state:review suspicion>0", "状态:初审中 疑点>0"),
        }
    }
}

/// The filter being typed.
#[derive(Debug)]
pub struct FilterBox {
    of: Sifted,
    prompt: Prompt,
    kept: Vec<Kept>,
    /// The row the keys are on; none: they are in the line.
    cursor: Option<usize>,
    top: usize,
    /// The expression a name is being typed for.
    naming: Option<String>,
    lang: Lang,
}

/// A row that may be chosen.
enum Row {
    Kept(Kept),
    Next(Completion),
}

impl Row {
    fn name(&self) -> &str {
        match self {
            Self::Kept((name, _)) => name,
            Self::Next(next) => &next.put,
        }
    }

    fn says(&self) -> &str {
        match self {
            Self::Kept((_, text)) => text,
            Self::Next(next) => next.says,
        }
    }
}

impl FilterBox {
    /// The filter in force, to be changed; `kept` by name.
    pub fn new(of: Sifted, text: &str, kept: &[Kept], lang: Lang) -> Self {
        let kept = of.own(kept, lang);
        Self { of, prompt: Self::line(of, text, lang), kept, cursor: None, top: 0, naming: None, lang }
    }

    fn line(of: Sifted, text: &str, lang: Lang) -> Prompt {
        let text = if text.is_empty() { String::new() } else { format!("{} ", text.trim_end()) };
        Prompt::new("f ", &text, of.example().say(lang).to_owned())
    }

    pub(super) fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// The filters kept are now these.
    pub fn refresh(&mut self, kept: &[Kept]) {
        self.kept = self.of.own(kept, self.lang);
    }

    fn rows(&self) -> Vec<Row> {
        if self.naming.is_some() {
            return Vec::new();
        }
        let text = self.prompt.text();
        let kept = self.kept.iter().filter(|_| text.trim().is_empty()).cloned().map(Row::Kept);
        kept.chain(self.of.complete(text, self.lang).into_iter().map(Row::Next)).collect()
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        let kept = self.kept.iter().map(|(name, text)| joined(name, text)).collect();
        Spoken::line(cx.say(MODE), kept, self.prompt.text().trim())
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        let rows = self.rows();
        let last = rows.len().saturating_sub(1);
        match (key.code, self.cursor) {
            (KeyCode::Esc, _) => match self.naming.take() {
                Some(text) => self.put(&text),
                None => Reply::CloseAnd(Choice::LeaveFilter),
            },
            (KeyCode::Char('s'), _) if key.ctrl => self.name_it(),
            (KeyCode::Enter, _) if self.naming.is_some() => self.keep(),
            (KeyCode::Enter | KeyCode::Tab, Some(at)) => self.take(rows.into_iter().nth(at)),
            (KeyCode::Tab, None) => self.take(rows.into_iter().next()),
            (KeyCode::Enter, None) => Reply::Do(Choice::Filter(self.prompt.text().to_owned())),
            (KeyCode::Down, at) if !rows.is_empty() => {
                self.cursor = Some(at.map_or(0, |at| (at + 1).min(last)));
                Reply::Stay
            }
            (KeyCode::Up, Some(at)) => {
                self.cursor = at.checked_sub(1);
                Reply::Stay
            }
            (KeyCode::Delete, Some(at)) => match rows.get(at) {
                Some(Row::Kept((name, _))) => Reply::Do(Choice::DropFilter(name.clone())),
                _ => Reply::Stay,
            },
            _ => {
                let did = self.prompt.key(cx, key);
                self.did(did)
            }
        }
    }

    fn did(&mut self, did: Did) -> Reply {
        match did {
            Did::Changed => {
                self.cursor = None;
                self.top = 0;
                if self.naming.is_some() { Reply::Stay } else { Reply::Do(Choice::Sift(self.prompt.text().to_owned())) }
            }
            Did::Moved => Reply::Stay,
            Did::TooLong => Reply::Refuse(tr("Too long: nothing was inserted", "太长，没有插入")),
            Did::NotMine => Reply::NotMine,
        }
    }

    fn put(&mut self, text: &str) -> Reply {
        self.prompt = Self::line(self.of, "", self.lang);
        self.prompt.set(text);
        self.cursor = None;
        Reply::Do(Choice::Sift(text.to_owned()))
    }

    fn take(&mut self, row: Option<Row>) -> Reply {
        match row {
            None => Reply::Stay,
            Some(Row::Next(next)) => self.put(&next.text),
            Some(Row::Kept((_, text))) => Reply::Do(Choice::Filter(text)),
        }
    }

    /// A name is asked for the expression typed.
    fn name_it(&mut self) -> Reply {
        let text = self.prompt.text().trim().to_owned();
        if text.is_empty() || self.naming.is_some() {
            return Reply::Refuse(tr("Type the filter first", "先写好筛选条件"));
        }
        self.naming = Some(text);
        self.cursor = None;
        self.prompt = Prompt::new("= ", "", tr("a name for it", "给它起个名字").say(self.lang).to_owned());
        Reply::Stay
    }

    fn keep(&mut self) -> Reply {
        let name = self.prompt.text().trim().to_owned();
        if name.is_empty() {
            return Reply::Refuse(tr("A name, or Esc", "请输入名字，或按 Esc"));
        }
        let text = self.naming.take().unwrap_or_default();
        let Reply::Do(sift) = self.put(&text) else { return Reply::Stay };
        Reply::Do(Choice::All(vec![Choice::KeepFilter(name, text), sift]))
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        let did = self.prompt.insert(cx, text.trim());
        self.did(did)
    }

    pub(super) fn click(&mut self, row: usize) -> Reply {
        let row = self.rows().into_iter().nth(row);
        self.take(row)
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        self.prompt.settle(cx, screen.width);
        let rows = self.rows().len();
        self.cursor = self.cursor.filter(|at| *at < rows);
        let at = self.cursor.unwrap_or(0);
        self.top = self.top.clamp((at + 1).saturating_sub(ROWS_SHOWN), at);
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let screen = canvas.area();
        let rows = self.rows();
        let text = self.prompt.text();
        let wrong = if self.naming.is_some() { None } else { self.of.wrong(text, self.lang) };
        let shown = u16::try_from(rows.len().min(ROWS_SHOWN)).expect("twelve at most") + 3;
        let height = shown.min(screen.height.saturating_sub(3));
        let width = 78.min(screen.width.saturating_sub(2));
        let area = Rect { x: screen.x + 1, y: screen.bottom().saturating_sub(height + 2), width, height };
        let inside = canvas.frame(area, cx.say(MODE), Role::You);
        let (x, room) = (inside.x + 2, inside.width.saturating_sub(4));
        let (says, role) = match (&wrong, &self.naming, cx.sift) {
            (Some(error), ..) => (error.say(self.lang), Role::Warn),
            (None, None, None) if cx.rows_kept.is_some() => {
                let (kept, all) = cx.rows_kept.unwrap_or_default();
                (words::kept(self.lang, kept, all), Role::Strong)
            }
            (None, Some(named), _) => (named.clone(), Role::Strong),
            (None, None, Some(sift)) => (counted(sift, self.lang), Role::Strong),
            (None, None, None) => {
                (cx.say(tr("All terms must hold; -mark:none means not", "几个条件都要符合；前面加 - 表示“不是”")).to_owned(), Role::Text)
            }
        };
        canvas.put_fit(x, inside.y, room, &says, role);
        // What may be typed takes what it needs, what it means the rest.
        let names = rows.iter().map(|row| cols(row.name(), cx.look.width)).max().unwrap_or(0);
        let name_cols = u16::try_from(names).unwrap_or(u16::MAX).min(NAME_COLS_MAX);
        for ((at, row), y) in rows.iter().enumerate().skip(self.top).zip(inside.y + 1..inside.bottom()) {
            let line = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
            let (name, says) = (row.name(), row.says());
            canvas.put_fit(x + 1, y, name_cols, name, if matches!(row, Row::Kept(_)) { Role::You } else { Role::Text });
            canvas.put_fit(x + name_cols + 3, y, room.saturating_sub(name_cols + 4), says, Role::Quiet);
            if self.cursor == Some(at) {
                canvas.tint(line, Role::Here);
            }
            canvas.hit(line, Target::OverlayRow(at));
        }
    }
}

/// `符合 7/46 项`; a plus while more may come.
fn counted(sift: &crate::panes::filter::Sift, lang: Lang) -> String {
    let more = if sift.is_running() { "+" } else { "" };
    words::kept(lang, format!("{}{more}", sift.kept().len()), sift.all())
}
