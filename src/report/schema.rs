//! The JSON Schema of the assessment, published by `shenyue schema`.

/// The schema's text, kept in `assets/schema/`.
pub const fn schema() -> &'static str {
    include_str!("../../assets/schema/assessment.schema.json")
}
