//! Help, palette, search, the record.

use crate::{compare, under_review};

#[test]
fn a_search() {
    compare("search", |setup| {
        let mut app = under_review(setup);
        app.keys("/").text("nd").keys("Down Down Down Down");
        app
    });
}

#[test]
fn help() {
    compare("help", |setup| {
        let mut app = under_review(setup);
        app.keys("? Down Down Down Down Down");
        app
    });
}

#[test]
fn the_palette() {
    compare("palette", |setup| {
        let filter = setup.lang.pick("next", "下一");
        let mut app = under_review(setup);
        app.keys(":").text(filter);
        app
    });
}

#[test]
fn the_record() {
    compare("history", |setup| {
        let mut app = under_review(setup);
        app.keys("u U");
        app
    });
}
