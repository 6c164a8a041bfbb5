//! The terminal library's events as messages: [`crate::app`] knows no terminal.

use crate::app::{Mouse, MouseKind, Msg};
use crate::input::{Key, KeyCode};
use crossterm::event::{
    Event, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};

/// What an event means to the program; `None` for nothing. Sizes are no message: the screen is measured
/// before it is drawn, and of many resizes only the last matters.
pub(super) fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(event) => key(event).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Mouse(event) => mouse(event).map(Msg::Mouse),
        Event::FocusGained => Some(Msg::Focus(true)),
        Event::FocusLost => Some(Msg::Focus(false)),
        Event::Resize(..) => None,
    }
}

/// A key that was pressed or repeats while held.
fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let (code, shifted) = code(event.code)?;
    let held = event.modifiers;
    let mut key = Key::plain(code);
    if held.contains(KeyModifiers::CONTROL) {
        key = key.with_ctrl();
    }
    if held.contains(KeyModifiers::ALT) {
        key = key.with_alt();
    }
    // A terminal has applied shift to what it sends as a character.
    let is_character = matches!(code, KeyCode::Char(_));
    if shifted || (held.contains(KeyModifiers::SHIFT) && !is_character) {
        key = key.with_shift();
    }
    Some(key)
}

fn code(code: Code) -> Option<(KeyCode, bool)> {
    let plain = match code {
        Code::Char(c) => KeyCode::Char(c),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => return Some((KeyCode::Tab, true)),
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::F(n @ 1..=12) => KeyCode::F(n),
        _ => return None,
    };
    Some((plain, false))
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, x: event.column, y: event.row })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: Code, modifiers: KeyModifiers) -> String {
        key(KeyEvent::new(code, modifiers)).map(|key| key.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_press_is_spelled_as_in_the_configuration() {
        assert_eq!(pressed(Code::Char('j'), KeyModifiers::NONE), "j");
        assert_eq!(pressed(Code::Char('J'), KeyModifiers::SHIFT), "J");
        assert_eq!(pressed(Code::Char('r'), KeyModifiers::CONTROL), "ctrl-r");
        assert_eq!(pressed(Code::BackTab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(pressed(Code::Up, KeyModifiers::SHIFT | KeyModifiers::ALT), "alt-shift-up");
        assert_eq!(pressed(Code::CapsLock, KeyModifiers::NONE), "");
    }

    #[test]
    fn a_held_key_repeats_and_letting_go_is_nothing() {
        let event = |kind| KeyEvent::new_with_kind(Code::Char('j'), KeyModifiers::NONE, kind);
        assert!(key(event(KeyEventKind::Repeat)).is_some());
        assert!(key(event(KeyEventKind::Release)).is_none());
    }
}
