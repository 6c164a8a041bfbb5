//! The imperative shell of the TUI: terminal guard, input thread, loop, effect performer.
