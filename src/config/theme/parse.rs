//! Theme files: names for colours, a look for each role, and looks for terminals with 16 colours.
//!
//! ```toml
//! inherits = "night"        # a built-in theme; what is not said here is taken from it
//! [colours]
//! sea = "#3aa6a0"
//! [roles]
//! accent = "sea bold"
//! [ansi]                    # for terminals with 16 colours
//! accent = "cyan bold"
//! ```

use super::paint::{Colour, Depth, Paint};
use super::role::Role;
use super::{BUILT_IN, Theme};
use crate::input::nearest;
use crate::text::visible;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use toml::Spanned;

/// A theme file that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTheme {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes of the file.
    pub span: Range<usize>,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for BadTheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for BadTheme {}

type Looks = BTreeMap<Spanned<String>, Spanned<String>>;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ThemeFile {
    inherits: Option<Spanned<String>>,
    colours: Looks,
    roles: Looks,
    ansi: Looks,
}

/// The paints of a theme file for a terminal of that depth.
pub(super) fn paints(text: &str, depth: Depth) -> Result<BTreeMap<Role, Paint>, BadTheme> {
    let file: ThemeFile = toml::from_str(text).map_err(|error| BadTheme {
        message: visible(error.message()).into_owned(),
        span: error.span().unwrap_or_default(),
        hint: "a theme has `inherits`, `[colours]`, `[roles]` and `[ansi]`".into(),
    })?;
    let mut paints = match &file.inherits {
        None => BTreeMap::new(),
        Some(base) => inherited(base, depth)?,
    };
    let named = colours(&file.colours)?;
    for (looks, sixteen) in [(&file.roles, false), (&file.ansi, true)] {
        for (name, look) in looks {
            let role = Role::parse(name.get_ref()).ok_or_else(|| unknown_role(name))?;
            // Among the 16, `blue` is the terminal's blue, whatever the theme calls so.
            let colour = |word: &str| named.get(word).copied().filter(|_| !sixteen);
            let paint = Paint::parse(look.get_ref(), &colour);
            let paint = paint.map_err(|bad| BadTheme {
                message: bad.to_string(),
                span: look.span(),
                hint: bad.hint,
            })?;
            // The looks for 16 colours count there only; the others there only when they fit.
            let counts = if depth == Depth::Ansi16 { sixteen || paint.fits_16() } else { !sixteen };
            if counts {
                paints.insert(role, paint.at(depth));
            }
        }
    }
    Ok(paints)
}

fn inherited(base: &Spanned<String>, depth: Depth) -> Result<BTreeMap<Role, Paint>, BadTheme> {
    match Theme::built_in(base.get_ref(), depth) {
        Some(theme) => Ok(theme.paints),
        None => Err(BadTheme {
            message: format!("no built-in theme `{}` to inherit from", visible(base.get_ref())),
            span: base.span(),
            hint: format!("one of {}", BUILT_IN.map(|(name, _)| name).join(", ")),
        }),
    }
}

fn colours(named: &Looks) -> Result<BTreeMap<&str, Colour>, BadTheme> {
    let read = |(name, colour): (&'_ Spanned<String>, &Spanned<String>)| {
        Colour::parse(colour.get_ref()).ok_or_else(|| BadTheme {
            message: format!("`{}` is no colour", visible(colour.get_ref())),
            span: colour.span(),
            hint: format!("for example `{} = \"#7fb4f5\"`", visible(name.get_ref())),
        })
    };
    named.iter().map(|entry| Ok((entry.0.get_ref().as_str(), read(entry)?))).collect()
}

fn unknown_role(name: &Spanned<String>) -> BadTheme {
    let hint = if let Some(near) = nearest(name.get_ref(), Role::all().map(Role::name)) {
        format!("did you mean `{near}`?")
    } else {
        let names: Vec<&str> = Role::all().map(Role::name).collect();
        format!("roles are {}", names.join(", "))
    };
    let message = format!("no role `{}`", visible(name.get_ref()));
    BadTheme { message, span: name.span(), hint }
}
