//! The looks of cells, each made when first asked for.

use std::fmt::Write as _;

use super::MAIN;
use crate::export::model::Place;
use crate::export::style::{Font, Style};
use crate::export::xml::escaped;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    pub role: Role,
    pub place: Place,
    /// Digits behind the point; `None`: words.
    pub scale: Option<u32>,
    /// Words that look like a formula: kept words when somebody edits them.
    pub quoted: bool,
    /// The row is not in the paper exported before.
    pub changed: bool,
}

/// What a cell is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Body,
    Head,
    Total,
    Title,
    /// A line above or below the table.
    Line,
}

/// The looks of a workbook.
#[derive(Debug)]
pub(super) struct Styles<'a> {
    style: &'a Style,
    looks: Vec<Looks>,
}

/// The first number free for formats of one's own.
const OWN_FORMAT: u32 = 164;

impl<'a> Styles<'a> {
    pub fn new(style: &'a Style) -> Self {
        Self { style, looks: vec![Looks { role: Role::Line, ..Looks::default() }] }
    }

    /// The number of these looks.
    pub fn index(&mut self, looks: Looks) -> usize {
        self.looks.iter().position(|known| *known == looks).unwrap_or_else(|| {
            self.looks.push(looks);
            self.looks.len() - 1
        })
    }

    /// The size of a role's characters, in half points.
    pub fn half_points(&self, role: Role) -> u32 {
        self.font(role).half_points
    }

    fn font(&self, role: Role) -> &Font {
        match role {
            Role::Title => &self.style.sheet_title,
            Role::Head | Role::Total => &self.style.sheet_head,
            Role::Body | Role::Line => &self.style.sheet,
        }
    }

    pub fn to_xml(&self) -> String {
        let mut scales: Vec<u32> = self.looks.iter().filter_map(|looks| looks.scale).filter(|scale| built_in(*scale).is_none()).collect();
        scales.sort_unstable();
        scales.dedup();
        let format = |scale: u32| {
            let own = || OWN_FORMAT + u32::try_from(scales.iter().position(|known| *known == scale).unwrap_or(0)).unwrap_or(0);
            built_in(scale).unwrap_or_else(own)
        };
        let mut xml = format!("<styleSheet xmlns=\"{MAIN}\">");
        if !scales.is_empty() {
            write!(xml, "<numFmts count=\"{}\">", scales.len()).expect("a string takes all");
            for scale in &scales {
                let digits = "0".repeat(*scale as usize);
                write!(xml, "<numFmt numFmtId=\"{}\" formatCode=\"0.{digits}\"/>", format(*scale)).expect("a string takes all");
            }
            xml.push_str("</numFmts>");
        }
        let fonts = [&self.style.sheet, &self.style.sheet_head, &self.style.sheet_title].map(font);
        let fill = |colour: &str| {
            format!("<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>")
        };
        let side = |side| format!("<{side} style=\"thin\"><color auto=\"1\"/></{side}>");
        write!(
            xml,
            "<fonts count=\"3\">{}</fonts>\
             <fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>{}{}</fills>\
             <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>{}<diagonal/></border></borders>\
             <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{}\">",
            fonts.concat(),
            fill("F2F2F2"),
            fill("FFF2CC"),
            ["left", "right", "top", "bottom"].map(side).concat(),
            self.looks.len()
        )
        .expect("a string takes all");
        for looks in &self.looks {
            let (font, edged) = match looks.role {
                Role::Body => (0, 1),
                Role::Head | Role::Total => (1, 1),
                Role::Title => (2, 0),
                Role::Line => (0, 0),
            };
            let fill = match (looks.changed, looks.role) {
                (true, _) => 3,
                (_, Role::Head) => 2,
                _ => 0,
            };
            let across = match looks.place {
                Place::Body | Place::Flush => "left",
                Place::Centre => "center",
                Place::Right => "right",
            };
            let quoted = if looks.quoted { " quotePrefix=\"1\"" } else { "" };
            write!(
                xml,
                "<xf numFmtId=\"{}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{edged}\" xfId=\"0\"{quoted} applyNumberFormat=\"1\" applyFont=\"1\" \
                 applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment horizontal=\"{across}\" vertical=\"center\" wrapText=\"1\"/></xf>",
                looks.scale.map_or(0, format)
            )
            .expect("a string takes all");
        }
        xml + "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    }
}

/// The format's own number for so many digits behind the point.
fn built_in(scale: u32) -> Option<u32> {
    match scale {
        0 => Some(1),
        2 => Some(2),
        _ => None,
    }
}

fn font(font: &Font) -> String {
    let bold = if font.bold { "<b/>" } else { "" };
    let points =
        if font.half_points.is_multiple_of(2) { (font.half_points / 2).to_string() } else { format!("{}.5", font.half_points / 2) };
    format!("<font>{bold}<sz val=\"{points}\"/><name val=\"{}\"/><family val=\"3\"/><charset val=\"134\"/></font>", escaped(&font.family))
}
