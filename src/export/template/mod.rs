//! Templates: wording, order and columns of each paper as data, one TOML file a paper.
//!
//! A template is read and held against the vocabulary before anything is written, so a wrong one is an
//! error with its line and never a half-made paper. It has no conditions: a sentence that asks for what
//! the record does not have is left out, and of alternatives the first that has all it asks for is taken.

mod error;
mod node;
mod phrase;
mod read;

pub use error::TemplateError;
pub(super) use node::{Node, Source};
pub(super) use phrase::{Phrase, Prose};

use super::model::{Column, Place};
use super::papers::{self, Paper};
use super::style::Style;

/// The file that says how papers look.
pub const STYLE_FILE: &str = "style.toml";
/// Templates are a few pages; more is a mistake (bytes).
pub const TEMPLATE_BYTES_MAX: usize = 1 << 20;

/// All templates, and the look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Templates {
    pub(super) style: Style,
    papers: Vec<Template>,
}

/// A paper's template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Template {
    Document(DocumentTemplate),
    Workbook(WorkbookTemplate),
}

/// Of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentTemplate {
    pub title: Phrase,
    pub body: Vec<BlockTemplate>,
}

/// Of a block of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BlockTemplate {
    Heading { level: u8, numbered: bool, text: Phrase },
    Paragraph { label: String, text: Prose, place: Place },
    Each { list: String, body: Vec<BlockTemplate>, none: Prose },
    Table(TableTemplate),
}

/// Of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableTemplate {
    pub list: String,
    pub columns: Vec<(Column, Phrase)>,
    pub total: Option<String>,
    /// Said where there is no row.
    pub none: Phrase,
}

/// Of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WorkbookTemplate {
    pub sheets: Vec<SheetTemplate>,
}

/// Of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetTemplate {
    pub name: String,
    pub title: Phrase,
    pub above: Vec<Phrase>,
    pub table: TableTemplate,
    pub below: Vec<Phrase>,
}

impl Templates {
    /// The program's own, with an office's files (name, text) in place of those of the same name.
    pub fn with(files: &[(String, String)]) -> Result<Self, TemplateError> {
        let is_known = |name: &str| name == STYLE_FILE || papers::all().any(|row| row.template == name);
        if let Some((name, _)) = files.iter().find(|(name, _)| !is_known(name)) {
            return Err(TemplateError::no_such_file(name));
        }
        let text =
            |name: &str, own: &'static str| files.iter().find(|(file, _)| file == name).map_or(own.to_owned(), |(_, text)| text.clone());
        let (style, papers) = (text(STYLE_FILE, papers::STYLE), papers::all().map(|row| (row, text(row.template, row.text))));
        let style = Source::new(STYLE_FILE, &style).read(Style::read)?;
        let papers = papers.map(|(row, text)| Source::new(row.template, &text).read(|node| read::template(node, row)));
        Ok(Self { style, papers: papers.collect::<Result<_, _>>()? })
    }

    /// The program's own.
    pub fn built_in() -> Self {
        Self::with(&[]).expect("the program's own templates are sound: a test says so")
    }

    pub(super) fn of(&self, paper: Paper) -> &Template {
        self.papers.get(paper as usize).expect("there is a template for each paper")
    }
}

impl Default for Templates {
    fn default() -> Self {
        Self::built_in()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn wrong(name: &str, text: &str) -> TemplateError {
        Templates::with(&[(name.to_owned(), text.to_owned())]).unwrap_err()
    }

    #[test]
    fn the_programs_own_are_sound() {
        assert_eq!(Templates::built_in(), Templates::with(&[]).unwrap());
    }

    #[test]
    fn an_offices_file_takes_the_place_of_ours() {
        let own = "title = \"整改函\"\n[[body]]\ntext = \"请{部门}整改。\"\n";
        let templates = Templates::with(&[("notice.toml".into(), own.into())]).unwrap();
        assert_ne!(templates, Templates::built_in());
    }

    #[test]
    fn a_wrong_template_is_told_with_its_line() {
        for (text, line, says) in [
            ("title = \"x\n", 1, ""),
            ("title = \"x\"\n\n[[body]]\ntext = \"{部们}\"\n", 4, "部们"),
            ("title = \"x\"\n[[body]]\ntext = \"{部门\"\n", 3, "}"),
            ("title = \"x\"\n[[body]]\neach = \"问題\"\nbody = []\n", 3, "问題"),
            ("title = \"x\"\n[[body]]\ntext = \"y\"\nbold = true\n", 4, "bold"),
            ("title = \"x\"\n[[body]]\nheading = \"y\"\nlevel = 7\n", 4, "4"),
            ("[[body]]\ntext = \"y\"\n", 1, "title"),
            ("title = \"x\"\nbody = 3\n", 2, ""),
        ] {
            let error = wrong("notice.toml", text);
            let told = error.say(Lang::Zh);
            assert!(told.starts_with(&format!("notice.toml 第 {line} 行")) && told.contains(says), "{told}\n{text}");
            assert!(error.say(Lang::En).starts_with(&format!("notice.toml, line {line}:")), "{}", error.say(Lang::En));
        }
    }

    #[test]
    fn an_outside_paper_cannot_ask_for_what_is_inside() {
        let told = wrong("notice.toml", "title = \"x\"\n[[body]]\neach = \"批注\"\n[[body.body]]\ntext = \"{内容}\"\n").say(Lang::Zh);
        assert!(told.contains("第 3 行") && told.contains("批注") && told.contains("对外"), "{told}");
        let told = wrong("notice.toml", "title = \"{批注数}\"\nbody = []").say(Lang::Zh);
        assert!(told.contains("第 1 行") && told.contains("对外"), "{told}");
    }

    #[test]
    fn a_file_of_no_papers_name_is_told() {
        let told = wrong("opinoin.toml", "").say(Lang::Zh);
        assert!(told.contains("opinoin.toml") && told.contains("opinion.toml"), "{told}");
    }
}
