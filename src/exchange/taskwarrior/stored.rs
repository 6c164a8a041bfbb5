//! The lines of Taskwarrior 2's data files: `[name:"value" name:"value"]`, with a few characters written in
//! words or behind a backslash.

use super::super::import::LineError;
use super::super::import::fields::Line;

/// The fields of one line. Annotations, one a name there, become one list of texts (`annotation_…`) again.
pub(super) fn fields(text: &str) -> Result<Line<'static>, LineError> {
    let wrong = || LineError::new("not a task: `[name:\"value\" ...]` is wanted");
    let text = text.trim();
    let mut rest = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).ok_or_else(wrong)?;
    let mut fields = Vec::new();
    while !rest.trim_start().is_empty() {
        let (name, value) = rest.split_once(":\"").ok_or_else(wrong)?;
        let (value, after) = quoted(value).ok_or_else(wrong)?;
        rest = after;
        // What `tags` and `depends` say already.
        if !name.trim().starts_with("tags_") && !name.trim().starts_with("dep_") {
            fields.push((name.trim().to_owned(), value));
        }
    }
    Ok(Line::of_texts(fields))
}

/// The text up to the closing quote, and what comes after it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                let out = out.replace("&open;", "[").replace("&close;", "]");
                return Some((out.replace("&dquot;", "\"").replace('\0', ""), &text[at + 1..]));
            }
            '\\' => match chars.next()?.1 {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' => out.push('\r'),
                'b' => out.push('\u{8}'),
                'f' => out.push('\u{c}'),
                'u' => out.push(unicode(&mut chars)?),
                other => out.push(other),
            },
            c => out.push(c),
        }
    }
    None
}

fn unicode(chars: &mut std::str::CharIndices<'_>) -> Option<char> {
    let digits: String = chars.take(4).map(|(_, c)| c).collect();
    let code = u32::from_str_radix(&digits, 16).ok()?;
    Some(char::from_u32(code).unwrap_or('\u{fffd}'))
}
