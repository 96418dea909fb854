//! Word motion by character class: a run of Han ends at punctuation, a Latin word or a figure is
//! one word (`29,094.17`), a run of marks is one, spaces go with the word before them.

use crate::text::{Class, class, step_after, step_before};

/// What belongs together when the caret moves by word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Space,
    LineEnd,
    Word,
    Han,
    Mark,
}

/// Where the word after `at` starts: past the run at `at` and the spaces behind it.
pub(super) fn after(text: &str, at: usize) -> usize {
    let Some(first) = run(text, at) else { return text.len() };
    let mut at = step_after(text, at);
    if first == Run::LineEnd {
        return at;
    }
    while run(text, at) == Some(first) {
        at = step_after(text, at);
    }
    while run(text, at) == Some(Run::Space) {
        at = step_after(text, at);
    }
    at
}

/// Where the word before `at` starts: past spaces, then past one run.
pub(super) fn before(text: &str, at: usize) -> usize {
    let mut at = at;
    while let Some(before) = run_before(text, at, Run::Space) {
        at = before;
    }
    if at == 0 {
        return 0;
    }
    let start = step_before(text, at);
    let kind = run(text, start).expect("a glyph starts here");
    at = start;
    while kind != Run::LineEnd
        && let Some(before) = run_before(text, at, kind)
    {
        at = before;
    }
    at
}

/// The start of the glyph before `at` if it belongs to `kind`.
fn run_before(text: &str, at: usize, kind: Run) -> Option<usize> {
    let before = step_before(text, at);
    (at > 0 && run(text, before) == Some(kind)).then_some(before)
}

/// What the glyph at `at` belongs to; none at the text's end.
fn run(text: &str, at: usize) -> Option<Run> {
    let (before, rest) = text.split_at_checked(at)?;
    let mut chars = rest.chars();
    let c = chars.next()?;
    let is_digit = |c: char| class(c) == Class::Digit;
    if matches!(c, '.' | ',') && chars.next().is_some_and(is_digit) && before.chars().next_back().is_some_and(is_digit) {
        return Some(Run::Word);
    }
    Some(match class(c) {
        Class::Space if matches!(c, '\n' | '\r') => Run::LineEnd,
        Class::Space => Run::Space,
        Class::Word | Class::Digit => Run::Word,
        Class::Han => Run::Han,
        Class::Open | Class::Close | Class::Mark => Run::Mark,
    })
}
