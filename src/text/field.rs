//! The fields of a task as typed: one table that parsing, hints, completion and the `did you mean` of
//! mistyped names are read from. What a value means is in [`super::value`].

use strsim::damerau_levenshtein;

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

/// A field that takes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Project,
    Type,
    Tag,
    Estimate,
    Priority,
    Due,
    Deadline,
    From,
    On,
    At,
    After,
    Every,
    Chunk,
    Split,
    Status,
    Note,
}

/// A line of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) field: Field,
    /// What is typed before the colon.
    pub(super) name: &'static str,
    /// A value that works.
    pub(super) example: &'static str,
    pub(super) role: TokenRole,
    /// Other names that people try; never names, always a hint.
    slips: &'static [&'static str],
}

macro_rules! fields {
    ($($field:ident $name:literal $example:literal $role:ident [$($slip:literal)*]),+ $(,)?) => {
        /// Every field, in the order in which a task is printed.
        pub(super) const FIELDS: &[Row] = &[
            $(Row {
                field: Field::$field,
                name: $name,
                example: $example,
                role: TokenRole::$role,
                slips: &[$($slip),*],
            }),+
        ];
    };
}

fields! {
    Project "project" "paper" Project ["proj" "prj" "pro"],
    Type "type" "writing" Type ["kind"],
    Tag "tag" "q3" Tag ["tags"],
    Estimate "est" "1h30m" Estimate ["estimate" "estimated" "dur" "duration"],
    Priority "pri" "high" Priority ["prio" "priority"],
    Due "due" "fri" Due ["dou" "dues" "until"],
    Deadline "deadline" "tomorrow-17:00" Due ["dead"],
    From "from" "mon" From ["wait" "defer" "scheduled"],
    On "on" "tomorrow" On ["planned"],
    At "at" "home" At ["context" "ctx"],
    After "after" "142" After ["dep" "deps" "depends" "blockedby"],
    Every "every" "+1w" Every ["repeat" "recur" "rec" "rrule"],
    Chunk "chunk" "25m..2h" Chunk ["chunks"],
    Split "split" "no" Chunk [],
    Status "status" "waiting" Status ["stat"],
    Note "note" "'two words'" Note ["notes" "desc" "description"],
}

/// Words that are one letter away from a field and mean themselves: `node:18`, `typo:readme`.
const INNOCENT: [&str; 8] = ["node", "nodes", "nope", "typo", "typed", "types", "nose", "statue"];

impl Field {
    /// The field with that name, whatever its case.
    pub(super) fn named(name: &str) -> Option<Field> {
        FIELDS.iter().find(|row| row.name.eq_ignore_ascii_case(name)).map(|row| row.field)
    }

    /// Its line of the table.
    pub(super) fn row(self) -> &'static Row {
        let at = FIELDS.iter().position(|row| row.field == self).unwrap_or_default();
        &FIELDS[at]
    }

    /// How it is written: `est:1h30m`.
    pub(super) fn example(self) -> String {
        format!("{}:{}", self.row().name, self.row().example)
    }

    /// Whether its value is free text, so that any word behind a mistyped name would fit.
    pub(super) fn is_free(self) -> bool {
        matches!(self, Field::Project | Field::Type | Field::Tag | Field::At | Field::Note)
    }
}

/// The field that `name`, which is none, was most likely meant to be; `fits` says whether the value
/// would do for it. Other names that people try count as mistyped whatever follows.
pub(super) fn near_miss(name: &str, fits: impl Fn(Field) -> bool) -> Option<Field> {
    let name = name.to_ascii_lowercase();
    if let Some(row) = FIELDS.iter().find(|row| row.slips.contains(&name.as_str())) {
        return Some(row.field);
    }
    if name.len() < 3 || name.len() > 10 || INNOCENT.contains(&name.as_str()) {
        return None;
    }
    FIELDS
        .iter()
        .filter(|row| row.name.len() >= 3 && damerau_levenshtein(&name, row.name) == 1)
        .map(|row| row.field)
        .find(|field| fits(*field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_people_try_lead_to_the_field() {
        let near = |name: &str| near_miss(name, |_| true).map(|field| field.row().name);
        assert_eq!(near("prio"), Some("pri"));
        assert_eq!(near("dou"), Some("due"));
        assert_eq!(near("porject"), Some("project"));
        assert_eq!(near("http"), None);
        assert_eq!(near("node"), None);
        assert_eq!(near("re"), None);
    }

    #[test]
    fn no_slip_is_itself_a_field() {
        for row in FIELDS {
            assert!(row.slips.iter().all(|slip| Field::named(slip).is_none()), "{}", row.name);
        }
    }
}
