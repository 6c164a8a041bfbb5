//! The word that was probably meant: for actions, contexts, keys and settings that are misspelt.

/// The candidate nearest to `word`: at most two slips of the finger away (one for words of up to four
/// letters), or the only one that begins with it. `None` when nothing is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let slips = if word.chars().count() <= 4 { 1 } else { 2 };
    let mut begins = Vec::new();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if word.len() >= 2 && candidate.starts_with(word) {
            begins.push(candidate);
        }
        let distance = strsim::damerau_levenshtein(word, candidate);
        if distance <= slips && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate).or(match begins[..] {
        [only] => Some(only),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_is_understood_and_another_word_is_not() {
        let words = ["start_stop", "screen_log", "done", "drop"];
        assert_eq!(nearest("strat_stop", words), Some("start_stop"));
        assert_eq!(nearest("start", words), Some("start_stop"));
        assert_eq!(nearest("doen", words), Some("done"));
        assert_eq!(nearest("d", words), None);
        assert_eq!(nearest("banana", words), None);
    }
}
