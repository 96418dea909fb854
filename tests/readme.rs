//! What the README says is what the program says: its tables are made from those of commands and settings.
//! `UPDATE_README=1 cargo test --test readme` writes it anew.

use std::fs;

use shenyue::command::{Keymap, markdown, settings};
use shenyue::lang::Lang;

/// A table's beginning, its end, and what stands between them.
type Part = (&'static str, &'static str, fn() -> String);

const PARTS: [Part; 2] = [
    ("<!-- keys: made by `shenyue keys --markdown` -->\n", "<!-- /keys -->", || markdown(&Keymap::default(), Lang::Zh)),
    ("<!-- settings: made from the table of settings -->\n", "<!-- /settings -->", || settings::markdown(Lang::Zh) + "\n"),
];

#[test]
fn the_tables_are_those_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let mut readme = fs::read_to_string(path).expect("the README stands beside Cargo.toml");
    for (begins, ends, make) in PARTS {
        let (head, rest) = readme.split_once(begins).expect("the table's beginning is marked");
        let (table, tail) = rest.split_once(ends).expect("the table's end is marked");
        let made = format!("\n{}", make());
        if std::env::var_os("UPDATE_README").is_some() {
            readme = format!("{head}{begins}{made}{ends}{tail}");
            fs::write(path, &readme).expect("the README can be written");
        } else {
            assert_eq!(table, made, "run UPDATE_README=1 cargo test --test readme");
        }
    }
}
