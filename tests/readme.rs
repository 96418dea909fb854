//! What the README says is what the program says: its key table is made from the command table.
//! `UPDATE_README=1 cargo test --test readme` writes it anew.

use std::fs;

use shenyue::command::markdown;
use shenyue::lang::Lang;

const BEGINS: &str = "<!-- keys: made by `shenyue keys --markdown` -->\n";
const ENDS: &str = "<!-- /keys -->";

#[test]
fn the_key_table_is_the_command_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(path).expect("the README stands beside Cargo.toml");
    let (head, rest) = readme.split_once(BEGINS).expect("the table's beginning is marked");
    let (table, tail) = rest.split_once(ENDS).expect("the table's end is marked");
    let made = format!("\n{}", markdown(Lang::Zh));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(path, format!("{head}{BEGINS}{made}{ENDS}{tail}")).expect("the README can be written");
        return;
    }
    assert_eq!(table, made, "run UPDATE_README=1 cargo test --test readme");
}
