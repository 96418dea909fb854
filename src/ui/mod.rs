//! Drawing: colours by meaning, a canvas that alone writes cells and remembers what can be
//! clicked, a text box. Knows nothing of duties or findings.

mod canvas;
pub mod reader;
pub mod textbox;
mod theme;

pub use canvas::{Canvas, Frame, Hits, Lines, Spans};
pub use theme::{Look, Role, Theme, ThemeName};
