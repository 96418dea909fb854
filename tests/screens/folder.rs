//! A folder of departments.

use crate::compare;
use crate::harness::{BUREAU, Harness, Setup};

/// A batch: one under review, one untouched, one that is no assessment, one whose papers wait for import.
pub fn batch(setup: Setup) -> Harness {
    let untouched = BUREAU.replace("示例市文化局", "示例市水务局");
    let papers = include_str!("../data/import/preview.txt");
    let files = [("文化局.json", BUREAU), ("水务局.json", &*untouched), ("体育局.json", "{\"duties\": ["), ("林业局/自评报告.txt", papers)];
    let mut app = Harness::batch(&files, setup);
    app.keys("] u Enter a a x 3 a F").text("送戏下乡未完成年度计划").keys("Enter Esc Esc v i q");
    app
}

#[test]
fn a_folder_of_departments() {
    compare("batch", batch);
}

#[test]
fn a_search_through_a_folder() {
    compare("batch_search", |setup| {
        let mut app = batch(setup);
        app.keys("/").text("tsg");
        app
    });
}
