//! `shenyue` (审阅): read, mark, annotate and judge a department's performance self-assessment.
//!
//! The modules stand in layer order: each may use only those above it
//! (`tests/architecture.rs` proves it). Data flows one way:
//!
//! ```text
//! bytes ── store ──▶ Report (what the department says, never changed)
//!                    Review (what the reviewer says, a fold of acts)
//! key ─ term ─▶ Msg ─ App::update ─▶ Effect::Commit(act) ─ store: journal, sync ─▶ Msg::Committed ─▶ Review::accept
//!                        └─ App::view ─▶ Frame ─▶ terminal
//! ```
//!
//! Only [`store`], [`term`] and [`cli`] touch files, clock, environment and threads.

pub mod lang;
pub mod text;

pub mod report;
pub mod review;
pub mod words;

pub mod rules;

pub mod scoring;

pub mod checks;
pub mod search;

pub mod batch;

pub mod import;

pub mod export;

pub mod store;

pub mod command;
pub mod ui;

pub mod panes;

pub mod overlays;

pub mod app;

pub mod term;

pub mod cli;
