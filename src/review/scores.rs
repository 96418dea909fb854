//! The objects of a review that scores are made of: what the reviewer puts, never what follows from it.
//!
//! Read tolerantly (a number may be a JSON number or text), written exactly: points and values are
//! text, so that no program between makes a binary fraction of them. What cannot be understood is kept
//! as it was written.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// What a review score starts from, before deductions. Always the reviewer's choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScoreFrom {
    /// `formula`: what the scoring standard reckons.
    Formula,
    /// `self`: 自评得分.
    SelfScore,
    /// `weight`: 分值, all of it.
    Weight,
    /// Points that the reviewer gives, as written.
    Points(String),
}

impl ScoreFrom {
    /// Its token, or the points as written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Formula => "formula",
            Self::SelfScore => "self",
            Self::Weight => "weight",
            Self::Points(points) => points,
        }
    }

    /// The choice of this token; anything else is points.
    pub fn read(text: &str) -> Self {
        match text.trim() {
            "formula" => Self::Formula,
            "self" => Self::SelfScore,
            "weight" => Self::Weight,
            points => Self::Points(points.to_owned()),
        }
    }
}

impl Serialize for ScoreFrom {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A score of one stage (`<stage>/<indicator>`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Score {
    /// 复核认定完成值, as written.
    #[serde(deserialize_with = "maybe_text", skip_serializing_if = "Option::is_none")]
    pub verified_actual: Option<String>,
    /// What it starts from; none = not scored yet.
    #[serde(deserialize_with = "maybe_from", skip_serializing_if = "Option::is_none")]
    pub from: Option<ScoreFrom>,
    /// 扣分原因及依据, in the reviewer's words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// The scoring standard that the review uses (`frame`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frame {
    /// The pack's id.
    pub pack: String,
    /// Its version when it was chosen.
    #[serde(deserialize_with = "text")]
    pub version: String,
    /// Its hash when it was chosen.
    pub sha256: String,
    /// Weights that the reviewer set; a row that the pack leaves off is on once it is named here.
    pub rows: Vec<FrameRow>,
    /// 只提问题: by choice nothing is scored, and no standard is named.
    #[serde(skip_serializing_if = "is_no")]
    pub findings_only: bool,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// A weight that the reviewer set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FrameRow {
    /// An indicator's id or the code of the pack's row.
    pub id: String,
    /// 分值, as written; none = as it is elsewhere.
    #[serde(deserialize_with = "maybe_text", skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// What a member says of a finding in council.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpinionTo {
    /// 维持.
    #[default]
    Agree,
    /// 调整.
    Change,
    /// 撤销.
    Drop,
}

/// 会商: one member's opinion on one finding (`<finding>/<reviewer>`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opinion {
    /// Which.
    pub to: OpinionTo,
    /// The points it should take, where they should change.
    #[serde(deserialize_with = "maybe_text", skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Sign-off of a stage (`<stage>`): the figures as they were signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signoff {
    /// Review scores by row: an indicator's id or the code of the standard's row.
    #[serde(deserialize_with = "texts")]
    pub scores: BTreeMap<String, String>,
    /// 总分; none = it was incomplete.
    #[serde(deserialize_with = "maybe_text", skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// 等级.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The scoring standard: pack and version.
    pub standard: String,
    /// And its hash.
    pub sha256: String,
    /// What stood in the way and was passed over, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<String>,
    /// 说明理由: why it was passed over.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_no(choice: &bool) -> bool {
    !*choice
}

/// A number or text as text. Blank is nothing.
fn maybe_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Null => None,
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        other => Some(other.to_string()),
    })
}

fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    maybe_text(from).map(Option::unwrap_or_default)
}

fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    #[derive(Deserialize)]
    struct Text(#[serde(deserialize_with = "text")] String);
    let all: BTreeMap<String, Text> = Deserialize::deserialize(from)?;
    Ok(all.into_iter().map(|(id, text)| (id, text.0)).collect())
}

fn maybe_from<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ScoreFrom>, D::Error> {
    Ok(maybe_text(from)?.map(|text| ScoreFrom::read(&text)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use serde_json::{from_value, json, to_value};

    use super::*;

    #[test]
    fn a_score_is_read_as_written_and_written_exactly() {
        let cases = [
            (
                json!({"from": 18.5, "verified_actual": 92, "reason": "按台账"}),
                json!({"from": "18.5", "verified_actual": "92", "reason": "按台账"}),
            ),
            (json!({"from": "self"}), json!({"from": "self"})),
            (json!({"from": " 8.50 ", "mood": {"x": 1}}), json!({"from": "8.50", "mood": {"x": 1}})),
            (json!({"from": "", "verified_actual": null}), json!({})),
        ];
        for (read, written) in cases {
            assert_eq!(to_value(from_value::<Score>(read).unwrap()).unwrap(), written);
        }
        assert_eq!(from_value::<Score>(json!({"from": "formula"})).unwrap().from, Some(ScoreFrom::Formula));
        assert_eq!(ScoreFrom::read("weight"), ScoreFrom::Weight);
    }

    #[test]
    fn a_frame_keeps_what_it_does_not_know() {
        let value =
            json!({"pack": "hubei", "version": "1", "sha256": "ab", "rows": [{"id": "HB-1", "weight": "20", "why": "通知"}], "set": true});
        assert_eq!(to_value(from_value::<Frame>(value.clone()).unwrap()).unwrap(), value);
        let frame: Frame = from_value(json!({"pack": "hubei", "version": 1, "rows": [{"id": "A", "weight": 22.5}]})).unwrap();
        assert_eq!((frame.version.as_str(), frame.rows[0].weight.as_deref(), frame.findings_only), ("1", Some("22.5"), false));
        let only: Frame = from_value(json!({"findings_only": true})).unwrap();
        assert!(only.findings_only && to_value(only).unwrap()["findings_only"] == json!(true));
    }

    #[test]
    fn a_sign_off_keeps_its_figures_as_text() {
        let signoff: Signoff = from_value(json!({"scores": {"indicator-1": 9.5, "A": "10.00"}, "total": "19.50", "grade": null})).unwrap();
        let written = json!({"scores": {"A": "10.00", "indicator-1": "9.5"}, "total": "19.50", "standard": "", "sha256": ""});
        assert_eq!(to_value(signoff).unwrap(), written);
    }
}
