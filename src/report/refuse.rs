//! Why a file cannot be read as an assessment, and what to do about it.

use std::str::Utf8Error;

use super::json::{DEPTH_MAX, Fault, NODES_MAX, STRING_BYTES_MAX, Why};
use super::load::ITEMS_MAX;
use crate::lang::{Lang, tr};

/// Larger files are refused: offsets are kept in 32 bits, and the whole file is held in memory.
pub const FILE_BYTES_MAX: usize = 1 << 30;

/// Why a file is no assessment, or not one we can hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Nothing, or white space.
    #[error("the file is empty")]
    Empty,
    /// More than [`FILE_BYTES_MAX`].
    #[error("the file is too large: {bytes} bytes, at most {max}", max = FILE_BYTES_MAX)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Text in an encoding other than UTF-8.
    #[error("the file is in {name}, not UTF-8")]
    Encoding {
        /// `UTF-16`, `GB18030`, as `iconv` knows it.
        name: &'static str,
    },
    /// Bytes that are no text we know.
    #[error("line {line}: not UTF-8 text")]
    NotText {
        /// Where the first such byte is, from 1.
        line: usize,
    },
    /// Text that is not JSON.
    #[error("line {line}, column {column}: not JSON: {}", .why.words().say(Lang::En))]
    NotJson {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// What is wrong there.
        why: Why,
    },
    /// JSON that holds more than we can show: depth, values or a string.
    #[error("line {line}, column {column}: {}, at most {}", .why.words().say(Lang::En), limit(*.why))]
    TooMuch {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// Which limit.
        why: Why,
    },
    /// More than [`ITEMS_MAX`] items and paragraphs.
    #[error("too many items and paragraphs, at most {max}", max = ITEMS_MAX)]
    TooManyItems,
    /// JSON, but no object.
    #[error("JSON, but not an object with members")]
    NotObject,
    /// A review without the report it judges.
    #[error("only a review record, without the report it judges")]
    OnlyReview,
    /// None of the lists that make an assessment.
    #[error("not an assessment: none of the lists duties, work_items, indicators, issues or measures is in it")]
    NoList,
}

impl ParseError {
    pub(super) fn of_fault(text: &str, Fault { offset, why }: Fault) -> Self {
        let (line, column) = line_and_column(text.as_bytes(), offset);
        match why {
            Why::Depth | Why::Nodes | Why::Length => Self::TooMuch { line, column, why },
            _ => Self::NotJson { line, column, why },
        }
    }

    /// What is the matter, in one sentence.
    pub fn what(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::En) => self.to_string(),
            (Self::Empty, _) => "文件是空的".into(),
            (Self::TooLarge { bytes }, _) => format!("文件过大：{} MB，上限 {} MB", bytes >> 20, FILE_BYTES_MAX >> 20),
            (Self::Encoding { name }, _) => format!("文件编码是 {name}，不是 UTF-8"),
            (Self::NotText { line }, _) => format!("第 {line} 行：不是 UTF-8 文字"),
            (Self::NotJson { line, column, why }, _) => format!("第 {line} 行第 {column} 字：不是合格的 JSON：{}", why.words().say(lang)),
            (Self::TooMuch { line, column, why }, _) => {
                format!("第 {line} 行第 {column} 字：{}，上限 {}", why.words().say(lang), limit(*why))
            }
            (Self::TooManyItems, _) => format!("条目和段落过多，上限 {ITEMS_MAX}"),
            (Self::NotObject, _) => "是 JSON，但最外层不是 {…}".into(),
            (Self::OnlyReview, _) => "只有审核记录，没有被审核的自评报告".into(),
            (Self::NoList, _) => "不是审核文件：职责、工作任务、指标、自查问题、改进措施五个列表一个也没有".into(),
        }
    }

    /// What the reader does next.
    pub fn next(&self, lang: Lang) -> String {
        let words = match self {
            Self::Encoding { name } => {
                return lang.pick(
                    format!(
                        "Save a copy as UTF-8: iconv -f {name} -t UTF-8 old.json > new.json, or “Save as” in an editor; then open the copy."
                    ),
                    format!("另存一份 UTF-8 编码的副本再打开：iconv -f {name} -t UTF-8 旧.json > 新.json，或在编辑器中“另存为”选 UTF-8。"),
                );
            }
            Self::NotJson { why: Why::TrailingComma, .. } => {
                tr("Delete the comma there, or ask whoever made the file for a good one.", "删去该处的逗号，或请提供者重新生成文件。")
            }
            Self::Empty | Self::NotJson { why: Why::Cut, .. } => tr(
                "The file was not written or copied to its end: copy it again, or ask for it again.",
                "文件没有写完或没有拷完：请重新拷贝，或请对方重新提供。",
            ),
            Self::NotText { .. } | Self::NotJson { .. } => tr(
                "A report's text (.txt, .md) is brought in with “shenyue import”; save docx or pdf as text first.",
                "报告正文（.txt、.md）请用“shenyue import”导入；docx、pdf 请先另存为文本。JSON 文件损坏的，请对方重新提供。",
            ),
            Self::TooLarge { .. } | Self::TooMuch { .. } | Self::TooManyItems => tr(
                "No assessment of one department is like this: check that it is the right file.",
                "单个部门的审核文件不会如此：请核对文件是否拿错。",
            ),
            Self::OnlyReview => tr(
                "Open the assessment file; a review is merged into it with “shenyue merge”.",
                "请打开审核文件；审核记录用“shenyue merge”并入。",
            ),
            Self::NotObject | Self::NoList => tr(
                "“shenyue schema” prints what an assessment holds; a report is brought in with “shenyue import”.",
                "审核文件应有的内容见“shenyue schema”；报告原件请用“shenyue import”导入。",
            ),
        };
        words.say(lang).into()
    }
}

/// The limit that a scanner's fault names.
fn limit(why: Why) -> usize {
    match why {
        Why::Depth => DEPTH_MAX as usize,
        Why::Nodes => NODES_MAX as usize,
        _ => STRING_BYTES_MAX,
    }
}

/// Line from 1, column in characters from 1.
fn line_and_column(text: &[u8], offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let column = before.iter().skip(line_start).filter(|&&byte| byte & 0xC0 != 0x80).count();
    (lines(before) + 1, column + 1)
}

/// How many line ends there are.
pub(super) fn lines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// The bytes as text, without a copy; or which other encoding they are in.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, ParseError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(ParseError::TooLarge { bytes: bytes.len() });
    }
    if let Some(name) = utf_16_or_32(&bytes) {
        return Err(ParseError::Encoding { name });
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error()))?;
    if text.trim_start_matches('\u{FEFF}').trim().is_empty() {
        return Err(ParseError::Empty);
    }
    Ok(text)
}

fn not_utf8(bytes: &[u8], error: Utf8Error) -> ParseError {
    let (good, bad) = bytes.split_at(error.valid_up_to());
    if error.error_len().is_none() {
        let (line, column) = line_and_column(good, good.len());
        return ParseError::NotJson { line, column, why: Why::Cut };
    }
    // UTF-8 with a damaged byte has Chinese, three bytes each, before it; GB18030 hardly ever reads so.
    if good.iter().all(|&byte| byte < 0xE0) && is_gb18030(bad) {
        return ParseError::Encoding { name: "GB18030" };
    }
    ParseError::NotText { line: lines(good) + 1 }
}

/// By its byte order mark, or by the zeros beside an opening brace.
fn utf_16_or_32(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [b'{' | b'[', 0, 0, 0, ..] | [0, 0, 0, b'{' | b'[', ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [b'{' | b'[', 0, ..] => Some("UTF-16LE"),
        [0xFE, 0xFF, ..] | [0, b'{' | b'[', ..] => Some("UTF-16BE"),
        _ => None,
    }
}

/// Whether every byte is ASCII or part of a GB18030 character (GBK and GB2312 are within it).
fn is_gb18030(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [0..=0x7F, rest @ ..]
            | [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..]
            | [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', rest @ ..] => rest,
            _ => return false,
        }
    }
}
