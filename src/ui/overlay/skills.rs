//! The skills ledger: a row for each tag, and below them what is behind the selected one.

use crate::app::overlay::Skills;
use crate::app::skills::{Picture, Told};
use crate::app::tasks::detail::within;
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::text::visible;
use crate::ui::footer::ticked;
use crate::ui::pen::{Pen, width};
use crate::ui::popup;

/// Columns of the box.
const WIDE: u16 = 96;
/// From so many columns on a row says all that it has to say.
const ROOMY: u16 = 64;
/// Columns of the pace, and of what is said of it.
const PACE: u16 = 18;
const SAYS: u16 = 14;
/// The most rows of a sentence.
const LONGEST: usize = 3;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, shown: &Skills) {
    match &shown.picture {
        Some(Ok(picture)) if !picture.skills.is_empty() => table(pen, model, picture, shown),
        _ => {
            let wide = popup::inner_width(model, WIDE);
            let said: Vec<String> =
                told(shown).iter().flat_map(|line| within(line, wide, LONGEST)).collect();
            let tall = u16::try_from(said.len()).unwrap_or(u16::MAX).saturating_add(4);
            let inner = popup::centred(pen, model, "Skills", (WIDE, tall));
            for (y, line) in (0..inner.h.saturating_sub(2)).zip(&said) {
                pen.text(inner.row(y), 0, line, Role::Text);
            }
            ticked(pen, inner.row(inner.h.saturating_sub(1)), 0, "`Esc` closes");
        }
    }
}

fn table(pen: &mut Pen<'_>, model: &Model, picture: &Picture, shown: &Skills) {
    let skills = &picture.skills;
    let selected = shown.list.selected.min(skills.len() - 1);
    let wide = popup::inner_width(model, WIDE).saturating_sub(2);
    let behind: Vec<Vec<(String, Role)>> = skills.iter().map(|one| behind(one, wide)).collect();
    let most = behind.iter().map(Vec::len).max().unwrap_or(0);
    let most = u16::try_from(most).unwrap_or(u16::MAX);
    let rows = u16::try_from(skills.len()).unwrap_or(u16::MAX);
    let tall = rows.saturating_add(most).saturating_add(5);
    let inner = popup::centred(pen, model, "Skills", (WIDE, tall));
    let (body, keys) = inner.split_bottom(if inner.h > 5 { 2 } else { 0 });
    // The rows give way to what is behind the selected one, but never all of them.
    let above = rows.min(body.h.saturating_sub(most.saturating_add(1)).max(body.h / 3).max(1));
    let (list, rest) = body.split_top(above);
    let at = u16::try_from(selected).unwrap_or(u16::MAX);
    let skipped = (at + 1).saturating_sub(list.h);
    let tags = skills.iter().map(|one| width(&named(one))).max().unwrap_or(0);
    for y in 0..list.h {
        let Some(one) = skills.get(usize::from(y + skipped)) else { break };
        row(pen, list.row(y), one, tags.min((list.w / 5).max(8)));
        if y + skipped == at {
            pen.tint(list.row(y), Role::Selection);
            pen.text(list.row(y), 0, pen.glyphs().bar, Role::Accent);
        }
    }
    for (y, (line, role)) in (1..rest.h).zip(behind.get(selected).into_iter().flatten()) {
        pen.text(rest.row(y), 2, line, *role);
    }
    let offers = !model.suggested.is_empty() && keys.w >= 48;
    let said = if offers { "`g s` what is suggested   `Esc` closes" } else { "`Esc` closes" };
    ticked(pen, keys.row(1), 0, said);
    pen.right(keys.row(1), &format!("{} of {}", selected + 1, skills.len()), Role::Faint);
}

fn named(one: &Told) -> String {
    format!("+{}", visible(&one.tag))
}

/// A row: the tag, its pace, what is to be said of that, and what needs it.
fn row(pen: &mut Pen<'_>, row: Area, one: &Told, tags: u16) {
    let tag = Area { w: (2 + tags).min(row.w), ..row };
    pen.text(tag, 2, &named(one), Role::Text);
    let at = 4 + tags;
    pen.text(row, at, &one.pace, if one.known { Role::Text } else { Role::Faint });
    if row.w < ROOMY {
        return;
    }
    pen.text(row, at + PACE + 1, &one.says, Role::Accent);
    let free = row.w.saturating_sub(at + PACE + 1 + width(&one.says).max(SAYS) + 2);
    let ways = [one.ahead.as_str(), one.hours_ahead()];
    if let Some(ahead) = ways.into_iter().find(|ahead| width(ahead) <= free) {
        pen.right(row, ahead, Role::Muted);
    }
}

/// What is behind a row.
fn behind(one: &Told, width: u16) -> Vec<(String, Role)> {
    let lines = |texts: &[String], role: Role| {
        let folded = texts.iter().flat_map(|text| within(&visible(text), width, LONGEST));
        folded.map(|line| (line, role)).collect::<Vec<_>>()
    };
    let mut behind = lines(&one.about, Role::Text);
    behind.extend(lines(&one.cases, Role::Muted));
    behind
}

/// The ledger for the ear, and what is said where there is none.
pub(in crate::ui) fn told(shown: &Skills) -> Vec<String> {
    match &shown.picture {
        None => vec!["Looking through your finished tasks.".to_owned()],
        Some(Err(reason)) => vec![format!("The skills can't be told: {}", visible(reason))],
        Some(Ok(picture)) if picture.skills.is_empty() => vec![
            "No skills yet. A skill is a tag on tasks that were worked on: `+rust` on a task says that it takes rust."
                .to_owned(),
        ],
        Some(Ok(picture)) => {
            let one = |one: &Told| format!("{}. {}", named(one), visible(&one.about.join(" ")));
            picture.skills.iter().map(one).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::overlay::skills::made_up;
    use crate::app::{Msg, fixture, update};
    use crate::ui::Theme;
    use crate::ui::tests::{draw, text};

    fn open(size: (u16, u16), found: Option<Result<Picture, String>>) -> Model {
        let mut model = fixture::model(size);
        fixture::press(&mut model, "4 s");
        let now = model.now;
        if let Some(found) = found {
            update(&mut model, Msg::Skills(found), &now);
        }
        model
    }

    #[test]
    fn no_size_breaks_it_and_nothing_hostile_is_drawn_raw() {
        let states = [
            None,
            Some(Err("\u{1b}[31mno".into())),
            Some(Ok(Picture::default())),
            Some(Ok(made_up())),
        ];
        for (w, h) in
            (0..60).flat_map(|w| (0..16).map(move |h| (w, h))).chain([(80, 24), (160, 50)])
        {
            let state = states[usize::from((w + h) % 4)].clone();
            let model = open((w, h), state);
            draw(&model, &Theme::default());
            assert!(!text(&model).contains('\u{1b}'));
        }
    }

    #[test]
    fn a_row_says_its_pace_and_the_selected_one_what_is_behind_it() {
        let mut model = open((80, 24), Some(Ok(made_up())));
        let shown = text(&model);
        for part in
            ["+geo", "1.8x (1.5 to 2.2)", "takes longer", "2 tasks, 5h10", "coastline, +geo: 3h20"]
        {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        fixture::press(&mut model, "j");
        let shown = text(&model);
        assert!(shown.contains("coastline, +sql") && !shown.contains("coastline, +geo"), "{shown}");
        let model = open((40, 12), Some(Ok(made_up())));
        let shown = text(&model);
        assert!(
            shown.contains("+geo") && shown.contains("1.8x") && shown.contains("Takes 1.8x"),
            "{shown}"
        );
    }
}
