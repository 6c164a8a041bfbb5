//! Which kind of work a commit was, by the first word of its subject as the Conventional Commits have it:
//! `feat(parser)!: ...`.

/// The words and the type each stands for; any other commit is `coding`. The documented table.
pub const KINDS: &[(&str, &str)] = &[
    ("feat", "coding"),
    ("fix", "coding"),
    ("perf", "coding"),
    ("refactor", "coding"),
    ("revert", "coding"),
    ("style", "coding"),
    ("test", "coding"),
    ("tests", "coding"),
    ("doc", "writing"),
    ("docs", "writing"),
    ("build", "admin"),
    ("chore", "admin"),
    ("ci", "admin"),
    ("deps", "admin"),
    ("release", "admin"),
    ("review", "review"),
];

/// How the merge of someone's proposal begins; other merges are part of the work around them.
const REVIEWED: [&str; 3] = ["Merge pull request ", "Merge request ", "Merge tag "];

/// The type of work that a commit with this subject was.
pub fn kind_of(subject: &str) -> &'static str {
    if REVIEWED.iter().any(|start| subject.starts_with(start)) {
        return "review";
    }
    let word = prefix(subject).unwrap_or_default();
    let named = KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    named.map_or("coding", |(_, kind)| kind)
}

/// The word before `(scope)`, `!` and the colon, if the subject begins that way.
fn prefix(subject: &str) -> Option<&str> {
    let (head, _) = subject.split_once(':')?;
    let head = head.trim_end_matches('!');
    match head.split_once('(') {
        None => Some(head),
        Some((word, scope)) => scope.ends_with(')').then_some(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_says_what_kind_of_work_it_was() {
        let kinds = [
            ("feat: read repositories", "coding"),
            ("fix(parser)!: no panic", "coding"),
            ("Docs: a section on git", "writing"),
            ("docs(api): examples", "writing"),
            ("chore(deps): bump clap", "admin"),
            ("ci!: run on two systems", "admin"),
            ("Merge pull request #12 from ana/branch", "review"),
            ("Merge branch 'main' into next", "coding"),
            ("docs without a colon", "coding"),
            ("docs(broken: scope", "coding"),
            ("Speed before size again: hot loops", "coding"),
            ("", "coding"),
            (":", "coding"),
        ];
        for (subject, kind) in kinds {
            assert_eq!(kind_of(subject), kind, "{subject}");
        }
    }
}
