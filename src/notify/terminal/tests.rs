//! What arrives at a terminal, and that nothing of a text gets out of its frame.

use super::*;
use crate::notify::tests::message;
use proptest::prelude::*;

fn sent(message: &Message, speech: Option<Speech>, wrap: Wrap, bell: bool) -> String {
    String::from_utf8(sequence(message, speech, wrap, bell)).unwrap()
}

#[test]
fn each_terminal_is_told_in_its_own_way() {
    let said = message("Time for a break", "52 minutes; stand up");
    let plain = |speech| sent(&said, Some(speech), Wrap::None, false);
    assert_eq!(
        plain(Speech::Kitty),
        "\u{1b}]99;i=heyday-7:d=0:u=1;Time for a break\u{7}\
         \u{1b}]99;i=heyday-7:d=1:p=body;52 minutes; stand up\u{7}"
    );
    assert_eq!(
        plain(Speech::Urxvt),
        "\u{1b}]777;notify;Time for a break;52 minutes, stand up\u{7}"
    );
    assert_eq!(
        plain(Speech::Iterm),
        "\u{1b}]9;heyday: Time for a break: 52 minutes; stand up\u{7}"
    );
    assert_eq!(sent(&said, None, Wrap::Tmux, true), "\u{7}");
    assert_eq!(sent(&said, None, Wrap::None, false), "");
}

#[test]
fn a_message_without_a_body_is_whole_in_its_first_part() {
    let mut said = message("Stop", "");
    said.urgency = Urgency::Critical;
    let kitty = sent(&said, Some(Speech::Kitty), Wrap::None, true);
    assert_eq!(kitty, "\u{1b}]99;i=heyday-7:d=1:u=2;Stop\u{7}\u{7}");
    let iterm = sent(&said, Some(Speech::Iterm), Wrap::None, false);
    assert_eq!(iterm, "\u{1b}]9;heyday: Stop\u{7}");
}

#[test]
fn text_that_looks_like_a_command_of_another_terminal_has_a_word_before_it() {
    let progress = sent(&message("4;3;50", ""), Some(Speech::Iterm), Wrap::None, false);
    assert_eq!(progress, "\u{1b}]9;heyday: 4;3;50\u{7}");
}

#[test]
fn tmux_and_screen_pass_the_sequence_on_as_it_was() {
    let said = message("Stop", "now");
    let bare = sent(&said, Some(Speech::Urxvt), Wrap::None, false);
    let tmux = sent(&said, Some(Speech::Urxvt), Wrap::Tmux, true);
    assert_eq!(tmux, "\u{1b}Ptmux;\u{1b}\u{1b}]777;notify;Stop;now\u{7}\u{1b}\\\u{7}");
    let long = message("Stop", &"ä\u{1b}".repeat(150));
    let bare_long = sent(&long, Some(Speech::Urxvt), Wrap::None, false);
    for bare in [bare, bare_long] {
        let wrapped = Wrap::Screen.wrapped(&bare);
        let pieces: Vec<&str> = wrapped.split_terminator("\u{1b}\\").collect();
        assert!(pieces.iter().all(|piece| piece.len() <= SCREEN_PIECE + 2), "{pieces:?}");
        let passed: Option<String> =
            pieces.iter().map(|piece| piece.strip_prefix("\u{1b}P")).collect();
        assert_eq!(passed, Some(bare));
    }
}

#[test]
fn terminals_are_known_by_what_they_say_of_themselves() {
    for (term, program, speech) in [
        ("xterm-kitty", "", Some(Speech::Kitty)),
        ("xterm-256color", "kitty(0.32.2)", Some(Speech::Kitty)),
        ("foot-extra", "", Some(Speech::Urxvt)),
        ("rxvt-unicode-256color", "", Some(Speech::Urxvt)),
        ("xterm-256color", "WezTerm", Some(Speech::Urxvt)),
        ("xterm-256color", "iTerm.app", Some(Speech::Iterm)),
        ("xterm-ghostty", "ghostty", Some(Speech::Iterm)),
        ("xterm-256color", "", None),
        ("linux", "", None),
        ("tmux-256color", "tmux", None),
        ("xterm-256color", "Apple_Terminal", None),
    ] {
        assert_eq!(Speech::of(term, program), speech, "{term} {program}");
    }
}

fn any_speech() -> impl Strategy<Value = Speech> {
    prop::sample::select(vec![Speech::Kitty, Speech::Urxvt, Speech::Iterm])
}

/// Text with a good share of what means something to terminals.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\u{1b}]0;x\u{7}".to_owned()),
        Just("\u{1b}\\".to_owned()),
        Just("\u{9c}\u{9d}\u{90}".to_owned()),
        Just(";4;3;50".to_owned()),
        Just("\u{1b}Ptmux;".to_owned()),
        Just("\u{202e}\r\n\0".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn whatever_the_text_only_the_frame_has_controls(
        summary in hostile(), body in hostile(), speech in any_speech(),
    ) {
        let said = message(&summary, &body);
        let bare = sent(&said, Some(speech), Wrap::None, false);
        let parts: Vec<&str> = bare.split_terminator('\u{7}').collect();
        prop_assert!(parts.len() <= 2);
        for part in parts {
            let inside = part.strip_prefix("\u{1b}]").unwrap_or("\u{1b}");
            prop_assert!(!inside.contains(char::is_control), "{bare:?}");
        }
        let last = bare.chars().last();
        prop_assert_eq!(last, Some('\u{7}'));
    }

    #[test]
    fn inside_of_tmux_and_screen_there_is_one_frame_more_and_nothing_else(
        summary in hostile(), body in hostile(), speech in any_speech(),
    ) {
        let said = message(&summary, &body);
        let bare = sent(&said, Some(speech), Wrap::None, false);
        let tmux = sent(&said, Some(speech), Wrap::Tmux, false);
        let passed: String = tmux
            .split_terminator("\u{1b}\\")
            .map(|part| part.strip_prefix("\u{1b}Ptmux;").unwrap_or("?").replace("\u{1b}\u{1b}", "\u{1b}"))
            .collect();
        prop_assert_eq!(&passed, &bare);
        let screen = sent(&said, Some(speech), Wrap::Screen, false);
        let passed: String = screen
            .split_terminator("\u{1b}\\")
            .map(|part| part.strip_prefix("\u{1b}P").unwrap_or("?"))
            .collect();
        prop_assert_eq!(&passed, &bare);
    }
}

#[test]
fn what_is_to_be_quiet_rings_no_bell() {
    let quiet = Message { quiet: true, ..message("Look up for a moment", "") };
    let shown = sequence(&quiet, Some(Speech::Iterm), Wrap::None, true);
    assert_eq!(shown, "\u{1b}]9;heyday: Look up for a moment\u{7}".as_bytes(), "its end alone");
    assert!(sequence(&quiet, None, Wrap::None, true).is_empty());
}

#[test]
fn where_nothing_can_be_pressed_it_says_what_can_be_typed() {
    let mut asked = message("Time for a break", "9m will do.");
    asked.answers.pressed = "Taking it logs a break.".into();
    asked.answers.typed = "`heyday break 9m` takes it.".into();
    let bytes = sequence(&asked, Some(Speech::Iterm), Wrap::None, false);
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        text,
        "\u{1b}]9;heyday: Time for a break: 9m will do. `heyday break 9m` takes it.\u{7}"
    );
}
