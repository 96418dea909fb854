//! Why a file was not imported, in words that say what it is and what to do next.

use super::genre::Genre;
use super::sniff::Kind;
use crate::lang::Lang;

/// A file that stopped the import.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {why}")]
pub struct Refused {
    /// Its name, as given.
    pub file: String,
    /// Why.
    pub why: ImportError,
}

/// Why nothing could be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The file could not be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] Unreadable),
    /// An assessment, as an import makes it.
    #[error("this is an assessment already: open it instead")]
    AnAssessment,
    /// Readable, but nothing of a self-assessment in it.
    #[error("no self-assessment report: this seems to be {}", .0.say(Lang::En))]
    NotAReport(Genre),
    /// The one who asked for it called it off.
    #[error("called off")]
    CalledOff,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A kind of file that no reader takes.
    #[error("this is {}", .0.say(Lang::En))]
    Foreign(Kind),
    /// No encoding fits.
    #[error("line {line} is in none of the encodings UTF-8, GB18030, UTF-16")]
    Encoding {
        /// Line of the first byte that does not fit UTF-8, from 1.
        line: usize,
    },
    /// Bytes that are no text.
    #[error("this is no text file")]
    Binary,
    /// A package or document that breaks its own format.
    #[error("the file is damaged")]
    Damaged,
    /// Made, or broken, so that reading it would fill the machine.
    #[error("refused for safety: {}", .0.say(Lang::En))]
    Dangerous(Danger),
    /// Pages without text: a scan.
    #[error("the pages hold no text: this is a scan")]
    NoText,
    /// Text in a font whose characters cannot be told.
    #[error("the font {0} does not say which characters it shows")]
    Font(String),
    /// Pages that open only with a password.
    #[error("it is locked with a password")]
    Locked,
    /// The reader failed at something it did not expect.
    #[error("the reader failed on it; please report the file to whoever maintains this program")]
    ReaderFailed,
}

/// What makes a file dangerous to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// Too many parts in a package.
    Parts,
    /// A part that inflates without end.
    Inflates,
    /// XML that defines entities or a document type.
    Entities,
    /// XML nested without end.
    Depth,
    /// More text, rows or cells than any report has.
    Size,
}

impl Danger {
    /// The danger in words.
    pub fn say(self, lang: Lang) -> &'static str {
        match self {
            Self::Parts => lang.pick("too many parts in the package", "压缩包内文件过多"),
            Self::Inflates => lang.pick("it inflates beyond measure (zip bomb)", "解压后体积异常（疑似压缩炸弹）"),
            Self::Entities => lang.pick("its XML defines entities (DOCTYPE)", "XML 中含有实体定义（DOCTYPE）"),
            Self::Depth => lang.pick("nested too deeply", "嵌套层次过深"),
            Self::Size => lang.pick("larger than any report", "内容超出任何报告的规模"),
        }
    }
}

impl ImportError {
    /// What happened, in `lang`.
    pub fn say(&self, lang: Lang) -> String {
        let zh = match self {
            Self::Unreadable(why) => format!("无法读取：{}", why.say(lang)),
            Self::AnAssessment => "这已经是审核文件，不必导入，直接打开即可".to_owned(),
            Self::NotAReport(genre) => format!("不是部门绩效自评报告，看来是{}；未导入任何内容", genre.say(lang)),
            Self::CalledOff => "已取消导入".to_owned(),
        };
        lang.pick(self.to_string(), zh)
    }

    /// What to do next, in `lang`.
    pub fn next_step(&self, lang: Lang) -> String {
        let step = match self {
            Self::Unreadable(Unreadable::Foreign(kind)) => kind.next_step(lang),
            Self::Unreadable(Unreadable::NoText | Unreadable::Font(_)) => lang.pick(
                "Ask for the docx or another electronic original, or recognise its text (OCR) and import the .txt.",
                "请索取 docx 等电子版原件；或用文字识别（OCR）转成文字、核对后，导入 .txt 文件。",
            ),
            Self::Unreadable(Unreadable::Locked) => lang.pick(
                "Ask for it without a password, or print it to a new PDF where it can be opened, then import that.",
                "请索取未加密的文件；或在能打开它的电脑上另存（打印）为新的 PDF，再导入。",
            ),
            Self::Unreadable(Unreadable::Encoding { .. }) => {
                lang.pick("Save the file again as UTF-8, then import that.", "请把文件另存为 UTF-8 编码，再导入。")
            }
            Self::Unreadable(Unreadable::Dangerous(_) | Unreadable::Damaged | Unreadable::ReaderFailed) => lang.pick(
                "Open it in WPS or Word, save it again as docx or xlsx, then import that; or ask for it anew.",
                "请用 WPS 打开并重新另存为 docx 或 xlsx，再导入；或请对方重新发送。",
            ),
            Self::AnAssessment | Self::CalledOff => "",
            Self::Unreadable(Unreadable::Binary) | Self::NotAReport(_) => lang.pick(
                "Give the report itself: docx, pdf with text, txt or md; score tables as xlsx or xls.",
                "请提供报告本身：docx、带文字的 pdf、txt、md；自评表为 xlsx、xls。",
            ),
        };
        step.to_owned()
    }
}

impl Unreadable {
    fn say(&self, lang: Lang) -> String {
        let zh = match self {
            Self::Foreign(kind) => format!("这是{}", kind.say(lang)),
            Self::Encoding { line } => format!("第 {line} 行的编码既不是 UTF-8，也不是 GB18030、UTF-16"),
            Self::Binary => "这不是文本文件".to_owned(),
            Self::Damaged => "文件已损坏".to_owned(),
            Self::Dangerous(danger) => format!("为安全起见未读取：{}", danger.say(lang)),
            Self::NoText => "页面上没有文字，是扫描件".to_owned(),
            Self::Font(name) => format!("字体 {name} 的编码无法识别，强行读取会成乱码"),
            Self::Locked => "文件设有打开密码".to_owned(),
            Self::ReaderFailed => "读取时程序内部出错，请把该文件反馈给维护人员".to_owned(),
        };
        lang.pick(self.to_string(), zh)
    }
}
