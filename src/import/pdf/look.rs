//! Looks at the bytes of a file: each is paid from the purse, whatever comes of it, and sees no further than can
//! be paid. What is lexed elsewhere was paid when it was inflated.

use super::object::{Lexer, Object, Token, is_blank};
use crate::import::purse::Purse;

/// What a look costs beside the bytes it reads.
const LOOK: usize = 16;
/// One object without its stream is not longer.
const OBJECT_BYTES_MAX: usize = 8 << 20;

/// Reads at `at` what one object may take.
pub(super) fn look<'b, T>(purse: &mut Purse, bytes: &'b [u8], at: usize, read: impl FnOnce(&mut Lexer<'b>) -> Option<T>) -> Option<T> {
    let end = at.saturating_add(OBJECT_BYTES_MAX).min(bytes.len());
    look_within(purse, bytes.get(at..end).unwrap_or_default(), read)
}

/// Reads no more of `bytes` than can be paid, and pays it, whatever comes of it. What the end of the money cut
/// short is not given: half a number is a wrong one.
pub(super) fn look_within<'b, T>(purse: &mut Purse, bytes: &'b [u8], read: impl FnOnce(&mut Lexer<'b>) -> Option<T>) -> Option<T> {
    purse.spend(LOOK).ok()?;
    let mut lexer = Lexer::new(bytes.get(..bytes.len().min(purse.left())).unwrap_or_default(), 0);
    let found = read(&mut lexer);
    purse.spend(lexer.at).ok()?;
    found.filter(|_| !purse.is_empty())
}

/// Reads the head, the number and the object, undeciphered.
pub(super) fn bare_object(lexer: &mut Lexer) -> Option<((u32, u32), Object)> {
    let (Token::Object(Object::Int(number)), Token::Object(Object::Int(generation))) = (lexer.token()?, lexer.token()?) else {
        return None;
    };
    let id = (u32::try_from(number).ok()?, u32::try_from(generation).ok()?);
    let object = lexer.word(b"obj").then(|| lexer.object()).flatten()?;
    Some((id, object))
}

/// Where the number before ` obj` at `at` begins: `7 0 obj`.
pub(super) fn object_start(bytes: &[u8], at: usize) -> Option<usize> {
    /// Digits of a number.
    const DIGITS_MAX: usize = 10;
    let digits_before =
        |end: usize| bytes.get(..end).unwrap_or_default().iter().rev().take(DIGITS_MAX).take_while(|b| b.is_ascii_digit()).count();
    let generation = digits_before(at);
    let gap = at.checked_sub(generation + 1).filter(|gap| generation > 0 && bytes.get(*gap).copied().is_some_and(is_blank))?;
    let number = digits_before(gap);
    (number > 0).then(|| gap - number)
}
