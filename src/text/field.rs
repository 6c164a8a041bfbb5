//! The fields of a task as typed.

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenRole {
    /// Words of the title.
    Title,
    /// `project:`, `#`.
    Project,
    /// `type:`, `@`.
    Type,
    /// `+tag`, `-tag`, `tag:`.
    Tag,
    /// `pri:`, `!`.
    Priority,
    /// `est:`, `~`, a bare duration.
    Estimate,
    /// `due:` and `deadline:`.
    Due,
    /// `from:`.
    From,
    /// `on:`.
    On,
    /// `at:`.
    At,
    /// `after:`.
    After,
    /// `every:`.
    Every,
    /// `chunk:`, `nosplit`, `split:`.
    Chunk,
    /// `status:`.
    Status,
    /// `note:`.
    Note,
    /// The `--` that ends the fields.
    End,
}
