//! The Tasks screen: list, filter and detail.

/// What the Tasks screen remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TasksState {}
