//! 沟通: a talk with the department, what was asked in it and what is still to come.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A talk with the department (`t…`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Call {
    /// With whom: the office, or its person.
    pub with: String,
    /// Telephone. It stays in the house.
    pub telephone: String,
    /// When, as written.
    pub at: String,
    /// What was asked.
    pub questions: Vec<String>,
    /// What was answered; empty: nothing yet.
    pub answer: String,
    /// By when the rest is to come, as written.
    pub due: String,
    /// Members of a newer version.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}
