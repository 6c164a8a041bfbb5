//! What a thing on the screen means. Views name roles and never colours.

/// A meaning that has a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What is to be read; its background fills the screen.
    Text,
    /// What is to be read second: labels, times of the past, done tasks.
    Muted,
    /// What need not be read: empty slots, hints, rulers.
    Faint,
    /// Lines that separate.
    Border,
    /// Titles of screens and panes.
    Heading,
    /// The one colour that draws the eye.
    Accent,
    /// Something is wrong, late or at risk.
    Warning,
    /// Something went well.
    Good,
    /// The line the cursor is on.
    Selection,
    /// Lines that are selected besides.
    Marked,
    /// The session that runs.
    Running,
    /// Breaks.
    Break,
    /// Events of a calendar.
    Event,
    /// The line of the present.
    Now,
    /// Names of keys.
    Key,
    /// The letters that a search found.
    Match,
    /// What lies over a screen.
    Overlay,
    /// What fills a block of time; a theme with exact colours mixes the block's own in.
    Block,
    /// A kind of work, by its place in the list of types; eight looks, then again from the first.
    Type(u8),
}

/// How many kinds of work look different.
pub const TYPES: u8 = 8;

const NAMED: [(Role, &str); 18] = [
    (Role::Text, "text"),
    (Role::Muted, "muted"),
    (Role::Faint, "faint"),
    (Role::Border, "border"),
    (Role::Heading, "heading"),
    (Role::Accent, "accent"),
    (Role::Warning, "warning"),
    (Role::Good, "good"),
    (Role::Selection, "selection"),
    (Role::Marked, "marked"),
    (Role::Running, "running"),
    (Role::Break, "break"),
    (Role::Event, "event"),
    (Role::Now, "now"),
    (Role::Key, "key"),
    (Role::Match, "match"),
    (Role::Overlay, "overlay"),
    (Role::Block, "block"),
];

const TYPE_NAMES: [&str; TYPES as usize] =
    ["type_1", "type_2", "type_3", "type_4", "type_5", "type_6", "type_7", "type_8"];

impl Role {
    /// The role of the kind of work that stands at `place` in the list of types.
    pub fn of_type(place: usize) -> Role {
        let place = place % usize::from(TYPES);
        Role::Type(u8::try_from(place).unwrap_or_default())
    }

    /// Every role.
    pub fn all() -> impl Iterator<Item = Role> {
        NAMED.into_iter().map(|(role, _)| role).chain((0..TYPES).map(Role::Type))
    }

    /// The name in theme files.
    pub fn name(self) -> &'static str {
        match self {
            Role::Type(n) => TYPE_NAMES[usize::from(n % TYPES)],
            role => {
                NAMED.iter().find(|(known, _)| *known == role).map_or("text", |(_, name)| *name)
            }
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Role> {
        Role::all().find(|role| role.name() == name)
    }
}
