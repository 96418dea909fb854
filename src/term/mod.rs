//! (to be written)

mod screen;
