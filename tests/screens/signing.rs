//! Handing on.

use crate::{compare, under_review};

#[test]
fn what_stands_in_the_way_of_handing_on() {
    compare("signing", |setup| {
        let mut app = under_review(setup);
        app.keys("v s P 9 = v r");
        app
    });
}

#[test]
fn a_stage_that_is_handed_on() {
    compare("signing_signed", |setup| {
        let mut app = under_review(setup);
        app.keys("v r Enter 2 1").text("自评表未附，先提问题").keys("C-s");
        app
    });
}
