//! The reader of Word documents, as Word and WPS write them.
//!
//! Parts: `document.xml` is walked ([`walk`]) with the styles ([`styles`]) and automatic numbers
//! ([`numbering`]) of its neighbours; tables become rows ([`super::grid`]). Headers, footers and footnotes are
//! no part of the narrative: they are told apart, as page furniture is.

mod numbering;
mod numerals;
mod styles;
mod walk;

use super::package::Package;
use super::paragraphs;
use super::refusal::Unreadable;
use super::source::{Content, Unit};
use super::xml::{Node, Xml};

use self::numbering::Numbering;
use self::styles::Styles;
use self::walk::Walk;

/// Parts beside the main one whose text is furniture, by the begin of their names.
const APART: [&str; 4] = ["header", "footer", "footnotes", "endnotes"];
/// No more of them are read.
const APART_MAX: usize = 60;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let beside = |name: &str| format!("{folder}/{name}");
    let styles = package.part(&beside("styles.xml"))?.map_or(Ok(Styles::default()), |part| Styles::read(&part))?;
    let numbering = package.part(&beside("numbering.xml"))?.map_or(Ok(Numbering::default()), |part| Numbering::read(&part))?;
    let part = package.part(&main)?.ok_or(Unreadable::Damaged)?;
    let mut walked = Walk::new(styles, numbering).walk(&part)?;
    drop(part);

    let is_apart = |name: &&str| {
        let own = name.strip_prefix(&folder).and_then(|rest| rest.strip_prefix('/'));
        let stem = own.and_then(|own| own.strip_suffix(".xml"));
        stem.is_some_and(|stem| APART.iter().any(|begin| stem.starts_with(begin)))
    };
    let mut names: Vec<String> = package.names().filter(is_apart).take(APART_MAX).map(str::to_owned).collect();
    names.sort();
    for name in names {
        let part = package.part(&name)?.unwrap_or_default();
        for line in Walk::new(Styles::default(), Numbering::default()).walk(&part)?.lines {
            walked.furniture.push((0, line.text.into_iter().collect()));
        }
    }
    walked.furniture.dedup();
    Ok(Content {
        paragraphs: paragraphs::paragraphs(&walked.lines),
        furniture: walked.furniture,
        unit: Unit::Paragraph,
        ..Content::default()
    })
}

/// The part that the package names as its document.
fn main_part(package: &mut Package) -> Result<String, Unreadable> {
    let relations = package.part("_rels/.rels")?.unwrap_or_default();
    let mut xml = Xml::new(&relations);
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && tag.attr("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            && let Some(target) = tag.attr("Target")
        {
            return Ok(target.trim_start_matches('/').to_owned());
        }
    }
    Ok("word/document.xml".to_owned())
}
