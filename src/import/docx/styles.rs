//! What the styles of a document say of a paragraph: how deep a heading, in which list.

use std::collections::HashMap;

use super::super::refusal::Unreadable;
use super::super::xml::{Node, Tag, Xml};

/// A list and the level in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct InList {
    pub list: Option<u32>,
    pub level: Option<usize>,
}

/// What a paragraph's own properties, or its style's, say.
#[derive(Clone, Debug, Default)]
pub(super) struct Props {
    /// The style's id.
    pub style: Option<String>,
    /// 0 is the deepest heading's parent: `w:outlineLvl`, 9 is body.
    pub outline: Option<u8>,
    pub in_list: InList,
    /// Whether it is an entry of a table of contents.
    pub is_contents: bool,
}

impl Props {
    /// Takes one element of `w:pPr`.
    pub fn take(&mut self, tag: &Tag) {
        match tag.name() {
            "pStyle" => self.style = tag.attr("val"),
            "outlineLvl" => self.outline = tag.number("val"),
            "ilvl" => self.in_list.level = tag.number("val"),
            "numId" => self.in_list.list = tag.number("val"),
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    props: Props,
}

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default: Option<String>,
}

/// A style is based on another that is based on another: no more often.
const CHAIN_MAX: usize = 16;

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(part: &str) -> Result<Self, Unreadable> {
        let mut styles = Self::default();
        let mut xml = Xml::new(part);
        let mut own: Option<(String, Style)> = None;
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) if tag.name() == "style" => {
                    let id = tag.attr("styleId").unwrap_or_default();
                    if tag.attr("type").is_none_or(|kind| kind == "paragraph") {
                        if tag.attr("default").is_some_and(|value| value == "1" || value == "true") {
                            styles.default = Some(id.clone());
                        }
                        own = Some((id, Style::default()));
                    }
                }
                Node::Open(tag) => {
                    if let Some((_, style)) = &mut own {
                        match tag.name() {
                            "basedOn" => style.based_on = tag.attr("val"),
                            "name" => style.name(&tag.attr("val").unwrap_or_default()),
                            _ => style.props.take(&tag),
                        }
                    }
                }
                Node::Close(name) if name == "style" => styles.by_id.extend(own.take()),
                Node::Close(_) | Node::Text(_) => {}
            }
        }
        Ok(styles)
    }

    /// A paragraph's own properties completed by its style and those that is based on.
    pub fn complete(&self, own: &Props) -> Props {
        let mut whole = own.clone();
        let mut next = own.style.as_ref().or(self.default.as_ref());
        for _ in 0..CHAIN_MAX {
            let Some(style) = next.and_then(|id| self.by_id.get(id)) else { break };
            whole.outline = whole.outline.or(style.props.outline);
            whole.in_list.list = whole.in_list.list.or(style.props.in_list.list);
            whole.in_list.level = whole.in_list.level.or(style.props.in_list.level);
            whole.is_contents |= style.props.is_contents;
            next = style.based_on.as_ref();
        }
        whole
    }
}

impl Style {
    /// Headings and contents are known by the names Word and WPS give them, in any case.
    fn name(&mut self, name: &str) {
        let name = name.to_lowercase();
        let level = ["heading ", "标题 ", "heading", "标题"].iter().find_map(|word| name.strip_prefix(word)?.trim().parse::<u8>().ok());
        if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
            self.props.outline = self.props.outline.or(Some(level - 1));
        }
        self.props.is_contents |= name.starts_with("toc ") || name.starts_with("目录");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_inherits_level_and_list_from_what_it_is_based_on() {
        let styles = Styles::read(
            r#"<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
            <w:style w:type="character" w:styleId="b"><w:name w:val="heading 2"/></w:style>
            <w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style></w:styles>"#,
        )
        .expect("it is sound");
        let of = |id: &str| styles.complete(&Props { style: Some(id.to_owned()), ..Props::default() });
        assert_eq!(of("a").outline, Some(0));
        assert_eq!(of("a").in_list, InList { list: Some(4), level: Some(1) });
        assert_eq!(of("b").outline, None);
        assert_eq!(of("loop").outline, None);
    }
}
