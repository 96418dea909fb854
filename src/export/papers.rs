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
    /// 会商纪要.
    Minutes,
    /// The worksheet in the field's form of 13 columns.
    Worksheet13,
    /// The findings in the field's form of 8 columns.
    Findings8,
    /// 复核结果汇总表, of many records.
    Summary,
}

/// What shape a paper has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text.
    Document,
    /// Tables.
    Workbook,
}

/// When a paper is made if nobody says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At any time.
    Always,
    /// Once all is done, before the department was heard.
    Consulting,
    /// Whenever something goes out.
    Outward,
    /// Once something goes out and the department has answered.
    Answered,
    /// Once every finding is settled.
    Final,
    /// Once members have given opinions.
    Council,
    /// Only if it is asked for.
    Asked,
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
    /// When it is made if nobody says which.
    pub when: When,
}

macro_rules! papers {
    ($($paper:ident $name:literal $en:literal $zh:literal $audience:ident $shape:ident $template:literal $when:ident;)*) => {
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
            when: When::$when,
        },)*];
    };
}

papers! {
    Opinion "opinion" "Review opinion" "复核意见" Outside Document "opinion.toml" Final;
    Consultation "consultation" "Review opinion, draft for comment" "复核意见（征求意见稿）" Outside Document "opinion.toml" Consulting;
    Notice "notice" "Notice of rectification" "整改通知书" Outside Document "notice.toml" Final;
    Findings "findings" "List of findings" "复核发现问题清单" Outside Workbook "findings.toml" Outward;
    Responses "responses" "Responses and rulings" "征求意见反馈及采纳情况表" Outside Workbook "responses.toml" Answered;
    Ledger "ledger" "Rectification ledger" "整改台账" Outside Workbook "ledger.toml" Final;
    Scores "scores" "Score sheet" "评分表" Outside Workbook "scores.toml" Final;
    Evidence "evidence" "Evidence still to come" "需补充资料清单" Outside Document "evidence.toml" Always;
    Worksheet "worksheet" "Working paper (inside)" "复核工作底稿" Inside Workbook "worksheet.toml" Always;
    Minutes "minutes" "Minutes of council (inside)" "会商纪要" Inside Document "minutes.toml" Council;
    Worksheet13 "worksheet13" "Working paper, 13 columns (inside)" "复核工作底稿（13列）" Inside Workbook "worksheet13.toml" Asked;
    Findings8 "findings8" "Findings, 8 columns (inside)" "复核发现问题清单（8列）" Inside Workbook "findings8.toml" Asked;
}

/// The one that is made of many records, and so is no choice where one is exported.
pub const SUMMARY: PaperRow = PaperRow {
    paper: Paper::Summary,
    name: "summary",
    words: tr("Summary of results (inside)", "复核结果汇总表"),
    file: "复核结果汇总表",
    audience: Audience::Inside,
    shape: Shape::Workbook,
    template: "summary.toml",
    text: include_str!("../../assets/templates/summary.toml"),
    when: When::Asked,
};

/// All papers there are templates for, in the order of [`Paper`].
pub(super) fn all() -> impl Iterator<Item = &'static PaperRow> {
    PAPERS.iter().chain([&SUMMARY])
}

/// The look of all of them.
pub(super) const STYLE: &str = include_str!("../../assets/templates/style.toml");

/// The program's own template of that name.
pub fn template_text(name: &str) -> Option<&'static str> {
    let paper = || all().find(|row| row.template == name).map(|row| row.text);
    if name == super::STYLE_FILE { Some(STYLE) } else { paper() }
}

impl Paper {
    /// Whether it carries findings out by their numbers, which are fixed from then on. What is asked of the
    /// department while the work goes on names none.
    pub fn fixes_numbers(self) -> bool {
        self.row().audience == Audience::Outside && self != Self::Evidence
    }

    /// Its row.
    pub fn row(self) -> &'static PaperRow {
        all().find(|row| row.paper == self).expect("every paper has its row: a test says so")
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
