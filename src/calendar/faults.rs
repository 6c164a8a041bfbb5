//! What was wrong with a calendar, in words: said, counted, and never the end of the reading.

/// So many are said one by one; of the rest there is only a number.
const MOST: usize = 20;

/// Faults, in the order in which they were met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    listed: Vec<String>,
    more: usize,
}

impl Faults {
    /// Notes what is wrong with a file, or with an entry in it. The words may hold what the calendar says:
    /// escape them where they are shown.
    pub fn note(&mut self, file: &str, entry: Option<&str>, what: &str) {
        let said = match entry {
            Some(entry) => format!("`{file}`: `{entry}` {what}"),
            None => format!("`{file}` {what}"),
        };
        // The same again says nothing new.
        if self.listed.len() == MOST || self.listed.last() == Some(&said) {
            self.more += 1;
        } else {
            self.listed.push(said);
        }
    }

    /// The faults as sentences without a full stop; the last says how many more there are.
    pub fn into_words(self) -> Vec<String> {
        let mut words = self.listed;
        if self.more > 0 {
            words.push(format!("and {} more of the kind", self.more));
        }
        words
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_faults_are_said_and_the_others_counted() {
        let mut faults = Faults::default();
        assert!(faults.is_empty());
        for entry in 0..MOST + 3 {
            faults.note("work.ics", Some(&format!("Weekly {entry}")), "has no start");
        }
        let words = faults.into_words();
        assert_eq!(words[0], "`work.ics`: `Weekly 0` has no start");
        assert_eq!(words[MOST..], ["and 3 more of the kind"]);
        let mut faults = Faults::default();
        faults.note("work.ics", None, "is empty");
        faults.note("work.ics", None, "is empty");
        assert_eq!(faults.into_words(), ["`work.ics` is empty", "and 1 more of the kind"]);
    }
}
