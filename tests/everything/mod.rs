//! Everything a reader of a report can get to see, as one text.

use std::fmt::{Debug, Write as _};

use shenyue::report::{FundField, Links, Report};

/// Asks the report for all it has.
pub fn everything_in(report: &Report) -> String {
    let mut all = String::new();
    let mut put = |what: &dyn Debug| writeln!(all, "{what:?}").expect("a string takes all");
    let (counts, links) = (report.counts(), Links::of_report(report));
    put(&(report.meta(), report.funds(), report.self_rating(), report.indicators_claimed(), report.enclosed()));
    put(&FundField::all().map(|field| report.fund_place(field)).collect::<Vec<_>>());
    put(&(counts, report.sha256(), report.review_text()));
    for n in 0..counts.paragraphs {
        put(&(report.paragraph(n), report.find_paragraph(&report.paragraph(n).id)));
    }
    (0..report.achievement_count()).for_each(|n| put(&report.achievement(n)));
    for at in report.items() {
        let item = report.item(at);
        put(&(report.id(at), report.find(&item.id), report.content(at), report.stated_links(at), links.of(at)));
        put(&item.place.map(|place| report.place_text(place)));
        put(&item);
    }
    (0..counts.duties).for_each(|n| put(&report.duty(n)));
    for n in 0..counts.work_items {
        put(&report.work_item(n));
        (0..report.part_count(n)).for_each(|m| put(&report.part(n, m)));
    }
    (0..counts.indicators).for_each(|n| put(&report.indicator(n)));
    (0..counts.issues).for_each(|n| put(&report.issue(n)));
    (0..counts.measures).for_each(|n| put(&report.measure(n)));
    all
}
