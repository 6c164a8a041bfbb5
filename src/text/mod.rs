//! What a person types: quick-add lines, durations, dates, filters; and the way back, from tasks to lines.
//! Pure, total on any input, and never silent: what looks like a field but can't be read is a
//! [`ParseError`] with a span and a hint.
//!
//! Start with [`field`] for the table of fields, then [`quick_add`](mod@quick_add) for how a line becomes
//! edits, [`mod@when`] for dates and [`filter`] for queries.

pub mod command_line;
pub mod complete;
mod days;
pub mod duration;
pub mod edit;
pub mod error;
pub mod field;
pub mod filter;
pub mod names;
pub mod past;
mod pieces;
pub mod print;
mod query;
pub mod quick_add;
pub mod reading;
pub mod said;
pub mod session_line;
pub mod shown;
mod value;
pub mod what_if;
pub mod when;
pub mod words;

pub use command_line::command_line;
pub use complete::{Completion, Vocabulary, complete};
pub use duration::{duration, print_duration};
pub use edit::{edit_fields, edits_between};
pub use error::ParseError;
pub use field::TokenRole;
pub use filter::Filter;
pub use names::clean_name;
pub use past::{DayRange, coming_span, day_range, past_end, past_moment, span};
pub use print::print_task;
pub use quick_add::{Grammar, Parsed, Token, highlight, quick_add};
pub use reading::Reading;
pub use session_line::{
    SessionGrammar, print_session, session_difference, session_line, session_tokens,
};
pub use shown::{QUOTED, brief, cut, visible};
pub use what_if::{SUPPOSITIONS, Supposition, supposition};
pub use when::{When, day, when};
pub use words::join_args;
