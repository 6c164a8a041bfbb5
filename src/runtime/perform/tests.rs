//! What the store is told and tells.

use super::*;
use crate::domain::{Answer, Intent, Suggestion, Task, TaskId, TaskNo, Zone};
use crate::nudge::Rule;
use crate::store::OpenOptions;

const NOW_MS: i64 = 1_795_597_200_000;

fn now() -> Now {
    Now::new(NOW_MS, Zone::UTC, 240)
}

fn want() -> Want {
    Want { from: now().day(), to: now().day(), week: None, closed: false }
}

fn store(folder: &tempfile::TempDir) -> Store {
    Store::open(folder.path(), &OpenOptions { now_ms: NOW_MS }).unwrap()
}

fn add(title: &str) -> Intent {
    Intent::Add { title: title.into(), edits: Vec::new() }
}

/// What the messages add up to, as the model would have it.
fn titles(state: &mut State, msgs: Vec<Msg>) -> Vec<String> {
    for msg in msgs {
        match msg {
            Msg::Loaded { state: loaded, .. } => *state = *loaded,
            Msg::Recorded { changes, .. } | Msg::Changed { changes, .. } => {
                assert!(changes.iter().all(|change| state.apply(change)), "{changes:?}");
            }
            other => panic!("{other:?}"),
        }
    }
    state.tasks().map(|task| task.title.clone()).collect()
}

#[test]
fn what_others_recorded_is_told_before_what_was_done_here() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = Performer::new(store(&folder));
    let mut state = State::default();
    titles(&mut state, vec![here.load(&want(), &now())]);
    store(&folder).transact(&add("theirs"), &now()).unwrap();
    let told = here.perform(&Effect::Do(add("ours")), &now());
    assert_eq!(titles(&mut state, told), ["theirs", "ours"]);
    let undone = here.perform(&Effect::Undo, &now());
    assert_eq!(titles(&mut state, undone), ["theirs"]);
    assert!(here.news(&want(), &now()).is_empty());
}

#[test]
fn news_comes_once_and_only_from_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = Performer::new(store(&folder));
    let mut state = State::default();
    titles(&mut state, vec![here.load(&want(), &now())]);
    here.perform(&Effect::Do(add("ours")), &now());
    assert!(here.news(&want(), &now()).is_empty());
    store(&folder).transact(&add("theirs"), &now()).unwrap();
    let Some(Msg::Changed { changes, seq }) = here.news(&want(), &now()).pop() else {
        panic!("no news")
    };
    assert_eq!((changes.len(), seq), (1, here.store.last_seq().unwrap()));
    assert!(here.news(&want(), &now()).is_empty());
}

#[test]
fn what_is_too_much_to_be_told_one_by_one_is_loaded_at_the_next_look() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = Performer::new(store(&folder));
    let mut state = State::default();
    titles(&mut state, vec![here.load(&want(), &now())]);
    let many = (1..=2_100u128).map(|n| {
        let id = TaskId(uuid::Uuid::from_u128(n));
        let task = Box::new(Task::new(id, TaskNo(0), "theirs", now().at));
        Ok::<_, StoreError>(Change::TaskAdded { task })
    });
    store(&folder).import(many, "import", "theirs", &now()).unwrap();
    titles(&mut state, here.perform(&Effect::Do(add("ours")), &now()));
    let news = here.news(&want(), &now());
    assert_eq!(titles(&mut state, news).len(), 2_101);
    for (effect, left) in [(Effect::Undo, 2_100), (Effect::Undo, 0), (Effect::Redo, 2_100)] {
        titles(&mut state, here.perform(&effect, &now()));
        let news = here.news(&want(), &now());
        assert_eq!(titles(&mut state, news).len(), left);
    }
}

#[test]
fn what_others_suggest_is_news_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = Performer::new(store(&folder));
    here.perform(&Effect::Load(want()), &now());
    here.news(&want(), &now());
    let suggestion = Suggestion {
        no: 0,
        at: now().at,
        who: "a model".into(),
        words: vec!["done".into(), "1".into()],
        comes: String::new(),
        why: String::new(),
    };
    let no = store(&folder).suggest(&suggestion).unwrap().unwrap();
    let told = |news: Vec<Msg>| match news.as_slice() {
        [Msg::Suggested(waiting)] => waiting.iter().map(|one| one.no).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(told(here.news(&want(), &now())), [no]);
    assert!(here.news(&want(), &now()).is_empty());
    store(&folder).take_suggestion(no).unwrap();
    assert!(told(here.news(&want(), &now())).is_empty());
}

#[test]
fn a_refusal_says_what_and_what_to_do() {
    let mut here = Performer::new(Store::in_memory().unwrap());
    let Some(Msg::Refused { message, hint }) = here.perform(&Effect::Undo, &now()).pop() else {
        panic!("not refused")
    };
    assert!(!message.is_empty() && !hint.is_empty());
}

#[test]
fn closed_tasks_come_with_the_days_sessions() {
    let mut here = Performer::new(Store::in_memory().unwrap());
    for intent in [add("long closed"), Intent::Start { task: None, at: None }] {
        here.perform(&Effect::Do(intent), &now());
    }
    let Msg::Loaded { state, .. } = here.load(&Want { closed: true, ..want() }, &now()) else {
        panic!("not loaded")
    };
    assert_eq!((state.tasks().count(), state.sessions().count()), (1, 1));
}

#[test]
fn an_answer_is_kept_whether_or_not_anybody_wrote_down_that_it_was_asked_and_only_once() {
    let mut here = Performer::new(Store::in_memory().unwrap());
    let due = now().at.plus_seconds(-600);
    let said = |answer| Effect::Answer {
        rule: Rule::Rest,
        due,
        at: due,
        text: "Time for a break".into(),
        answer,
    };
    for answer in [Answer::Postpone, Answer::Skip] {
        assert!(here.perform(&said(answer), &now()).is_empty(), "nothing is refused");
    }
    let mut kept = Vec::new();
    let all = here.store.each_told::<StoreError>(None, |told| {
        kept.push((told.rule.clone(), told.at, told.answer));
        Ok(())
    });
    assert!(all.is_ok());
    let first = Some((now().at, Answer::Postpone));
    assert_eq!(kept, [(Rule::Rest.word().to_owned(), due, first)]);
}
