//! The silences and objections that the person has set, for exports: a projection.

use super::Store;
use super::error::StoreError;
use super::scope::Loader;
use crate::domain::{Dispute, Moment, Snooze, State};

impl Store {
    /// Every stretch of silence, by start.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn snoozes(&self) -> Result<Vec<Snooze>, StoreError> {
        let tx = self.read()?;
        let mut loader = Loader { conn: &tx, state: State::default() };
        loader.live_snoozes(Moment::new(i64::MIN, 0))?;
        Ok(loader.state.snoozes().cloned().collect())
    }

    /// Every objection to a sign of the early warning, by sign and then by time.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn disputes(&self) -> Result<Vec<Dispute>, StoreError> {
        let tx = self.read()?;
        let mut loader = Loader { conn: &tx, state: State::default() };
        loader.disputes()?;
        Ok(loader.state.disputes().cloned().collect())
    }
}
