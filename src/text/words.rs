//! Lines into words and back.

/// One line of the words of a command line.
pub fn join_args(words: &[String]) -> String {
    words.join(" ")
}
