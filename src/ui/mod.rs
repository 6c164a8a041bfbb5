//! The view: pure functions of the model; one file a screen, one file a widget. The only room that knows ratatui.
