//! XML as it stands in office documents: names without their prefix, no document type, no entities of
//! its own, bounded depth. A part that has any of those was made to harm and is refused.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::refusal::{Danger, Unreadable};

/// Tables in tables in text boxes nest some thirty deep.
const DEPTH_MAX: usize = 256;

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins; an empty one is closed next.
    Open(Tag<'a>),
    /// An element of this local name ends.
    Close(String),
    /// Characters between tags, references resolved.
    Text(Cow<'a, str>),
}

/// The begin of an element.
#[derive(Debug)]
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its local name.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by local name.
    pub fn attr(&self, name: &str) -> Option<String> {
        let mut attrs = self.0.attributes();
        let own = attrs.with_checks(false).filter_map(Result::ok).find(|attr| attr.key.local_name().into_inner() == name);
        own.and_then(|attr| attr.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned))
    }

    /// A number attribute.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attr(name)?.trim().parse().ok()
    }

    /// Whether a switch such as `<w:vanish/>` or `<w:b w:val="0"/>` is on.
    pub fn is_on(&self) -> bool {
        !matches!(self.attr("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Reads a part from its begin to its end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub fn new(part: &'a str) -> Self {
        let mut reader = Reader::from_str(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next node; `None` at the end of the part.
    pub fn next(&mut self) -> Result<Option<Node<'a>>, Unreadable> {
        loop {
            let node = match self.reader.read_event().map_err(|_broken| Unreadable::Damaged)? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH_MAX {
                        return Err(Unreadable::Dangerous(Danger::Depth));
                    }
                    Node::Open(Tag(start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(end.local_name().into_inner().to_owned())
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(reference) => {
                    let known = match reference.resolve_char_ref().map_err(|_broken| Unreadable::Damaged)? {
                        Some(c) => c,
                        None => match &*reference.into_inner() {
                            "lt" => '<',
                            "gt" => '>',
                            "amp" => '&',
                            "quot" => '"',
                            "apos" => '\'',
                            _ => return Err(Unreadable::Dangerous(Danger::Entities)),
                        },
                    };
                    Node::Text(Cow::Owned(known.to_string()))
                }
                Event::DocType(_) => return Err(Unreadable::Dangerous(Danger::Entities)),
                Event::Eof if self.depth > 0 => return Err(Unreadable::Damaged),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(Some(node));
        }
    }

    /// Passes over the rest of the element that was opened last.
    pub fn skip(&mut self) -> Result<(), Unreadable> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Some(Node::Open(_)) => open += 1,
                Some(Node::Close(_)) => open -= 1,
                Some(Node::Text(_)) => {}
                None => return Err(Unreadable::Damaged),
            }
        }
        Ok(())
    }

    /// The text up to the end of the element that was opened last, elements inside it left out.
    pub fn text(&mut self) -> Result<String, Unreadable> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Some(Node::Text(piece)) => text.push_str(&piece),
                Some(Node::Open(_)) => self.skip()?,
                Some(Node::Close(_)) => return Ok(text),
                None => return Err(Unreadable::Damaged),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(part: &str) -> Result<String, Unreadable> {
        let mut xml = Xml::new(part);
        let mut said = String::new();
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => said.extend(["<", tag.name(), ":", &tag.attr("val").unwrap_or_default(), ">"]),
                Node::Close(name) => said.extend(["</", &name, ">"]),
                Node::Text(text) => said.push_str(&text),
            }
        }
        Ok(said)
    }

    #[test]
    fn references_are_resolved_and_prefixes_left_out() {
        assert_eq!(all(r#"<w:p><w:a w:val="1&lt;2"/>甲&amp;&#x4E59;</w:p>"#).as_deref(), Ok("<p:><a:1<2></a>甲&乙</p>"));
    }

    #[test]
    fn document_types_entities_and_depth_are_refused() {
        assert_eq!(all("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>"), Err(Unreadable::Dangerous(Danger::Entities)));
        assert_eq!(all("<x>&nbsp;</x>"), Err(Unreadable::Dangerous(Danger::Entities)));
        assert_eq!(all(&"<x>".repeat(300)), Err(Unreadable::Dangerous(Danger::Depth)));
        assert_eq!(all("<x><y></x>"), Err(Unreadable::Damaged));
        assert_eq!(all("<x>"), Err(Unreadable::Damaged));
    }
}
