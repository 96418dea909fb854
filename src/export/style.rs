//! How papers look: page, fonts, line distance. Read from `style.toml`; fonts are named, never embedded.

use super::template::{Node, TemplateError};

/// The look of documents and sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Margins and page numbers.
    pub page: Page,
    /// Distance of the lines of a document, in twentieths of a point.
    pub line_twips: u32,
    /// The font of letters and digits in a document.
    pub latin: String,
    /// 标题.
    pub title: Font,
    /// Headings of levels 1 to 4.
    pub headings: [Font; 4],
    /// 正文.
    pub body: Font,
    /// The label before a paragraph.
    pub label: Font,
    /// 密级.
    pub marking: Font,
    /// Page numbers.
    pub number: Font,
    /// The head of a document's table.
    pub table_head: Font,
    /// Its cells.
    pub table: Font,
    /// A sheet's title.
    pub sheet_title: Font,
    /// The head of its table.
    pub sheet_head: Font,
    /// Its cells and lines.
    pub sheet: Font,
}

/// Margins in millimetres; the paper is A4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// 天头.
    pub top: u32,
    /// Foot.
    pub bottom: u32,
    /// 订口.
    pub left: u32,
    /// 切口.
    pub right: u32,
    /// Where the page number stands.
    pub numbers: PageNumbers,
}

/// Where the page number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNumbers {
    /// Odd pages at the right, even ones at the left, as the standard has it.
    Outer,
    /// In the middle.
    Centre,
}

/// A font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Font {
    /// Its name.
    pub family: String,
    /// Its size in half points, as the formats count: 三号 is 32.
    pub half_points: u32,
    /// Bold.
    pub bold: bool,
}

/// Half points from 1 to this; larger is no type but a poster.
const HALF_POINTS_MAX: u32 = 200;
/// A4 is 210 mm wide: with more margin than this a side nothing is left to print on.
const MARGIN_MM_MAX: u32 = 80;

impl Style {
    /// Reads `style.toml`.
    pub(super) fn read(file: Node<'_, '_>) -> Result<Self, TemplateError> {
        let mut file = file.table()?;
        let mut page = file.required("page")?.table()?;
        let mut margin = |name: &'static str| page.required(name)?.whole(MARGIN_MM_MAX);
        let [top, bottom, left, right] = [margin("top_mm")?, margin("bottom_mm")?, margin("left_mm")?, margin("right_mm")?];
        let numbers = page.required("numbers")?.one_of(&[("outer", PageNumbers::Outer), ("centre", PageNumbers::Centre)])?;
        page.finish()?;
        let mut font = |name: &'static str| Font::read(file.required(name)?);
        let style = Self {
            page: Page { top, bottom, left, right, numbers },
            title: font("title")?,
            headings: [font("heading1")?, font("heading2")?, font("heading3")?, font("heading4")?],
            body: font("body")?,
            label: font("label")?,
            marking: font("marking")?,
            number: font("page_number")?,
            table_head: font("table_head")?,
            table: font("table")?,
            sheet_title: font("sheet_title")?,
            sheet_head: font("sheet_head")?,
            sheet: font("sheet")?,
            line_twips: file.required("line_points")?.half_points(HALF_POINTS_MAX)? * 10,
            latin: file.required("latin")?.text()?.to_owned(),
        };
        file.finish()?;
        Ok(style)
    }
}

impl Font {
    fn read(node: Node<'_, '_>) -> Result<Self, TemplateError> {
        let mut table = node.table()?;
        let font = Self {
            family: table.required("font")?.text()?.to_owned(),
            half_points: table.required("points")?.half_points(HALF_POINTS_MAX)?,
            bold: table.optional("bold").map(Node::flag).transpose()?.unwrap_or_default(),
        };
        table.finish()?;
        Ok(font)
    }
}
