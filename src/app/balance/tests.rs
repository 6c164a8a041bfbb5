//! The Balance screen as a person meets it.

use super::fixture;
use crate::app::overlay::why::{Row, rows};
use crate::app::tests::{run, toast};
use crate::app::{Effect, Model, Msg, Overlay, fixture as world, update};
use crate::balance::Sign;
use std::sync::Arc;

fn asks(model: &mut Model, msg: Msg) -> bool {
    let now = model.now;
    update(model, msg, &now).contains(&Effect::Weigh)
}

fn changed() -> Msg {
    Msg::Changed { changes: Vec::new(), seq: 41 }
}

#[test]
fn the_figures_are_asked_for_when_the_screen_is_opened_and_while_it_shows() {
    let mut model = world::model((80, 24));
    assert!(!asks(&mut model, changed()), "nobody looks at them");
    let now = model.now;
    let effects = update(&mut model, Msg::Key("6".parse().unwrap()), &now);
    assert_eq!(effects, [Effect::Weigh]);
    assert!(asks(&mut model, changed()));
    assert!(!asks(&mut model, Msg::Tick), "there are none yet, and they are on their way");
    update(&mut model, Msg::Weighed(fixture::drawn(20, &now)), &now);
    assert!(!asks(&mut model, Msg::Tick));
    let later = world::now("11:46");
    assert!(update(&mut model, Msg::Tick, &later).contains(&Effect::Weigh), "ten minutes old");
    run(&mut model, "1");
    assert!(!update(&mut model, Msg::Tick, &later).contains(&Effect::Weigh));
}

#[test]
fn the_selected_sign_stays_selected_when_others_change_places() {
    let mut model = fixture::model((120, 36), 20);
    run(&mut model, "G");
    let selected = model.balance.selected.unwrap();
    assert_eq!(model.balance.list.selected, 6);
    let mut picture = model.balance.picture.as_deref().unwrap().clone();
    let today = picture.overview.drift.days.last_mut().unwrap();
    today.terms.as_mut().unwrap().terms.reverse();
    let now = model.now;
    update(&mut model, Msg::Weighed(Arc::new(picture)), &now);
    assert_eq!((model.balance.list.selected, model.balance.selected), (0, Some(selected)));
}

#[test]
fn a_sign_opens_with_the_days_behind_it() {
    let mut model = fixture::model((120, 36), 20);
    let at = model.balance.terms().iter().position(|term| term.sign == Sign::AfterHours).unwrap();
    for _ in 0..at {
        run(&mut model, "j");
    }
    run(&mut model, "w");
    let Some(Overlay::Why(why)) = model.overlays.last() else { panic!("{:?}", model.overlays) };
    let said = rows(&model, why);
    let yesterday = Row::Said("yesterday: 3h30 of 10h33 outside your work hours".into());
    assert!(said.contains(&yesterday), "{said:?}");
    run(&mut model, "esc");
    assert!(model.overlays.is_empty());
}

#[test]
fn what_runs_counts_on_after_the_figures_were_made() {
    let model = fixture::model((120, 36), 20);
    let picture = model.balance.picture.as_deref().unwrap();
    let before = super::weeks::weeks(&model, picture).this_s();
    let mut later = model.clone();
    later.now = world::now("11:41");
    assert!(later.state.running().is_some());
    assert_eq!(super::weeks::weeks(&later, picture).this_s(), before + 300);
}

#[test]
fn a_sign_that_is_no_strain_counts_for_nothing_and_the_same_key_takes_that_back() {
    let mut model = fixture::model((120, 36), 20);
    let sign = model.balance.selected.unwrap();
    run(&mut model, "x");
    assert_eq!(super::disputed(&model, sign), Some("2026-12-23".parse().unwrap()));
    let name = super::words::name(sign);
    assert_eq!(toast(&model), format!("Disputed: {name} weighs nothing for now"));
    run(&mut model, "x");
    assert_eq!(super::disputed(&model, sign), None);
    assert_eq!(toast(&model), format!("{name} counts again"));
}

#[test]
fn a_sign_that_is_no_strain_does_not_stand_out() {
    let mut model = fixture::model((120, 36), 20);
    let sign = model.balance.selected.unwrap();
    let mut picture = model.balance.picture.as_deref().unwrap().clone();
    for day in &mut picture.overview.drift.days {
        for term in day.terms.iter_mut().flat_map(|terms| &mut terms.terms) {
            term.z = if term.sign == sign { 1.0 } else { 0.0 };
        }
    }
    let verdict = |model: &Model| super::words::verdict(model, &picture.overview.drift).0;
    assert_eq!(verdict(&model), "One sign stands out; that alone is no warning");
    run(&mut model, "x");
    assert_eq!(verdict(&model), "Nothing stands out");
    run(&mut model, "x");
    assert_eq!(verdict(&model), "One sign stands out; that alone is no warning");
}
