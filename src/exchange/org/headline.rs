//! Org's headlines: `** TODO [#A] Write the methods :writing:q3:`, and which words are keywords in a file.

use crate::domain::{Priority, Status};

/// The words that say where a task stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keywords {
    open: Vec<String>,
    done: Vec<String>,
}

impl Default for Keywords {
    fn default() -> Keywords {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        Keywords {
            open: words(
                "TODO NEXT STARTED DOING INPROGRESS PROJ WAITING WAIT HOLD BLOCKED SOMEDAY",
            ),
            done: words("DONE CANCELLED CANCELED CANCEL KILL DROPPED DEFERRED"),
        }
    }
}

impl Keywords {
    /// Takes a `#+TODO: TODO(t) WAIT(w@/!) | DONE CANCELLED` line's words too. Without a bar, the last is done.
    pub(super) fn declare(&mut self, words: &str) {
        let plain = |word: &str| word.split('(').next().unwrap_or(word).to_owned();
        let mut open: Vec<String> = Vec::new();
        let mut done: Vec<String> = Vec::new();
        let (before, after) = words.split_once('|').unwrap_or((words, ""));
        open.extend(before.split_whitespace().map(plain));
        done.extend(after.split_whitespace().map(plain));
        if !words.contains('|') {
            done.extend(open.pop());
        }
        // Only so many, however long the line.
        self.open.extend(open.into_iter().take(50));
        self.done.extend(done.into_iter().take(50));
    }

    fn status(&self, word: &str) -> Option<Status> {
        let is = |word: &str, starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
        if self.done.iter().any(|done| done == word) {
            let dropped = is(word, &["CANCEL", "KILL", "DROP", "DEFER", "ABANDON", "WONT"]);
            return Some(if dropped { Status::Dropped } else { Status::Done });
        }
        let open = self.open.iter().any(|open| open == word);
        open.then(|| if is(word, &["WAIT", "BLOCK"]) { Status::Waiting } else { Status::Open })
    }
}

/// A headline's parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headline {
    /// How many stars it has.
    pub(super) level: usize,
    /// What its keyword says; `None` without one.
    pub(super) status: Option<Status>,
    pub(super) priority: Priority,
    pub(super) title: String,
    pub(super) tags: Vec<String>,
}

/// Reads a headline; `None` when the line is none.
pub(super) fn headline(line: &str, keywords: &Keywords) -> Option<Headline> {
    let stars = line.len() - line.trim_start_matches('*').len();
    let rest = line.get(stars..).filter(|rest| stars > 0 && rest.starts_with([' ', '\t']))?;
    let mut read = Headline { level: stars, ..Headline::default() };
    let mut rest = rest.trim();
    let word = rest.split_whitespace().next().unwrap_or_default();
    if let Some(status) = keywords.status(word) {
        read.status = Some(status);
        rest = rest.get(word.len()..).unwrap_or_default().trim_start();
    }
    if let Some((letter, after)) = rest.strip_prefix("[#").and_then(|rest| rest.split_once(']')) {
        read.priority = match letter {
            "A" => Priority::High,
            "C" => Priority::Low,
            _ => Priority::Normal,
        };
        rest = after.trim_start();
    }
    if let Some((before, tags)) = split_tags(rest) {
        read.tags = tags;
        rest = before;
    }
    read.title = rest.trim().replace('\0', "");
    Some(read)
}

/// `Title :a:b:` as the title and the tags.
fn split_tags(text: &str) -> Option<(&str, Vec<String>)> {
    let at = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let last = text.get(at..)?;
    let inside = last.strip_prefix(':')?.strip_suffix(':')?;
    let is_tag = |tag: &str| {
        !tag.is_empty() && tag.chars().all(|c| c.is_alphanumeric() || "_@#%".contains(c))
    };
    let tags: Vec<&str> = inside.split(':').collect();
    let all = tags.iter().all(|tag| is_tag(tag));
    all.then(|| (text.get(..at).unwrap_or_default(), tags.into_iter().map(str::to_owned).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_priorities_and_tags_are_parts_and_the_rest_is_the_title() {
        let read = |line: &str| headline(line, &Keywords::default()).unwrap_or_default();
        let whole = read("** WAITING [#A] Ask: Ben at 10:30 :calls:q3:");
        assert_eq!(
            (whole.level, whole.status, whole.priority),
            (2, Some(Status::Waiting), Priority::High)
        );
        assert_eq!(
            (whole.title.as_str(), whole.tags),
            ("Ask: Ben at 10:30", vec!["calls".into(), "q3".into()])
        );
        assert_eq!(read("* CANCELLED It").status, Some(Status::Dropped));
        assert_eq!(read("* Todo list").status, None);
        assert_eq!(read("* :a:").title, "");
        assert_eq!(headline("*bold* text", &Keywords::default()), None);
        assert_eq!(headline("", &Keywords::default()), None);
    }

    #[test]
    fn a_file_may_declare_its_own_keywords() {
        let mut keywords = Keywords::default();
        keywords.declare("IDEA(i) DRAFT | SENT(s!) ABANDONED");
        keywords.declare("OFFEN ERLEDIGT");
        let status = |line: &str| headline(line, &keywords).and_then(|it| it.status);
        assert_eq!(status("* DRAFT x"), Some(Status::Open));
        assert_eq!(
            (status("* SENT x"), status("* ABANDONED x")),
            (Some(Status::Done), Some(Status::Dropped))
        );
        assert_eq!(
            (status("* OFFEN x"), status("* ERLEDIGT x")),
            (Some(Status::Open), Some(Status::Done))
        );
    }
}
