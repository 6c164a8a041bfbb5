//! Micro-breaks in words.

use super::{Reason, Said, length, minutes};
use crate::text::print_duration;

impl Said<'_> {
    /// What is shown.
    pub(super) fn micro(&self) -> String {
        let (_, pause_s) = self.micro_s();
        let worked = length(self.tally.since_short);
        format!("Look far away for {}: {worked} of work without a pause.", seconds(pause_s))
    }

    /// What it rests on.
    pub(super) fn micro_reasons(&self) -> Vec<Reason> {
        let since = self.tally.since_short;
        let (after_s, length_s) = self.micro_s();
        let (after, pause) = (print_duration(i64::from(after_s)), seconds(length_s));
        let worked = format!("you have worked {} without a pause of {pause}", length(since));
        let interval = format!("you asked for one after every {after}");
        let mut reasons = vec![
            Reason { term: "worked", value: minutes(since), text: worked },
            Reason { term: "interval", value: f64::from(after_s / 60), text: interval },
        ];
        reasons.extend(self.boundary());
        reasons
    }

    /// After how much work a micro-break is due, and how long it is, in seconds.
    fn micro_s(&self) -> (u32, u32) {
        let micro = self.nudging.micro.unwrap_or_default();
        (micro.after_s, micro.length_s)
    }
}

/// A length below an hour to the second.
fn seconds(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (0, rest) => format!("{rest} seconds"),
        (_, 0) => print_duration(i64::from(seconds)),
        (minutes, rest) => format!("{minutes}m {rest}s"),
    }
}
