//! Answers about a made-up week, and about any.

use super::*;
use crate::domain::Status;
use crate::plan::marginal::stretches;
use crate::plan::tests::world::{Staged, id, some_world, task};
use crate::plan::whatif::tests::monday;
use crate::plan::{FREE, score};
use proptest::prelude::*;

fn text(answer: &Answer) -> String {
    let mut lines = vec![answer.title.clone(), answer.short.clone()];
    for section in &answer.sections {
        let total = section.total.map(|total| format!(" {}", signed(total))).unwrap_or_default();
        lines.push(format!("{}{total}", section.theme.heading()));
        for row in &section.rows {
            let figure = section.figure(row).unwrap_or_default();
            lines.push(format!("{figure:>6} {:<7} {}", row.term, row.text));
        }
    }
    lines.join("\n")
}

fn of<T>(staged: &Staged, question: impl FnOnce(&Asked<'_>) -> T) -> T {
    let made = staged.make(2000);
    question(&Asked::new(staged.world(), &made, &Coefficients::default()))
}

fn section(answer: &Answer, theme: Theme) -> Option<&Section> {
    answer.sections.iter().find(|section| section.theme == theme)
}

#[test]
fn a_block_says_what_it_earns_and_what_it_did_not_get() {
    let staged = monday();
    let made = staged.make(2000);
    let weights = Coefficients::default();
    let asked = Asked::new(staged.world(), &made, &weights);
    let of_report = made.proposal.blocks().filter(|block| block.put.task == id(1));
    let block = of_report.last().unwrap();
    let answer = asked.block(block.no).unwrap();
    let said = text(&answer);
    assert_eq!(answer.about, About::Block(block.no, id(1), block.put.span()));
    let won = section(&answer, Theme::Won).unwrap();
    assert_eq!(won.rows[0].term, "late", "{said}");
    assert_eq!(won.rows[0].text, "in time for its due date, tomorrow 17:30");
    assert!(section(&answer, Theme::Instead).is_some(), "{said}");
    let outlook = section(&answer, Theme::Outlook).unwrap();
    let terms: Vec<&str> = outlook.rows.iter().map(|row| row.term).collect();
    assert_eq!(terms[..3], ["left", "done", "p_late"], "{said}");
}

#[test]
fn why_not_earlier_names_the_meeting_before_it() {
    let mut staged = Staged::new("2026-11-23 09:00").event("2026-11-23 09:00", "2026-11-23 15:30");
    staged.planning.horizon_days = 0;
    let mut long = task(1, 90);
    long.splittable = false;
    staged = staged.with(long);
    of(&staged, |asked| {
        let answer = asked.block(BlockNo(1)).unwrap();
        let earlier = section(&answer, Theme::Earlier).unwrap();
        let event = earlier.rows.iter().find(|row| row.term == "event");
        assert!(
            event.is_some_and(|row| row.text.ends_with("`Weekly` is in the way")),
            "{earlier:?}"
        );
    });
}

#[test]
fn the_figures_of_a_block_are_what_the_plan_loses_without_it() {
    let staged = monday();
    let made = staged.make(2000);
    let weights = Coefficients::default();
    let asked = Asked::new(staged.world(), &made, &weights);
    for proposed in made.proposal.blocks() {
        let Some(stretch) = asked.stretch(proposed) else { continue };
        let mut without = made.own.clone();
        without[usize::from(stretch.start)..usize::from(stretch.end())].fill(FREE);
        let lost = made.score.total() - score(&made.problem, &without).unwrap().total();
        let answer = asked.block(proposed.no).unwrap();
        let won = section(&answer, Theme::Won).unwrap();
        assert!((won.total.unwrap() - lost).abs() < 1e-6, "{}", proposed.no);
        let told: f64 = won.rows.iter().filter_map(|row| row.value).sum();
        assert!((told - lost).abs() < 0.2, "what is left out is small: {told} {lost}");
    }
    assert_eq!(stretches(&made.problem, &made.own).len(), made.proposal.blocks().count());
}

#[test]
fn what_the_person_put_somewhere_says_so_and_nothing_else() {
    let staged = monday().block(9, 2, ("2026-11-23 15:00", "2026-11-23 15:30"), true);
    of(&staged, |asked| {
        let answer = asked.block(BlockNo(9)).unwrap();
        let change = section(&answer, Theme::Change).unwrap();
        assert_eq!(change.rows[0].term, "pinned");
        assert!(section(&answer, Theme::Won).is_none());
        assert!(asked.block(BlockNo(99)).is_none());
    });
}

#[test]
fn a_task_says_where_it_is_when_it_will_be_done_and_how_urgent_it_is() {
    of(&monday(), |asked| {
        let answer = asked.task(id(1)).unwrap();
        let themes: Vec<Theme> = answer.sections.iter().map(|section| section.theme).collect();
        assert_eq!(themes, [Theme::Place, Theme::Outlook, Theme::Urgency]);
        assert!(answer.short.starts_with("It is planned today "), "{}", answer.short);
        let rank = section(&answer, Theme::Urgency).unwrap();
        let sum: f64 = rank.rows.iter().filter_map(|row| row.value).sum();
        assert!((rank.total.unwrap() - sum).abs() < 1e-9);
        assert_eq!((rank.rows[0].term, rank.rows[0].text.as_str()), ("due", "due date"));
        assert!(asked.task(id(77)).is_none());
    });
}

#[test]
fn a_task_without_a_block_says_why_not() {
    let says = |change: fn(&mut crate::domain::Task)| {
        let mut odd = task(7, 60);
        change(&mut odd);
        let staged = monday().with(odd);
        of(&staged, |asked| asked.task(id(7)).unwrap().sections[0].rows[0].text.clone())
    };
    assert_eq!(says(|task| task.status = Status::Done), "it is done");
    assert_eq!(
        says(|task| task.status = Status::Waiting),
        "it waits for someone or something else"
    );
    assert!(says(|task| task.on = "2027-03-01".parse().ok()).contains("too far away"));
    let long = says(|task| (task.splittable, task.estimate_s) = (false, Some(30 * 3600)));
    assert!(long.contains("has no place: it needs"), "{long}");
    let behind = says(|task| task.after = vec![id(7)]);
    assert!(behind.contains("it waits for something that waits for it"), "{behind}");
}

#[test]
fn too_much_work_before_a_date_is_named_with_the_smallest_change() {
    let mut staged = monday();
    let mut more = task(8, 900);
    more.due = staged.state.task(id(1)).unwrap().due;
    staged = staged.with(more);
    of(&staged, |asked| {
        let answer = asked.task(id(8)).unwrap();
        let outlook = section(&answer, Theme::Outlook).unwrap();
        let terms: Vec<&str> = outlook.rows.iter().map(|row| row.term).collect();
        assert!(terms.contains(&"overload"), "{terms:?}");
        assert!(terms.contains(&"fix"), "{terms:?}");
        let late = outlook.rows.iter().find(|row| row.term == "p_late").unwrap();
        assert!(late.value.unwrap() > 0.5);
    });
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(24))]
    #[test]
    fn everything_in_any_plan_answers_in_words_and_finite_numbers(
        seed in any::<u64>(), tasks in 0..14u32,
    ) {
        let staged = some_world(seed, tasks);
        let made = staged.make(100);
        let weights = Coefficients::default();
        let asked = Asked::new(staged.world(), &made, &weights);
        let blocks = made.proposal.blocks().map(|block| asked.block(block.no));
        let tasks = staged.state.tasks().map(|task| asked.task(task.id));
        for answer in blocks.chain(tasks) {
            let answer = answer.unwrap();
            prop_assert!(!answer.short.is_empty() && !answer.sections.is_empty());
            for row in answer.sections.iter().flat_map(|section| &section.rows) {
                prop_assert!(!row.text.is_empty());
                prop_assert!(row.value.is_none_or(f64::is_finite), "{row:?}");
            }
        }
    }
}
