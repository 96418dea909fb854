//! Reports in traditional characters: read as if simplified, kept as printed.
//!
//! The words by which chapters, amounts and grades are known are simplified. So such a text is read
//! in its simplified form, character by character, and whatever was read of it is put back into
//! the characters that stand in the report.

use super::assessment::TextParagraph;
use super::paragraphs::Paragraph;
use super::scalars::is_han;
use crate::search::fold;

/// Of a hundred Chinese characters, so many are traditional; quoted names have a few.
const PERCENT_MIN: usize = 8;

/// The text as printed beside the text as it is read. Both have the same length in bytes: a
/// character of the common block and its simplified form take three each.
#[derive(Debug)]
pub(super) struct Printed {
    simple: String,
    printed: String,
}

fn simplified(c: char) -> char {
    if is_han(c) { Some(fold(c)).filter(|to| is_han(*to)).unwrap_or(c) } else { c }
}

/// Simplifies paragraphs that are in traditional characters; `None` where they are not.
pub(super) fn simplify(paragraphs: &mut [Paragraph]) -> Option<Printed> {
    let all = || paragraphs.iter().flat_map(|paragraph| &paragraph.text).filter(|c| is_han(**c));
    let traditional = all().filter(|c| simplified(**c) != **c).count();
    if traditional * 100 < all().count() * PERCENT_MIN || traditional == 0 {
        return None;
    }
    let printed: String = paragraphs.iter().flat_map(|paragraph| paragraph.no.chars().chain(paragraph.text.iter().copied())).collect();
    for paragraph in paragraphs {
        paragraph.text.iter_mut().for_each(|c| *c = simplified(*c));
    }
    Some(Printed { simple: printed.chars().map(simplified).collect(), printed })
}

impl Printed {
    /// Puts paragraphs back into the characters of the report. None gets longer or shorter by it.
    pub fn restore(&self, text: &mut [TextParagraph]) {
        let mut from = 0;
        for paragraph in text {
            from = self.restore_from(&mut paragraph.text, from);
        }
    }

    /// Some lines, each wherever it stands.
    pub fn lines(&self, text: &str) -> String {
        text.split('\n').map(|line| self.line(line)).collect::<Vec<_>>().join("\n")
    }

    /// One line, wherever it stands.
    fn line(&self, line: &str) -> String {
        let mut line = line.to_owned();
        self.restore_from(&mut line, 0);
        line
    }

    /// Restores `text` if it stands behind `from`, and says where it ends.
    fn restore_from(&self, text: &mut String, from: usize) -> usize {
        let rest = self.simple.as_bytes().get(from..).unwrap_or_default();
        let Some(start) = memchr::memmem::find(rest, text.as_bytes()).map(|at| from + at) else { return from };
        let end = start + text.len();
        if let Some(printed) = self.printed.get(start..end) {
            printed.clone_into(text);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_simplified_is_kept_as_printed() {
        let text: Vec<char> = "負責績效評價，發現問題。".chars().collect();
        let mut paragraphs = [Paragraph::new(&text, 1, None)];
        let printed = simplify(&mut paragraphs).expect("it is in traditional characters");
        assert_eq!(paragraphs[0].text.iter().collect::<String>(), "负责绩效评价，发现问题。");
        assert_eq!(printed.line("绩效评价"), "績效評價");
        assert_eq!(printed.line("別處的話"), "別處的話");
        let text: Vec<char> = "负责绩效评价，参观黄浦江畔的瞭望塔。".chars().collect();
        assert!(simplify(&mut [Paragraph::new(&text, 1, None)]).is_none());
    }
}
