//! How laws are tested in every room: so many cases, and what has failed once is kept under `tests/regressions`
//! and tried first from then on. Commit such a file with what mends it.

use proptest::test_runner::{Config, FileFailurePersistence};

/// The settings of a law with that many cases.
pub(crate) fn cases(cases: u32) -> Config {
    let kept = FileFailurePersistence::SourceParallel("tests/regressions");
    Config { cases, failure_persistence: Some(Box::new(kept)), ..Config::default() }
}
