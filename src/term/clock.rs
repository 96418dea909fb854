//! The time, as a part that tests replace: the stamp of an act and the clock of the timers.

use std::fmt::Debug;
use std::time::Instant;

use jiff::Zoned;

/// Where the program learns the time.
pub trait Clock: Debug {
    /// Local time for a stamp: RFC 3339 with offset, to the second.
    fn stamp(&self) -> String;

    /// The same for the screen: `10:02`.
    fn time(&self) -> String {
        self.stamp().get(11..16).unwrap_or_default().to_owned()
    }

    /// Milliseconds since some moment; never goes back, whatever is done to the computer's clock.
    fn ms(&self) -> u64;
}

/// The computer's clock.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
}

impl SystemClock {
    /// Counts from now.
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn stamp(&self) -> String {
        Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).expect("fewer than 584 million years")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_rfc_3339_to_the_second_with_its_offset() {
        let stamp = SystemClock::start().stamp();
        // 2026-11-23T10:02:11+08:00
        assert_eq!(stamp.len(), 25, "{stamp}");
        assert!(stamp.parse::<jiff::Timestamp>().is_ok(), "{stamp}");
        assert!(!stamp.ends_with('Z'), "{stamp}");
    }
}
