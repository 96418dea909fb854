//! The tree of pages: each page with what it inherits.

use std::collections::HashSet;

use super::content::Leaf;
use super::file::File;
use super::object::{Dict, Object};
use crate::import::refusal::Unreadable;

/// Pages of a file: the largest book of final accounts has some hundreds.
const PAGES_MAX: usize = 3000;
/// Branches of the tree on one way down.
const DEPTH_MAX: u32 = 40;
/// A4, where a page does not say.
const A4: [f64; 4] = [0.0, 0.0, 595.0, 842.0];
/// A page of a larger side is a poster or a mistake; the standard allows no more.
const SIDE_MAX: f64 = 14_400.0;

/// What pages take over from the branches above.
#[derive(Clone)]
struct Inherited {
    resources: Object,
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
    quarters: u8,
}

/// All pages in order.
pub(super) fn leaves(file: &mut File) -> Result<Vec<Leaf>, Unreadable> {
    let root = file.page_tree().ok_or(Unreadable::Damaged)?;
    let mut walk = Walk { file, seen: HashSet::new(), leaves: Vec::new() };
    walk.branch(&root, &Inherited { resources: Object::Null, media: None, crop: None, quarters: 0 }, 0)?;
    if walk.leaves.is_empty() { Err(Unreadable::Damaged) } else { Ok(walk.leaves) }
}

struct Walk<'f, 'a> {
    file: &'f mut File<'a>,
    seen: HashSet<u32>,
    leaves: Vec<Leaf>,
}

impl Walk<'_, '_> {
    fn branch(&mut self, node: &Object, above: &Inherited, depth: u32) -> Result<(), Unreadable> {
        if let Object::Ref(number) = node
            && !self.seen.insert(*number)
        {
            return Ok(());
        }
        if self.leaves.len() >= PAGES_MAX {
            return Err(super::TOO_MUCH);
        }
        let Object::Dict(dict) = self.file.resolve(node) else { return Ok(()) };
        let own = self.inherit(&dict, above);
        let kids = self.file.member(&dict, b"Kids");
        match kids.array() {
            Some(kids) if depth < DEPTH_MAX => {
                for kid in kids {
                    self.branch(kid, &own, depth + 1)?;
                }
            }
            Some(_) => {}
            None => {
                let frame = own.crop.or(own.media).unwrap_or(A4);
                self.leaves.push(Leaf { dict, resources: own.resources, frame, quarters: own.quarters });
            }
        }
        Ok(())
    }

    fn inherit(&mut self, dict: &Dict, above: &Inherited) -> Inherited {
        let mut own = above.clone();
        if let Some(resources) = dict.get(b"Resources".as_slice()) {
            own.resources = resources.clone();
        }
        own.media = self.frame(dict, b"MediaBox").or(own.media);
        own.crop = self.frame(dict, b"CropBox").or(own.crop);
        if let Object::Int(degrees) = self.file.member(dict, b"Rotate") {
            own.quarters = u8::try_from(degrees.div_euclid(90).rem_euclid(4)).unwrap_or(0);
        }
        own
    }

    fn frame(&mut self, dict: &Dict, name: &[u8]) -> Option<[f64; 4]> {
        let members = self.file.member(dict, name);
        let numbers: Vec<f64> = members.array()?.iter().filter_map(|member| self.file.resolve(member).number()).collect();
        let [a, b, c, d] = numbers[..] else { return None };
        let frame = [a.min(c), b.min(d), a.max(c), b.max(d)];
        let is_side = |side: f64| (1.0..=SIDE_MAX).contains(&side);
        (is_side(frame[2] - frame[0]) && is_side(frame[3] - frame[1])).then_some(frame)
    }
}
