//! Suspicions.

use crate::harness::{BUREAU, Harness};
use crate::{compare, under_check};

#[test]
fn checks() {
    compare("checks", |setup| {
        let mut app = under_check(setup);
        app.keys("[ q ] q ] q ] q");
        app
    });
}

#[test]
fn checks_by_item() {
    compare("checks_by_item", |setup| {
        let mut app = under_check(setup);
        app.keys("o");
        app
    });
}

#[test]
fn checks_that_could_not_be_made() {
    compare("checks_skipped", |setup| {
        let mut app = under_check(setup);
        app.keys("G Up Right Down Down");
        app
    });
}

#[test]
fn a_dismissal() {
    compare("dismissal", |setup| {
        let mut app = Harness::open_with(BUREAU, setup);
        app.keys("v c d").text("年度考核文件");
        app
    });
}
