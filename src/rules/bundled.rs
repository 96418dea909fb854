//! The packs that come with the program: one line a pack.

/// The pack of neutral thresholds; the default of checks.
pub const BASE: &str = "base";

macro_rules! packs {
    ($($name:literal,)+) => { &[$(($name, include_str!(concat!("../../assets/rules/", $name, ".toml")))),+] };
}

/// Name and text of each bundled pack.
pub const BUNDLED: &[(&str, &str)] = packs! {
    "base",
    "mof-2020-10",
    "mof-2021-101",
    "system-pmkpi",
    "hunan-h1",
    "hunan-h2",
    "hunan-h3",
    "hubei",
    "sichuan-old",
    "gd-2022",
    "gz-2021-outline",
};

/// The text of a bundled pack.
pub fn bundled_text(name: &str) -> Option<&'static str> {
    BUNDLED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
