//! What can lie over a screen. Each overlay has its own file with its state and what its keys do; the top
//! one gets every key first.

/// Something over the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// The searchable list of keys.
    Help,
}
