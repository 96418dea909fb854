//! Drawing: colours by meaning, a canvas that alone writes cells and remembers what can be
//! clicked, a text box, a reader for long prose. Knows nothing of duties or findings.

mod canvas;
mod reader;
mod rule;
mod sheet;
pub mod textbox;
mod theme;

pub use canvas::{Canvas, Frame, Hits, Lines, Spans};
pub use reader::{Page, ParagraphView, Prose, Reader, ReaderRow};
pub use sheet::{Line, Piece, Right, Sheet, Spoken, UNBOUND_COLS};
pub use theme::{Look, Role, Theme, ThemeName};
