//! The papers: what a reviewer hands in or keeps. One row a paper, one template a row.

use super::vocabulary::Audience;
use crate::lang::{Words, tr};

/// A paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// 复核意见.
    Opinion,
    /// 复核意见（征求意见稿）.
    Consultation,
    /// 整改通知书.
    Notice,
    /// 复核发现问题清单.
    Findings,
    /// 征求意见反馈及采纳情况表.
    Responses,
    /// 整改台账.
    Ledger,
    /// 评分表.
    Scores,
    /// 需补充资料清单.
    Evidence,
    /// 复核工作底稿.
    Worksheet,
    /// The worksheet in the field's form of 13 columns.
    Worksheet13,
    /// The findings in the field's form of 8 columns.
    Findings8,
}

/// What shape a paper has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text.
    Document,
    /// Tables.
    Workbook,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct PaperRow {
    /// Which paper.
    pub paper: Paper,
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it is called.
    pub words: Words,
    /// What its files are called, behind the assessment's own name.
    pub file: &'static str,
    /// Where it goes.
    pub audience: Audience,
    /// Its shape.
    pub shape: Shape,
    /// Its template's file.
    pub template: &'static str,
    /// The program's own template.
    pub text: &'static str,
    /// Whether it is made when nobody says which.
    pub usual: bool,
}

macro_rules! papers {
    ($($paper:ident $name:literal $en:literal $zh:literal $audience:ident $shape:ident $template:literal $usual:literal;)*) => {
        /// All papers, those that go out first.
        pub const PAPERS: &[PaperRow] = &[$(PaperRow {
            paper: Paper::$paper,
            name: $name,
            words: tr($en, $zh),
            file: $zh,
            audience: Audience::$audience,
            shape: Shape::$shape,
            template: $template,
            text: include_str!(concat!("../../assets/templates/", $template)),
            usual: $usual,
        },)*];
    };
}

papers! {
    Opinion "opinion" "Review opinion" "复核意见" Outside Document "opinion.toml" true;
    Consultation "consultation" "Review opinion, draft for comment" "复核意见（征求意见稿）" Outside Document "opinion.toml" true;
    Notice "notice" "Notice of rectification" "整改通知书" Outside Document "notice.toml" true;
    Findings "findings" "List of findings" "复核发现问题清单" Outside Workbook "findings.toml" true;
    Responses "responses" "Responses and rulings" "征求意见反馈及采纳情况表" Outside Workbook "responses.toml" true;
    Ledger "ledger" "Rectification ledger" "整改台账" Outside Workbook "ledger.toml" true;
    Scores "scores" "Score sheet" "评分表" Outside Workbook "scores.toml" true;
    Evidence "evidence" "Evidence still to come" "需补充资料清单" Outside Document "evidence.toml" true;
    Worksheet "worksheet" "Working paper (inside)" "复核工作底稿" Inside Workbook "worksheet.toml" true;
    Worksheet13 "worksheet13" "Working paper, 13 columns (inside)" "复核工作底稿（13列）" Inside Workbook "worksheet13.toml" false;
    Findings8 "findings8" "Findings, 8 columns (inside)" "复核发现问题清单（8列）" Inside Workbook "findings8.toml" false;
}

/// The look of all of them.
pub(super) const STYLE: &str = include_str!("../../assets/templates/style.toml");

/// The program's own template of that name.
pub fn template_text(name: &str) -> Option<&'static str> {
    let paper = || PAPERS.iter().find(|row| row.template == name).map(|row| row.text);
    if name == super::STYLE_FILE { Some(STYLE) } else { paper() }
}

impl Paper {
    /// Its row.
    pub fn row(self) -> &'static PaperRow {
        PAPERS.iter().find(|row| row.paper == self).expect("every paper has its row: a test says so")
    }
}

/// What a paper is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Word.
    Docx,
    /// Excel.
    Xlsx,
    /// Markdown.
    Md,
    /// CSV, UTF-8 with BOM.
    Csv,
    /// JSON.
    Json,
}

impl Format {
    /// All.
    pub const ALL: [Self; 5] = [Self::Docx, Self::Xlsx, Self::Md, Self::Csv, Self::Json];
    /// Those made when nobody says which.
    pub const USUAL: [Self; 3] = [Self::Docx, Self::Xlsx, Self::Md];

    /// Its name, which is the file's ending.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Md => "md",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// Whether a paper of that shape is written so. JSON is one file for the whole record.
    pub const fn suits(self, shape: Shape) -> bool {
        match self {
            Self::Docx => matches!(shape, Shape::Document),
            Self::Xlsx | Self::Csv => matches!(shape, Shape::Workbook),
            Self::Md => true,
            Self::Json => false,
        }
    }
}
