//! Which column means what: `start=Start,end=End,title=Task,estimate_min=Plan`.

use super::super::clip;

/// What a column can mean. The table of their names is [`Field::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// When a session began.
    Start,
    /// When it ended.
    End,
    /// The day of `start` and `end`, when those are times of day.
    Date,
    /// How long it lasted.
    Duration,
    /// Time within it that was no work.
    Lost,
    /// How many times it was broken into.
    Interruptions,
    /// The person's rating, 1 to 5.
    Focus,
    /// How it ended.
    Outcome,
    /// The session's note.
    Note,
    /// What makes a session this one.
    Id,
    /// What makes a task this one: a number or a name.
    Task,
    /// What the task is called.
    Title,
    /// Its project.
    Project,
    /// The kind of work.
    Type,
    /// Its tags, parted by spaces, commas or semicolons.
    Tags,
    /// The person's guess of the whole task.
    Estimate,
    /// How much the task matters.
    Priority,
    /// Where it stands.
    Status,
    /// When it was written down.
    Created,
    /// When it was done or dropped.
    Closed,
    /// When it is due.
    Due,
    /// When it must be done.
    Deadline,
}

impl Field {
    /// Every field by its name, in the order of the help.
    pub const ALL: [(&'static str, Field); 22] = [
        ("start", Field::Start),
        ("end", Field::End),
        ("date", Field::Date),
        ("duration", Field::Duration),
        ("lost", Field::Lost),
        ("interruptions", Field::Interruptions),
        ("focus", Field::Focus),
        ("outcome", Field::Outcome),
        ("note", Field::Note),
        ("id", Field::Id),
        ("task", Field::Task),
        ("title", Field::Title),
        ("project", Field::Project),
        ("type", Field::Type),
        ("tags", Field::Tags),
        ("estimate", Field::Estimate),
        ("priority", Field::Priority),
        ("status", Field::Status),
        ("created", Field::Created),
        ("closed", Field::Closed),
        ("due", Field::Due),
        ("deadline", Field::Deadline),
    ];

    /// Whether it is a length of time, which may say its unit.
    fn has_unit(self) -> bool {
        matches!(self, Field::Duration | Field::Lost | Field::Estimate)
    }
}

/// A field with the seconds that a bare number in it counts; 0 when the value says its unit itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What the column means.
    pub field: Field,
    /// Seconds of its unit.
    pub unit_s: u32,
}

/// A field and the column that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What it means.
    pub meaning: Meaning,
    /// The column: its name in the first line, or `#3` for the third.
    pub column: String,
}

/// Reads a field's name: `start`, `estimate_min`, `duration_h`.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let (base, unit_s) = match name.rsplit_once('_') {
        Some((base, "s")) => (base, 1),
        Some((base, "min")) => (base, 60),
        Some((base, "h")) => (base, 3600),
        _ => (name, 0),
    };
    let (_, field) = Field::ALL.iter().find(|(known, _)| *known == base)?;
    (unit_s == 0 || field.has_unit()).then_some(Meaning { field: *field, unit_s })
}

/// Reads `field=column,field=column`.
///
/// # Errors
/// What can't be understood, in words.
pub fn parse_map(text: &str) -> Result<Vec<Mapping>, String> {
    let mut mappings: Vec<Mapping> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, column) = part
            .split_once('=')
            .ok_or_else(|| format!("`{}` is not `field=column`", clip(part)))?;
        let meaning = meaning(name.trim()).ok_or_else(|| unknown(name.trim()))?;
        if mappings.iter().any(|known| known.meaning.field == meaning.field) {
            return Err(format!("`{}` is there twice", clip(name)));
        }
        mappings.push(Mapping { meaning, column: column.trim().to_owned() });
    }
    Ok(mappings)
}

fn unknown(name: &str) -> String {
    let names: Vec<String> =
        Field::ALL
            .iter()
            .map(|(name, field)| {
                if field.has_unit() { format!("`{name}[_s|_min|_h]`") } else { format!("`{name}`") }
            })
            .collect();
    format!("there is no field `{}`; there are {}", clip(name), names.join(", "))
}

/// Reads `column=value`.
///
/// # Errors
/// When there is no `=` in it.
pub fn parse_where(text: &str) -> Result<(String, String), String> {
    let (column, value) =
        text.split_once('=').ok_or_else(|| format!("`{}` is not `column=value`", clip(text)))?;
    Ok((column.trim().to_owned(), value.trim().to_owned()))
}

/// The place of a column: by its name, then whatever its capitals, then by `#3`.
pub(super) fn place(names: &[String], wanted: &str) -> Option<usize> {
    let by_name = names.iter().position(|name| name == wanted);
    let loosely = || names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    let by_number = || {
        let number: usize = wanted.strip_prefix('#')?.parse().ok()?;
        number.checked_sub(1).filter(|at| *at < names.len())
    };
    by_name.or_else(loosely).or_else(by_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_say_fields_units_and_columns() {
        let read = parse_map("start=Start, estimate_min=Plan (min),type=#3").unwrap();
        let parts: Vec<_> = read
            .iter()
            .map(|it| (it.meaning.field, it.meaning.unit_s, it.column.as_str()))
            .collect();
        assert_eq!(
            parts,
            [
                (Field::Start, 0, "Start"),
                (Field::Estimate, 60, "Plan (min)"),
                (Field::Type, 0, "#3")
            ]
        );
        insta::assert_snapshot!(parse_map("start").unwrap_err(), @"`start` is not `field=column`");
        insta::assert_snapshot!(parse_map("start_min=a").unwrap_err(), @"there is no field `start_min`; there are `start`, `end`, `date`, `duration[_s|_min|_h]`, `lost[_s|_min|_h]`, `interruptions`, `focus`, `outcome`, `note`, `id`, `task`, `title`, `project`, `type`, `tags`, `estimate[_s|_min|_h]`, `priority`, `status`, `created`, `closed`, `due`, `deadline`");
        insta::assert_snapshot!(parse_map("end=a,end=b").unwrap_err(), @"`end` is there twice");
        assert!(parse_where("person").is_err());
    }

    #[test]
    fn columns_are_found_by_name_then_by_number() {
        let names = ["Start".to_owned(), "#1".to_owned(), "end".to_owned()];
        let found = ["start", "#1", "#3", "#9", "x"].map(|wanted| place(&names, wanted));
        assert_eq!(found, [Some(0), Some(1), Some(2), None, None]);
    }
}
