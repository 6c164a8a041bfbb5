//! The Log screen: the sessions of a day.

/// What the Log screen remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogState {}
