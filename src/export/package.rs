//! What docx and xlsx have in common: parts with types and relationships, the paper's properties, and
//! what a re-export wants to know of it.
//!
//! The last stands in a part of its own (`customXml/item1.xml`), which Word, WPS and `LibreOffice` carry
//! along and nobody sees: the record it was made from, a seal over all other parts, and the digest and
//! source of every paragraph and row. Properties hold what an auditor asks first; a property is
//! at most 255 characters.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::changes::Trace;
use super::provenance::Provenance;
use super::xml::escaped;
use super::zip;

/// The part a re-export reads.
pub(super) const TRACE_PART: &str = "customXml/item1.xml";

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// Colours and fonts that nothing refers to.
const THEME: &str = include_str!("../../assets/theme.xml");
/// A property longer than this is cut by some programs.
const PROPERTY_CHARS_MAX: usize = 255;

/// The parts of a paper.
#[derive(Debug, Default)]
pub(super) struct Package {
    parts: Vec<(String, Vec<u8>)>,
    types: String,
}

impl Package {
    /// Adds a part: its name, its type after `application/vnd.openxmlformats-officedocument.`, its XML
    /// without the declaration.
    pub(super) fn part(&mut self, name: &str, kind: &str, xml: &str) {
        let kind = format!("application/vnd.openxmlformats-officedocument.{kind}+xml");
        self.typed(name, &kind, xml);
    }

    fn typed(&mut self, name: &str, kind: &str, xml: &str) {
        write!(self.types, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>").expect("a string takes all");
        self.plain(name, xml);
    }

    fn plain(&mut self, name: &str, xml: &str) {
        self.parts.push((name.to_owned(), format!("{XML}{xml}").into_bytes()));
    }

    /// Adds relationships of a part: ids `rId1` and on, kinds after `…/relationships/`.
    pub(super) fn relations(&mut self, of: &str, targets: &[(&str, &str)]) {
        let mut xml = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
        for (n, (kind, target)) in targets.iter().enumerate() {
            let base = if *kind == "metadata/core-properties" { PACKAGE } else { OFFICE };
            write!(xml, "<Relationship Id=\"rId{}\" Type=\"{base}/relationships/{kind}\" Target=\"{target}\"/>", n + 1)
                .expect("a string takes all");
        }
        xml.push_str("</Relationships>");
        self.plain(of, &xml);
    }

    /// Adds the theme, which some programs ask for although nothing here refers to it.
    pub(super) fn theme(&mut self, name: &str) {
        self.part(name, "theme", THEME.trim_end());
    }

    /// The finished file. `main`: the part that all else hangs on.
    pub(super) fn finish(mut self, main: &str, title: &str, provenance: &Provenance, trace: &Trace) -> Vec<u8> {
        self.relations(
            "_rels/.rels",
            &[
                ("officeDocument", main),
                ("metadata/core-properties", "docProps/core.xml"),
                ("extended-properties", "docProps/app.xml"),
                ("custom-properties", "docProps/custom.xml"),
            ],
        );
        self.relations("customXml/_rels/item1.xml.rels", &[("customXmlProps", "itemProps1.xml")]);
        self.typed("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", &core(title, provenance));
        self.part("docProps/app.xml", "extended-properties", &app());
        self.part("docProps/custom.xml", "custom-properties", &custom(provenance));
        self.part("customXml/itemProps1.xml", "customXmlProperties", &item_properties());
        let types = format!(
            "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
            self.types
        );
        self.plain("[Content_Types].xml", &types);
        self.parts.sort();
        let seal = seal(self.parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        self.plain(TRACE_PART, &trace.to_xml(&seal));
        // Readers that look at the first entry expect the types there; `[` sorts before all names.
        self.parts.sort();
        zip::pack(&self.parts)
    }
}

/// A digest over all parts but the one that holds it, given in the order of their names.
pub(super) fn seal<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in parts {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    super::hex(&hash.finalize())
}

fn core(title: &str, provenance: &Provenance) -> String {
    let created = provenance.utc().map_or_else(String::new, |at| {
        ["created", "modified"].map(|name| format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:{name}>")).concat()
    });
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator>{created}</cp:coreProperties>",
        escaped(title),
        escaped(&provenance.reviewers)
    )
}

fn app() -> String {
    format!("<Properties xmlns=\"{OFFICE}/extended-properties\"><Application>shenyue</Application></Properties>")
}

fn custom(provenance: &Provenance) -> String {
    let mut xml = format!("<Properties xmlns=\"{OFFICE}/custom-properties\" xmlns:vt=\"{OFFICE}/docPropsVTypes\">");
    for (n, (name, value)) in provenance.properties().iter().enumerate() {
        let value: String = value.chars().take(PROPERTY_CHARS_MAX).collect();
        // The first two numbers are reserved.
        write!(
            xml,
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{}\" name=\"{}\"><vt:lpwstr>{}</vt:lpwstr></property>",
            n + 2,
            escaped(name),
            escaped(&value)
        )
        .expect("a string takes all");
    }
    xml + "</Properties>"
}

fn item_properties() -> String {
    format!(
        "<ds:datastoreItem xmlns:ds=\"{OFFICE}/customXml\" ds:itemID=\"{{5E0F3C7A-6C0B-4E0E-9C59-3B1D6A7F2E41}}\">\
         <ds:schemaRefs><ds:schemaRef ds:uri=\"{}\"/></ds:schemaRefs></ds:datastoreItem>",
        super::changes::NAMESPACE
    )
}
