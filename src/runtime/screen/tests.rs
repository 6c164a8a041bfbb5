//! The screen against a terminal emulator: what was drawn is what shows, for few bytes.

use super::*;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::style::{Color, Modifier, Style};

/// A terminal that is a real terminal emulator, with a tap on the wire.
struct Emulator {
    vt: vt100::Parser,
    bytes: usize,
    takes: usize,
}

impl Emulator {
    fn new(columns: u16, rows: u16) -> Emulator {
        let size = |n| std::num::NonZeroU16::new(n).unwrap();
        Emulator {
            vt: vt100::Parser::new(size(rows), size(columns), 0),
            bytes: 0,
            takes: usize::MAX,
        }
    }
}

impl Port for Emulator {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.takes);
        self.vt.process(&bytes[..taken]);
        self.bytes += taken;
        Ok(taken)
    }

    fn size(&self) -> io::Result<Size> {
        let (rows, columns) = self.vt.screen().size();
        Ok(Size::new(columns.get(), rows.get()))
    }
}

fn terminal(columns: u16, rows: u16) -> Terminal<Screen<Emulator>> {
    let mut screen = Screen::new(Emulator::new(columns, rows), Depth::True);
    screen.measure().unwrap();
    Terminal::new(screen).unwrap()
}

fn text(
    terminal: &mut Terminal<Screen<Emulator>>,
    at: (u16, u16),
    text: &str,
    style: Style,
) -> usize {
    let before = terminal.backend().port.bytes;
    terminal
        .draw(|frame| {
            frame.buffer_mut().set_string(at.0, at.1, text, style);
        })
        .unwrap();
    terminal.backend().port.bytes - before
}

fn contents(terminal: &Terminal<Screen<Emulator>>) -> String {
    terminal.backend().port.vt.screen().contents()
}

#[test]
fn a_second_that_ticks_costs_two_bytes() {
    let mut t = terminal(80, 24);
    let clock = Style::new().fg(Color::Rgb(200, 100, 50)).add_modifier(Modifier::BOLD);
    text(&mut t, (70, 5), "0:12:07", clock);
    assert_eq!(text(&mut t, (70, 5), "0:12:08", clock), 2);
    assert_eq!(text(&mut t, (70, 5), "0:12:09", clock), 2);
    assert!(text(&mut t, (70, 5), "0:12:10", clock) <= 4);
    assert_eq!(contents(&t).trim(), "0:12:10");
}

#[test]
fn a_frame_like_the_last_costs_nothing() {
    let mut t = terminal(80, 24);
    text(&mut t, (3, 3), "same", Style::new());
    assert_eq!(text(&mut t, (3, 3), "same", Style::new()), 0);
}

#[test]
fn the_cursor_is_shown_where_it_was_put_and_hidden_once() {
    let mut t = terminal(20, 4);
    t.draw(|frame| frame.set_cursor_position((7, 2))).unwrap();
    let screen = t.backend().port.vt.screen();
    assert_eq!((screen.cursor_position(), screen.hide_cursor()), ((2, 7), false));
    text(&mut t, (0, 0), "x", Style::new());
    assert!(t.backend().port.vt.screen().hide_cursor());
    assert_eq!(text(&mut t, (0, 0), "x", Style::new()), 0);
}

#[test]
fn a_large_frame_is_shown_at_once() {
    let mut t = terminal(80, 24);
    let before = t.backend().port.bytes;
    t.draw(|frame| {
        for y in 0..24 {
            frame.buffer_mut().set_string(0, y, "#".repeat(80), Style::new());
        }
    })
    .unwrap();
    let bytes = t.backend().port.bytes - before;
    assert!((80 * 24..80 * 24 + 200).contains(&bytes), "{bytes}");
}

#[test]
fn what_a_stalled_terminal_does_not_take_goes_out_later_in_order() {
    let mut t = terminal(20, 2);
    t.backend_mut().port.takes = 5;
    text(&mut t, (0, 0), "a longer line", Style::new());
    assert!(t.backend().is_stalled());
    t.backend_mut().port.takes = usize::MAX;
    t.backend_mut().send().unwrap();
    assert!(!t.backend().is_stalled());
    assert_eq!(contents(&t).trim(), "a longer line");
}

#[test]
fn a_control_character_in_a_cell_never_reaches_the_terminal() {
    let mut t = terminal(10, 1);
    t.draw(|frame| {
        frame.buffer_mut()[(0, 0)].set_symbol("\u{9b}31m");
        frame.buffer_mut()[(5, 0)].set_symbol("a\x1b");
    })
    .unwrap();
    assert_eq!(contents(&t).trim(), "?    ?");
}

#[test]
fn a_cluster_of_disputed_width_does_not_move_its_neighbours() {
    let mut t = terminal(12, 1);
    text(&mut t, (0, 0), "abcdefgh", Style::new());
    text(&mut t, (0, 0), "a\u{2764}\u{fe0f}defgh", Style::new());
    assert!(contents(&t).ends_with("defgh"), "{:?}", contents(&t));
}

type Ink = (u16, u16, usize, u8, u8, u16);

fn ink() -> impl Strategy<Value = Ink> {
    (0u16..9, 0u16..4, 0usize..5, 0u8..3, 0u8..3, 0u16..512)
}

fn paint(buffer: &mut ratatui::buffer::Buffer, (x, y, symbol, fg, bg, bits): Ink) {
    let colours = [Color::Reset, Color::Red, Color::Rgb(9, 8, 7)];
    // The emulator keeps one of bold and dim.
    let shown = Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED | Modifier::REVERSED;
    let style = Style::new()
        .fg(colours[usize::from(fg)])
        .bg(colours[usize::from(bg)])
        .add_modifier(Modifier::from_bits_truncate(bits) & shown);
    // What is left of half a wide character is for each terminal to say.
    let x = if symbol == 3 { x & !1 } else { x };
    buffer.set_string(x, y, ["a", " ", "é", "世", "─"][symbol], style);
}

fn cells(terminal: &Terminal<Screen<Emulator>>) -> Vec<vt100::Cell> {
    let screen = terminal.backend().port.vt.screen();
    (0..4).flat_map(|y| (0..9).map(move |x| screen.cell(y, x).unwrap().clone())).collect()
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn the_terminal_shows_what_was_drawn(frames in prop::collection::vec(prop::collection::vec(ink(), 0..12), 1..8)) {
        let mut drawn = terminal(9, 4);
        let wide = frames.iter().flatten().any(|ink| ink.2 == 3);
        for inks in frames {
            // The same frame on a fresh terminal, where nothing could be left over.
            let mut fresh = terminal(9, 4);
            for terminal in [&mut drawn, &mut fresh] {
                terminal.draw(|frame| inks.iter().for_each(|ink| paint(frame.buffer_mut(), *ink))).unwrap();
            }
            for (got, want) in cells(&drawn).iter().zip(cells(&fresh)) {
                let blank = got.contents().trim().is_empty();
                prop_assert_eq!(got.contents().trim(), want.contents().trim());
                if !(blank && wide) {
                    let ground = |c: &vt100::Cell| (c.bgcolor(), c.inverse(), c.underline());
                    prop_assert_eq!(ground(got), ground(&want));
                }
                if !blank {
                    let ink = |c: &vt100::Cell| (c.fgcolor(), c.bold(), c.dim(), c.italic());
                    prop_assert_eq!(ink(got), ink(&want));
                }
            }
        }
    }
}
