//! Themes as a person sees them: complete, readable, and told apart without colour.

use super::*;

const DEPTHS: [Depth; 4] = [Depth::None, Depth::Ansi16, Depth::Ansi256, Depth::True];

/// Backgrounds that people really have: plain black and the dark ones of well-known palettes.
const DARK: [&str; 6] = ["#000000", "#0d1117", "#1e1e1e", "#1a1b26", "#282c34", "#002b36"];
const LIGHT: [&str; 5] = ["#ffffff", "#fafafa", "#fdf6e3", "#eff1f5", "#f5f5f5"];

/// Relative luminance, <https://www.w3.org/TR/WCAG21/#dfn-relative-luminance>.
fn luminance(colour: Colour) -> f64 {
    let Colour::Rgb(r, g, b) = colour else { panic!("not an exact colour") };
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// <https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio>; black on white is 21.
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    if one > other { one / other } else { other / one }
}

/// The contrast that a role needs: 4.5 for text (AA), 3 for what need not be read, less for lines.
fn needed(role: Role) -> f64 {
    match role {
        Role::Faint => 3.0,
        Role::Border => 1.4,
        _ => 4.5,
    }
}

#[test]
fn every_built_in_theme_paints_every_role_at_every_depth() {
    for (name, text) in BUILT_IN {
        for depth in DEPTHS {
            let paints = parse::paints(text, depth).unwrap();
            for role in Role::all().filter(|_| depth != Depth::None) {
                assert!(paints.contains_key(&role), "{name} {depth:?} {role:?}");
            }
            assert!(Theme::built_in(name, depth).is_some());
        }
    }
}

#[test]
fn text_can_be_read_on_the_backgrounds_that_people_have() {
    for (name, backgrounds) in [("night", &DARK[..]), ("day", &LIGHT[..]), ("contrast", &DARK[..1])]
    {
        let theme = Theme::built_in(name, Depth::True).unwrap();
        for background in backgrounds {
            let background = Colour::parse(background).unwrap();
            for role in Role::all().filter(|role| !is_ground(*role)) {
                let paint = theme.paint(role);
                let behind = paint.bg.unwrap_or(background);
                let ratio = contrast(paint.fg.unwrap(), behind);
                assert!(ratio >= needed(role), "{name} {role:?} on {background:?}: {ratio:.2}");
            }
        }
    }
}

/// What others are written on, and nothing by itself.
fn is_ground(role: Role) -> bool {
    matches!(role, Role::Selection | Role::Block)
}

#[test]
fn text_can_be_read_on_what_lies_over_a_screen_and_in_blocks_of_time() {
    for name in ["night", "day", "contrast"] {
        let theme = Theme::built_in(name, Depth::True).unwrap();
        for ground in [Role::Overlay, Role::Block] {
            let behind = theme.paint(ground).bg.unwrap();
            for role in Role::all().filter(|role| !is_ground(*role)) {
                let ratio = contrast(theme.paint(role).fg.unwrap(), behind);
                assert!(
                    ratio >= needed(role).min(4.4),
                    "{name} {role:?} on {ground:?}: {ratio:.2}"
                );
            }
        }
    }
}

#[test]
fn the_selected_line_can_be_read_and_stands_out() {
    for name in ["night", "day"] {
        let theme = Theme::built_in(name, Depth::True).unwrap();
        let behind = theme.paint(Role::Selection).bg.unwrap();
        for role in [Role::Text, Role::Muted, Role::Accent, Role::Warning] {
            let ratio = contrast(theme.paint(role).fg.unwrap(), behind);
            assert!(ratio >= 4.5, "{name} {role:?} when selected: {ratio:.2}");
        }
    }
    for depth in [Depth::None, Depth::Ansi16] {
        for name in ["night", "day", "mono"] {
            assert!(Theme::built_in(name, depth).is_some_and(|theme| {
                let paint = theme.paint(Role::Selection);
                paint.reversed || paint.bg.is_some() || name != "mono" && depth == Depth::None
            }));
        }
    }
}

#[test]
fn mono_has_no_colour_and_still_tells_what_matters_apart() {
    for depth in DEPTHS {
        let mono = Theme::built_in("mono", depth).unwrap();
        assert!(Role::all().all(|role| mono.paint(role).fg.or(mono.paint(role).bg).is_none()));
        for role in [Role::Heading, Role::Accent, Role::Warning, Role::Selection, Role::Running] {
            assert_ne!(mono.paint(role), mono.paint(Role::Text), "{role:?}");
        }
    }
}

#[test]
fn kinds_of_work_look_different_and_start_again_after_eight() {
    for name in ["night", "day"] {
        for depth in [Depth::Ansi16, Depth::True] {
            let theme = Theme::built_in(name, depth).unwrap();
            let paints: std::collections::HashSet<Paint> =
                (0..8).map(|place| theme.paint(Role::of_type(place))).collect();
            assert_eq!(paints.len(), 8, "{name} {depth:?}");
        }
    }
    assert_eq!(Role::of_type(9), Role::of_type(1));
}

#[test]
fn a_theme_of_ones_own_takes_the_rest_from_the_one_it_inherits() {
    let text = "inherits = \"day\"\n[colours]\nsea = \"#0a6a64\"\n[roles]\naccent = \"sea bold\"\n";
    let own = Theme::parse("mine", text, Depth::True).unwrap();
    let day = Theme::built_in("day", Depth::True).unwrap();
    let accent = Paint { fg: Some(Colour::Rgb(10, 106, 100)), bold: true, ..Paint::default() };
    assert_eq!(own.paint(Role::Accent), accent);
    assert_eq!(own.paint(Role::Warning), day.paint(Role::Warning));
    // With 16 colours an exact colour can't be shown: the inherited look stays.
    let plain = Theme::parse("mine", text, Depth::Ansi16).unwrap();
    assert_eq!(plain.paint(Role::Accent).fg, Some(Colour::Ansi(4)));
}

#[test]
fn a_mistake_in_a_theme_says_what_was_meant() {
    let wrong = |text: &str| {
        let bad = Theme::parse("mine", text, Depth::True).unwrap_err();
        format!("{} at `{}`\nhint: {}", bad.message, &text[bad.span.clone()], bad.hint)
    };
    insta::assert_snapshot!(wrong("[roles]\nacent = \"blue\""), @r"
    no role `acent` at `acent`
    hint: did you mean `accent`?
    ");
    insta::assert_snapshot!(wrong("[roles]\naccent = \"bleu\""), @r#"
    `bleu` is neither a colour nor a modifier at `"bleu"`
    hint: did you mean `blue`?
    "#);
    insta::assert_snapshot!(wrong("inherits = \"dusk\""), @r#"
    no built-in theme `dusk` to inherit from at `"dusk"`
    hint: one of night, day, contrast, mono
    "#);
    insta::assert_snapshot!(wrong("[colours]\nsea = \"#12345\""), @r##"
    `#12345` is no colour at `"#12345"`
    hint: for example `sea = "#7fb4f5"`
    "##);
}

#[test]
fn exact_colours_become_their_neighbours_among_256() {
    assert_eq!(Colour::Rgb(255, 255, 255).at(Depth::Ansi256), Some(Colour::Ansi(231)));
    assert_eq!(Colour::Rgb(0, 95, 135).at(Depth::Ansi256), Some(Colour::Ansi(24)));
    assert_eq!(Colour::Rgb(9, 8, 8).at(Depth::Ansi256), Some(Colour::Ansi(232)));
}

#[test]
fn no_kind_of_work_looks_like_a_warning_or_the_accent() {
    let channels = |paint: Paint| match paint.fg {
        Some(Colour::Rgb(r, g, b)) => [r, g, b],
        other => panic!("not an exact colour: {other:?}"),
    };
    for name in ["night", "day"] {
        let theme = Theme::built_in(name, Depth::True).unwrap();
        for meaning in [Role::Accent, Role::Warning, Role::Good, Role::Break] {
            let meant = channels(theme.paint(meaning));
            for kind in (0..8).map(Role::of_type) {
                let seen = channels(theme.paint(kind));
                let far: u32 = meant.iter().zip(seen).map(|(a, b)| u32::from(a.abs_diff(b))).sum();
                assert!(far >= 24, "{name}: {kind:?} is nearly {meaning:?}");
            }
        }
    }
}
