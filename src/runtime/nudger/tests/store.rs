//! A store that can't be used for a while.

use super::{Case, News};
use crate::store::StoreError;
use std::time::Duration;

#[test]
fn a_store_that_is_moved_away_is_waited_for_and_not_made_anew() {
    let mut case = Case::new();
    case.take_floor();
    case.turn("09:30");
    let (here, away) = (case.folder.path().join("heyday.db"), case.folder.path().join("away"));
    std::fs::rename(&here, &away).unwrap();
    let turned = case.turn("10:14");
    assert!(turned.news.iter().any(|news| matches!(news, News::Trouble(_))), "{turned:?}");
    assert!(turned.rest.unwrap() >= Duration::from_secs(1));
    let again = case.turn("10:15");
    assert!(again.news.is_empty() && again.rest.is_some(), "said once: {again:?}");
    assert!(!here.exists());
}

#[test]
fn a_store_that_a_newer_program_has_changed_is_left_alone() {
    let mut case = Case::new();
    case.take_floor();
    case.turn("09:30");
    crate::store::make_newer(case.folder.path());
    let news = case.turn("10:15").news;
    assert!(
        news.iter().any(|news| matches!(news, News::Trouble(StoreError::Newer { .. }))),
        "{news:?}"
    );
    assert_eq!(case.shown(), 0);
}
