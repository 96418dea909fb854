//! Several files, one text: the report first, then the score tables that came apart from it.

use std::ops::Range;

use super::account::{Left, Place, Sourced};
use super::forms;
use super::head;
use super::paragraphs::Paragraph;
use super::progress::{Step, Watch, tell};
use super::refusal::{ImportError, Refused, Unreadable};
use super::sha256_hex;
use super::source::{self, Content, Input};
use super::traditional::{self, Printed};

/// What all files say.
pub(super) struct Gathered {
    /// The report's paragraphs, then those of the others.
    pub paragraphs: Vec<Paragraph>,
    /// Those of the report.
    pub report: Range<usize>,
    /// Which input is the report.
    pub main: usize,
    /// What came, in the order of the inputs.
    pub sources: Vec<Sourced>,
    /// Page furniture of all.
    pub furniture: Vec<Left>,
    /// What of them could not be read or is not sure, (zh, en).
    pub doubts: Vec<(String, String)>,
    /// Texts in traditional characters as printed; the paragraphs have them simplified.
    pub printed: Vec<Printed>,
}

/// All files together say no more than this many characters: some ten thousand pages.
const CHARS_MAX: usize = 40_000_000;

impl Gathered {
    /// Reads every input; the first that cannot be read refuses all.
    ///
    /// # Panics
    /// If there is no input.
    pub fn read(inputs: &[Input], watch: Watch<'_>) -> Result<Self, Refused> {
        assert!(!inputs.is_empty(), "an import of nothing");
        let mut contents = Vec::with_capacity(inputs.len());
        let mut sources = Vec::with_capacity(inputs.len());
        let mut printed = Vec::new();
        let mut chars = 0;
        for (done, input) in inputs.iter().enumerate() {
            let refused = |why| Refused { file: input.name.to_owned(), why };
            tell(watch, Step::Files, done, inputs.len()).map_err(refused)?;
            let (kind, mut content) = source::read(input.bytes, watch).map_err(refused)?;
            if content.paragraphs.first().is_some_and(|first| first.text.first() == Some(&'{')) {
                return Err(refused(ImportError::AnAssessment));
            }
            printed.extend(traditional::simplify(&mut content.paragraphs));
            chars += content.paragraphs.iter().map(|p| p.text.len()).sum::<usize>();
            if chars > CHARS_MAX {
                return Err(refused(ImportError::Unreadable(Unreadable::Dangerous(super::Danger::Size))));
            }
            sources.push(Sourced {
                file: input.name.to_owned(),
                kind,
                encoding: content.encoding,
                unit: content.unit,
                sha256: sha256_hex(input.bytes),
            });
            contents.push(content);
        }
        let main = main(&contents);
        let mut furniture = Vec::new();
        let mut doubts = Vec::new();
        let mut paragraphs = Vec::new();
        let mut report = 0..0;
        let rest = (0..contents.len()).filter(|at| *at != main);
        for (file, at) in std::iter::once(main).chain(rest).enumerate() {
            let content = std::mem::take(&mut contents[at]);
            let place = |number| Place { file, number, page: None };
            furniture.extend(content.furniture.into_iter().map(|(number, text)| Left { place: place(number), text }));
            doubts.extend(content.doubts);
            let own =
                head::join_title(forms::unfold(content.paragraphs)).into_iter().map(|paragraph| Paragraph { source: file, ..paragraph });
            paragraphs.extend(own);
            if at == main {
                report = 0..paragraphs.len();
            }
        }
        Ok(Self { paragraphs, report, main, sources, furniture, doubts, printed })
    }
}

/// The report is the file that bears a report's title; of several, or none, the one that says most in sentences.
fn main(contents: &[Content]) -> usize {
    let rank = |content: &Content| {
        let says = content.paragraphs.iter().filter(|p| !p.is_row).map(|p| p.text.len()).sum::<usize>();
        (head::bears_title(&content.paragraphs), says)
    };
    let most = contents.iter().map(rank).max();
    contents.iter().position(|content| Some(rank(content)) == most).unwrap_or(0)
}
