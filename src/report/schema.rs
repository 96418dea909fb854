//! The JSON Schema of the assessment, published by `shenyue schema`.

/// The schema's text, kept in `assets/schema/`.
pub fn schema() -> &'static str {
    todo!()
}
