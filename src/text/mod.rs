//! Text on a grid: what a reader sees as one character, how many columns it takes, where a line
//! may break. The only place that knows widths; everything that is drawn, wrapped or edited goes
//! through [`glyphs`], so no control, bidi or zero-width character reaches the screen unmarked.
//! Beside that, where and how a text that should be TOML is not.

mod class;
mod fit;
mod glyph;
mod slip;
mod step;
mod wrap;

pub use class::{Class, class};
pub use fit::{CUT, fit};
pub use glyph::{Glyph, Glyphs, Width, cols, glyphs, hidden, is_sure};
pub use slip::{line_column, not_toml};
pub use step::{step_after, step_before, step_onto};
pub use wrap::{Row, wrap};
