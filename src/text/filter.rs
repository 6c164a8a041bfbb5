//! Queries.

use super::error::ParseError;
use super::reading::Reading;
use crate::domain::{Now, State, Task};

/// What a list shows: every term must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    words: Vec<String>,
}

impl Filter {
    /// Reads a query. An empty one fits every task.
    ///
    /// # Errors
    /// The first term that can't be read.
    pub fn parse(text: &str, reading: &Reading) -> Result<Filter, ParseError> {
        let _ = reading;
        Ok(Filter { words: text.split_whitespace().map(str::to_lowercase).collect() })
    }

    /// Whether `task` fits.
    pub fn matches(&self, task: &Task, state: &State, now: &Now) -> bool {
        let _ = (state, now);
        let title = task.title.to_lowercase();
        self.words.iter().all(|word| title.contains(word))
    }

    /// Whether it says which statuses it wants; a list shows open tasks only when it does not.
    pub fn names_status(&self) -> bool {
        false
    }
}
