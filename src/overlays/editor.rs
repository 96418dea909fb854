//! Writing a text: a comment, a field of a finding. Its draft is kept from the first character; Esc
//! puts it aside, nothing typed is lost.

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::scores::TryPoints;
use super::spoken::{Asks, Spoken, joined};
use super::{CallField, Choice, OverCx, Reply};
use crate::command::{Key, KeyCode, Target};
use crate::lang::{Words, tr};
use crate::panes::findings::{Field, Filled};
use crate::panes::scores::Cell;
use crate::review::{CommentKind, OpinionTo, Quote, RulingTo, Stage};
use crate::text::{fit, wrap};
use crate::ui::textbox::{Did, Shape, TextBox};
use crate::ui::{Canvas, Role};
use crate::words;

/// Phrases shown at once: one for each digit.
const PHRASES_SHOWN: usize = 9;

/// Columns of the word before a quoted passage.
const QUOTE_GUTTER: u16 = 7;
/// Rows of a quoted passage shown above the text; a longer one is cut.
const QUOTE_ROWS_MAX: usize = 3;

/// Words offered for insertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// What a line of the list shows: what tells it from the others.
    pub says: String,
    /// What is inserted.
    pub text: String,
}

/// What a text is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A new comment on items or paragraphs, perhaps on a passage.
    NewComment {
        /// Ids.
        on: Vec<String>,
        /// The passage.
        quote: Option<Quote>,
    },
    /// A comment that stands.
    EditComment(String),
    /// A new finding: its title.
    NewFinding {
        /// Ids.
        on: Vec<String>,
        /// The passage.
        quote: Option<Quote>,
    },
    /// Why suspicions are none: their keys, and what they were found from.
    Dismiss(Vec<(String, String)>),
    /// A typed field of findings.
    FindingText(Vec<String>, Field),
    /// A new talk with the department: with whom.
    NewCall,
    /// A field of a talk.
    CallText(String, CallField),
    /// Points to take from a row of the score sheet, and why.
    Deduct(String),
    /// A figure or a reason of rows of the score sheet.
    Score(Vec<String>, Cell),
    /// Why a stage is signed though something is still to be done.
    Sign(Stage),
    /// Why a stage is handed back, and the acts that stood as its sign-off when that was written.
    HandBack(Stage, Vec<String>),
    /// What a member holds of a finding, and why.
    Opinion(String, OpinionTo),
    /// What is decided of a finding, and why; the indicator of the deduction whose points change.
    Decision(String, RulingTo, Option<String>),
    /// The points that like deductions (finding, row) are to take.
    Level(Vec<(String, String)>),
    /// A field of an item (or of `funds`) that the report does not give.
    Supply(String, String),
    /// A table of such figures.
    SupplyTable,
    /// Where they are from.
    Source,
    /// Points that are tried.
    TryPoints(TryPoints),
}

impl Purpose {
    /// The name its draft is kept under: says all that is needed to take the text up again.
    pub fn slot(&self) -> String {
        serde_json::to_string(self).expect("strings and lists of strings always have JSON")
    }

    /// What a draft was for; `None` if another version of the program kept it.
    pub fn of_slot(slot: &str) -> Option<Self> {
        serde_json::from_str(slot).ok()
    }

    /// Whether all it would change is the object of this key.
    pub fn is_of(&self, object: &str) -> bool {
        match self {
            Self::EditComment(key) | Self::CallText(key, _) | Self::Opinion(key, _) | Self::Decision(key, ..) => key == object,
            Self::FindingText(keys, _) => keys.iter().all(|key| key == object),
            _ => false,
        }
    }

    fn shape(&self) -> Shape {
        match self {
            Self::NewFinding { .. }
            | Self::NewCall
            | Self::Dismiss(_)
            | Self::Deduct(_)
            | Self::Level(_)
            | Self::Supply(..)
            | Self::Source
            | Self::TryPoints(_)
            | Self::Score(_, Cell::Weight | Cell::Verified | Cell::Score) => Shape::OneLine,
            Self::FindingText(_, field) if field.row().filled == Filled::Line => Shape::OneLine,
            Self::CallText(_, field) if field.is_line() => Shape::OneLine,
            Self::NewComment { .. }
            | Self::EditComment(_)
            | Self::FindingText(..)
            | Self::CallText(..)
            | Self::Score(_, Cell::Reason)
            | Self::Sign(_)
            | Self::HandBack(..)
            | Self::Opinion(..)
            | Self::Decision(..) => Shape::Prose,
            Self::SupplyTable => Shape::Table,
        }
    }

    /// Whether an empty text says something: it takes away what stands.
    fn may_be_empty(&self) -> bool {
        matches!(self, Self::FindingText(..) | Self::CallText(..) | Self::Score(..) | Self::Supply(..) | Self::Opinion(_, OpinionTo::Agree))
    }

    /// Whether the same text may still be another act: its kind or the choice before it says something.
    fn says_more_than_text(&self) -> bool {
        self.is_comment() || matches!(self, Self::Opinion(..))
    }

    fn is_comment(&self) -> bool {
        matches!(self, Self::NewComment { .. } | Self::EditComment(_))
    }
}

/// A text being written.
#[derive(Debug)]
pub struct Editor {
    title: String,
    purpose: Purpose,
    kind: CommentKind,
    quote: Option<(String, String)>,
    asks: Option<Words>,
    text: TextBox,
    first: String,
    resumed: bool,
    phrases: Vec<Phrase>,
    choosing_phrase: Option<usize>,
}

/// What an editor starts with.
#[derive(Debug)]
pub struct Start {
    /// What it is for, in the frame's title.
    pub title: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The text that stands.
    pub text: String,
    /// A draft put aside earlier, taken up again.
    pub draft: Option<String>,
    /// The comment's kind.
    pub kind: CommentKind,
    /// What is asked, where it is another thing than its purpose always asks.
    pub asks: Option<Words>,
    /// What may be inserted here.
    pub phrases: Vec<Phrase>,
    /// Where a quoted passage stands, as cited.
    pub place: String,
}

impl Editor {
    /// Opens the editor.
    pub fn new(start: Start) -> Self {
        let Start { title, purpose, text, draft, kind, asks: asks_here, phrases, place } = start;
        let shape = purpose.shape();
        let asks = asks_here.or(match &purpose {
            Purpose::FindingText(_, field) => field.row().asks,
            Purpose::NewFinding { .. } => Field::Title.row().asks,
            Purpose::Dismiss(_) => Some(tr("why it is none, in a line; kept in the record", "一句话写明为什么不成问题，记入操作记录")),
            Purpose::Deduct(_) => Some(tr("points, a space, why:  2 no receipts kept", "分数、空格、原因，如：2 未附签收记录")),
            Purpose::Score(_, cell) => Some(cell.asks()),
            Purpose::NewCall => Some(CallField::With.asks()),
            Purpose::CallText(_, field) => Some(field.asks()),
            Purpose::Opinion(_, OpinionTo::Change) | Purpose::Decision(_, RulingTo::Partly, Some(_)) => {
                Some(tr("points, a space, why:  2 one receipt is missing", "分数、空格、理由，如：2 只有一次记录不全"))
            }
            Purpose::Opinion(_, OpinionTo::Agree) => Some(tr("why, if you like", "理由，可以不写")),
            Purpose::Opinion(..) | Purpose::Decision(..) => Some(tr("why", "写明理由")),
            Purpose::Supply(..) => Some(tr("as it stands in its source; empty takes it away", "照来源原样填写，带上单位；清空为取消补录")),
            Purpose::SupplyTable => Some(tr(
                "first line: heads (indicator, target, weight, actual, self score); then a line each",
                "首行是表头（三级指标、指标值、分值、完成值、自评得分），以下每行一项；资金数据可不要表头",
            )),
            Purpose::Source => Some(tr("scan page, telephone, later filing …", "扫描件页码、电话、补报资料 …")),
            Purpose::Level(_) | Purpose::TryPoints(_) => Some(tr("points; 0 gives them back", "分数；填 0 为都不扣")),
            _ => None,
        });
        let quote = match &purpose {
            Purpose::NewComment { quote: Some(quote), .. } | Purpose::NewFinding { quote: Some(quote), .. } => {
                Some((quote.exact.clone(), place))
            }
            _ => None,
        };
        let resumed = draft.is_some();
        let text_box = TextBox::new(shape, draft.as_deref().unwrap_or(&text));
        Self { title, purpose, kind, quote, asks, text: text_box, first: text, resumed, phrases, choosing_phrase: None }
    }

    /// Where its draft is kept.
    pub fn slot(&self) -> String {
        self.purpose.slot()
    }

    pub(super) fn mode(&self, cx: &OverCx<'_>) -> &'static str {
        cx.say(if self.choosing_phrase.is_some() {
            tr("Phrases", "常用语")
        } else if self.purpose.is_comment() {
            tr("Comment", "批注")
        } else {
            tr("Write", "填写")
        })
    }

    pub(super) fn hints(&self) -> Vec<(Words, Words)> {
        if self.choosing_phrase.is_some() {
            return vec![
                (tr("digit", "数字"), tr("insert", "插入")),
                (tr("Up Down", "上下键"), tr("choose", "选")),
                (tr("Enter", "回车"), tr("insert", "插入")),
                (tr("Esc", "Esc"), tr("back to the text", "回到文字")),
            ];
        }
        let mut hints = vec![
            (tr("Ctrl-S", "Ctrl-S"), tr("finish and keep", "完成并保存")),
            (tr("Esc", "Esc"), tr("put aside, draft kept", "收起，草稿保留")),
        ];
        if self.purpose.is_comment() {
            hints.push((tr("Tab", "Tab"), tr("kind", "换类型")));
        }
        hints.push((tr("Ctrl-P", "Ctrl-P"), tr("phrases", "常用语")));
        hints.push((tr("Ctrl-C", "Ctrl-C"), tr("how to leave", "怎样退出")));
        hints
    }

    pub(super) fn key(&mut self, cx: &OverCx<'_>, key: Key) -> Reply {
        if let Some(at) = self.choosing_phrase {
            return self.phrase_key(cx, key, at);
        }
        match key {
            Key { code: KeyCode::Char('s'), ctrl: true, .. } | Key { code: KeyCode::F(2), .. } => return self.finish(),
            Key { code: KeyCode::Char('p'), ctrl: true, .. } => {
                if self.phrases.is_empty() {
                    return Reply::Refuse(tr("No phrases", "没有常用语"));
                }
                self.choosing_phrase = Some(0);
                return Reply::Stay;
            }
            Key { code: KeyCode::Esc, .. } => return Reply::CloseAnd(Choice::PutAside),
            Key { code: KeyCode::Tab | KeyCode::BackTab, .. } if self.purpose.is_comment() => {
                let at = words::COMMENT_KINDS.iter().position(|kind| *kind == self.kind).unwrap_or(0);
                let by = if key.code == KeyCode::Tab { 1 } else { words::COMMENT_KINDS.len() - 1 };
                self.kind = words::COMMENT_KINDS[(at + by) % words::COMMENT_KINDS.len()];
                return Reply::Stay;
            }
            Key { code: KeyCode::Enter, .. } if self.shape() == Shape::OneLine => return self.finish(),
            _ => {}
        }
        let did = self.text.key(key, cx.now_ms);
        self.did(did)
    }

    fn shape(&self) -> Shape {
        self.purpose.shape()
    }

    pub(super) fn speak(&self, cx: &OverCx<'_>) -> Spoken {
        if self.choosing_phrase.is_some() {
            let rows = self.phrases.iter().map(|phrase| phrase.text.clone()).collect();
            return Spoken::rows(cx.say(tr("Phrases", "常用语")), rows, Asks::Row);
        }
        let mut lines: Vec<String> = self.quote.iter().map(|(exact, place)| joined(exact, place)).collect();
        lines.extend(self.asks.map(|asks| cx.say(asks).to_owned()));
        if self.purpose.is_comment() {
            let kind = cx.say(words::comment_kind(self.kind));
            lines.push(cx.lang.pick(format!("kind: {kind}; @ changes it"), format!("类型：{kind}；输入 @ 换类型")));
        }
        let now = self.text.text().to_owned();
        let asks = if self.shape() == Shape::OneLine { Asks::Line(now) } else { Asks::Lines(now) };
        Spoken { title: self.title.clone(), lines, rows: Vec::new(), asks }
    }

    /// Whether what stands there is to be gone on with rather than replaced: a draft, a phrase put in.
    pub(crate) fn goes_on(&self) -> bool {
        self.resumed || self.text.text() != self.first
    }

    fn did(&mut self, did: Did) -> Reply {
        match did {
            Did::Changed => {
                // An empty text, or the one that stands, is no draft.
                let text = self.text.text();
                let draft = (!text.trim().is_empty() && text != self.first).then(|| text.to_owned());
                Reply::Do(Choice::Draft(self.slot(), draft))
            }
            Did::Moved => Reply::Stay,
            Did::NotMine => Reply::NotMine,
            Did::TooLong => Reply::Refuse(tr("Too long: nothing was inserted", "太长，没有插入")),
        }
    }

    fn finish(&mut self) -> Reply {
        let text = self.text.text().trim_end().to_owned();
        if text.trim().is_empty() && !self.purpose.may_be_empty() {
            return Reply::Refuse(tr("Nothing written yet: Esc goes back", "还没有写：Esc 返回"));
        }
        if text == self.first && !self.purpose.says_more_than_text() {
            return Reply::CloseAnd(Choice::Draft(self.slot(), None));
        }
        // The draft is dropped by the app once the act is on disk.
        Reply::CloseAnd(Choice::Finish(self.purpose.clone(), text, self.kind))
    }

    fn phrase_key(&mut self, cx: &OverCx<'_>, key: Key, at: usize) -> Reply {
        let key = key.in_ascii();
        let last = self.phrases.len() - 1;
        match key.code {
            KeyCode::Esc => self.choosing_phrase = None,
            KeyCode::Char('p') if key.ctrl => self.choosing_phrase = None,
            KeyCode::Up => self.choosing_phrase = Some(at.checked_sub(1).unwrap_or(last)),
            KeyCode::Down => self.choosing_phrase = Some(if at == last { 0 } else { at + 1 }),
            KeyCode::Enter => return self.insert_phrase(cx, at),
            KeyCode::Char(c @ '1'..='9') if !key.ctrl => {
                let row = c as usize - '1' as usize;
                return if row <= last {
                    self.insert_phrase(cx, row)
                } else {
                    Reply::Refuse(tr("No phrase has that number", "没有这个编号"))
                };
            }
            _ => return Reply::Refuse(tr("Choose a phrase, or Esc", "请选一条常用语，或按 Esc")),
        }
        Reply::Stay
    }

    fn insert_phrase(&mut self, cx: &OverCx<'_>, row: usize) -> Reply {
        self.choosing_phrase = None;
        let Some(phrase) = self.phrases.get(row).cloned() else { return Reply::Stay };
        let did = self.text.insert(&phrase.text, cx.now_ms);
        self.did(did)
    }

    pub(super) fn paste(&mut self, cx: &OverCx<'_>, text: &str) -> Reply {
        if self.choosing_phrase.is_some() {
            return Reply::Stay;
        }
        let did = self.text.insert(text, cx.now_ms);
        self.did(did)
    }

    pub(super) fn click_row(&mut self, cx: &OverCx<'_>, row: usize) -> Reply {
        if self.choosing_phrase.is_some() { self.insert_phrase(cx, row) } else { Reply::Stay }
    }

    /// A click in the text, relative to its corner.
    pub fn click_text(&mut self, x: u16, y: u16) {
        self.text.click(x, y);
    }

    /// Over the lower right, or the upper where that would hide the passage it is about.
    fn area(&self, cx: &OverCx<'_>, screen: Rect) -> Rect {
        let width = Self::width(screen);
        let wanted = if self.shape() == Shape::OneLine { 8 } else { 14 }
            + u16::try_from(self.quote_rows(cx, screen).len()).expect("a few rows")
            + if self.choosing_phrase.is_some() { 4 } else { 0 };
        let height = wanted.min(screen.height.saturating_sub(4));
        let right = screen.right().saturating_sub(2);
        let below = Rect { x: right.saturating_sub(width), y: screen.bottom().saturating_sub(height + 2), width, height };
        let above = Rect { y: screen.y + 1, ..below };
        let hides = |area: Rect| cx.passage.is_some_and(|passage| area.intersects(passage));
        if hides(below) && !hides(above) { above } else { below }
    }

    fn width(screen: Rect) -> u16 {
        if screen.width >= 100 { (screen.width * 3 / 5).min(90) } else { screen.width.saturating_sub(4) }
    }

    /// The quoted passage in rows, cut where it is longer.
    fn quote_rows(&self, cx: &OverCx<'_>, screen: Rect) -> Vec<String> {
        let Some((quote, _)) = &self.quote else { return Vec::new() };
        let room = usize::from(Self::width(screen).saturating_sub(6 + QUOTE_GUTTER));
        let mut rows: Vec<String> =
            wrap(quote, room, cx.look.width).into_iter().filter_map(|row| quote.get(row.start..row.end)).map(str::to_owned).collect();
        let all = rows.len();
        rows.truncate(QUOTE_ROWS_MAX);
        if let Some(last) = rows.last_mut().filter(|_| all > QUOTE_ROWS_MAX) {
            *last = fit(&format!("{last} …"), room, cx.look.width).into_owned();
        }
        rows
    }

    fn text_area(&self, cx: &OverCx<'_>, screen: Rect) -> Rect {
        let area = self.area(cx, screen);
        // Frame, kind, quote and where it stands, rule.
        let quote = u16::try_from(self.quote_rows(cx, screen).len()).expect("a few rows");
        let head = 2 + u16::from(self.purpose.is_comment()) + quote;
        let foot = self.foot_rows();
        Rect {
            x: area.x + 3,
            y: area.y + head,
            width: area.width.saturating_sub(6),
            height: area.height.saturating_sub(head + foot + 1).max(1),
        }
    }

    fn foot_rows(&self) -> u16 {
        match self.choosing_phrase {
            Some(_) => u16::try_from(self.phrases.len().min(PHRASES_SHOWN)).expect("nine") + 1,
            None => 2,
        }
    }

    pub(super) fn settle(&mut self, cx: &OverCx<'_>, screen: Rect) {
        let area = self.text_area(cx, screen);
        self.text.settle(area.width, area.height, cx.look.width);
    }

    pub(super) fn draw(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>) {
        let screen = canvas.area();
        let area = self.area(cx, screen);
        let inside = canvas.frame(area, &self.title, Role::You);
        let (x, room) = (inside.x + 2, inside.width.saturating_sub(4));
        let mut y = inside.y;
        if self.purpose.is_comment() {
            let mut at = x;
            at += canvas.put(at, y, room, cx.say(tr("Kind", "类型")), Role::Quiet) + 2;
            for kind in words::COMMENT_KINDS {
                let word = format!(" {} ", cx.say(words::comment_kind(kind)));
                at += canvas.put(at, y, inside.right().saturating_sub(at), &word, if kind == self.kind { Role::Chip } else { Role::Text })
                    + 1;
            }
            y += 1;
        }
        for (at, row) in self.quote_rows(cx, screen).iter().enumerate() {
            if at == 0 {
                canvas.put(x, y, QUOTE_GUTTER, cx.say(tr("Quote", "引文")), Role::Quiet);
            }
            canvas.put(x + QUOTE_GUTTER, y, room.saturating_sub(QUOTE_GUTTER), row, Role::Quote);
            y += 1;
        }
        let text_area = self.text_area(cx, screen);
        canvas.hline(x, text_area.y - 1, room, false, Role::Line);
        if let Some((_, place)) = &self.quote {
            let place = fit(place, usize::from(room.saturating_sub(8)), cx.look.width);
            canvas.put_right(x + room - 2, text_area.y - 1, room, &format!(" {place} "), Role::Text);
        }
        if self.text.text().is_empty()
            && let Some(asks) = self.asks
        {
            canvas.put_fit(text_area.x, text_area.y, text_area.width, cx.say(asks), Role::Quiet);
        }
        self.text.draw(canvas, text_area, self.choosing_phrase.is_none());
        canvas.hit(text_area, Target::TextBox(text_area.x, text_area.y));
        let foot = area.bottom() - 1 - self.foot_rows();
        if let Some(cursor) = self.choosing_phrase {
            self.draw_phrases(cx, canvas, Rect { x, y: foot, width: room, height: self.foot_rows() }, cursor);
        } else {
            let reminder = if self.resumed {
                tr("Taken up from the draft put aside. Ctrl-S or F2 finishes.", "接着上次收起的草稿。Ctrl-S 或 F2 完成，Esc 收起。")
            } else {
                tr(
                    "Ctrl-S or F2 finishes; then switch the input method back (Shift).",
                    "Ctrl-S 或 F2 完成；完成后请把输入法切回英文（Shift）。",
                )
            };
            canvas.put_fit(x, foot + 1, room, cx.say(reminder), Role::Text);
        }
        let counted = format!(" {} {} ", self.text.chars(), cx.say(tr("characters", "字")));
        canvas.put_right(area.right() - 2, area.bottom() - 1, 24, &counted, Role::Text);
        // A key in a text box is written before it is drawn.
        if self.text.text() != self.first {
            let kept = format!(" {} ", cx.say(tr("draft kept", "草稿已保留")));
            canvas.put(area.x + 2, area.bottom() - 1, 30, &kept, Role::Text);
        }
    }

    fn draw_phrases(&self, cx: &OverCx<'_>, canvas: &mut Canvas<'_, Target>, area: Rect, cursor: usize) {
        canvas.put_fit(area.x, area.y, area.width, cx.say(tr("Insert a phrase", "插入常用语")), Role::Quiet);
        let top = cursor.saturating_sub(PHRASES_SHOWN - 1);
        let shown = self.phrases.iter().enumerate().skip(top).take(PHRASES_SHOWN);
        for ((row, phrase), y) in shown.zip(area.y + 1..area.bottom()) {
            let line = Rect { x: area.x - 1, y, width: area.width + 2, height: 1 };
            if row < PHRASES_SHOWN {
                canvas.put(area.x, y, 2, &(row + 1).to_string(), Role::YouStrong);
            }
            canvas.put_fit(area.x + 3, y, area.width.saturating_sub(3), &phrase.says, Role::Text);
            if row == cursor {
                canvas.tint(line, Role::Here);
            }
            canvas.hit(line, Target::OverlayRow(row));
        }
    }
}
