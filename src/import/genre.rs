//! What a text that is no self-assessment seems to be, by the words such texts use. A guess, and told as one.

use super::paragraphs::Paragraph;
use super::scalars::squeezed;
use crate::lang::Lang;

/// A kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// Nothing in it.
    Empty,
    /// 绩效目标申报表
    Targets,
    /// 部门决算、预算
    Accounts,
    /// 审计结果公告
    Audit,
    /// 通知、函、公告
    Notice,
    /// 新闻
    News,
    /// A text of another language.
    Foreign,
    /// A table without the words of a score table.
    Table,
    /// Some other text.
    Other,
}

/// Words that tell a genre, in its first paragraphs; of several, the first row. Each row needs one word of every group.
const TELLING: &[(Genre, &[&[&str]])] = &[
    (Genre::Targets, &[&["目标申报", "目标表", "目标批复"]]),
    (Genre::Audit, &[&["审计结果", "审计报告", "审计调查", "审计发现"]]),
    (
        Genre::Notice,
        &[
            &["的通知", "的函", "的公告", "的公示", "的批复", "的意见", "各单位", "各部门", "各预算"],
            &["绩效", "自评", "财政", "请", "现将"],
        ],
    ),
    (Genre::Accounts, &[&["部门决算", "单位决算", "部门预算", "决算公开", "预算公开", "决算报告"]]),
    (Genre::News, &[&["记者", "讯", "召开", "来源", "本报", "举行", "近日"]]),
];
/// Paragraphs in which the words are looked for.
const HEAD: usize = 12;

impl Genre {
    /// Guesses.
    pub(super) fn of(paragraphs: &[Paragraph]) -> Self {
        if paragraphs.iter().all(|p| p.text.is_empty()) {
            return Self::Empty;
        }
        let (mut han, mut letters) = (0_usize, 0_usize);
        for c in paragraphs.iter().flat_map(|p| &p.text) {
            han += usize::from(('\u{3400}'..='\u{9FFF}').contains(c));
            letters += usize::from(c.is_alphabetic());
        }
        if letters > 0 && han * 4 < letters {
            return Self::Foreign;
        }
        let head: String = paragraphs.iter().take(HEAD).map(|p| squeezed(&p.text)).collect::<Vec<_>>().join("\n");
        let tells = |groups: &[&[&str]]| groups.iter().all(|words| words.iter().any(|word| head.contains(word)));
        let told = TELLING.iter().find(|(_, groups)| tells(groups)).map(|(genre, _)| *genre);
        let rows = paragraphs.iter().filter(|p| p.is_row).count();
        told.unwrap_or(if rows * 2 > paragraphs.len() { Self::Table } else { Self::Other })
    }

    /// The genre in words, with its article.
    pub fn say(self, lang: Lang) -> &'static str {
        match self {
            Self::Empty => lang.pick("an empty file", "空文件"),
            Self::Targets => {
                lang.pick("a form of performance targets (what is planned, not what was done)", "绩效目标申报表（目标，而非自评）")
            }
            Self::Accounts => lang.pick("a budget or final accounts without a self-assessment", "不含自评报告的预决算公开文本"),
            Self::Audit => lang.pick("an audit report", "审计报告或审计结果公告"),
            Self::Notice => lang.pick("a notice (the report may be attached to it)", "通知、公告一类公文（报告可能是它的附件）"),
            Self::News => lang.pick("a news item", "新闻报道"),
            Self::Foreign => lang.pick("a text in another language than Chinese", "外文文本"),
            Self::Table => lang.pick("a table without the columns of a score table", "表格，但没有自评表的列"),
            Self::Other => lang.pick("some other text", "其他文本"),
        }
    }
}
