//! The guided flows as pictures of letters.

use crate::app::flow::fixture::{evening, morning};
use crate::app::plan::fixture::on;
use crate::app::tests::{keys, run};
use crate::ui::tests::text;

const WIDE: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

#[test]
fn what_is_left_over_is_asked_about_first() {
    let mut model = morning(WIDE, on("2026-11-24", "17:00"));
    run(&mut model, "D");
    insta::assert_snapshot!(text(&model), @"
     1 Today 2 Tasks 3 Week 4 Insights 5 Log 6 Balance               Wed 25  08:55
     ╭─ Plan the day  1 of 3 ───────────────────────────────────────────────────╮
    0│ Left over from the days before                                     ■ □ □ │
    0│ Enter keeps it for the plan.                                             │
     │                                                                          │
    1│   ✗ ◇ File the travel receipts                                 given up  │y
     │ ▌ ○ ◆ Sketch the onboarding screens               3h  planned yesterday  │
    1│   ○ △ Read the chapter on hierarchical…           1h  planned yesterday  │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │ d done   x another day   r new date   D give up   Space select           │
    1│ Enter keeps   u undo   Esc leaves                                        │
     ╰──────────────────────────────────────────────────────────────────────────╯
                                       │
                                       │ Today  ━━━━━━━━───  4h45 of 6h15 proposed
    ✓ Dropped 164 File the travel receipts   u takes it back
    ");
    let model = morning(SMALL, on("2026-11-24", "17:00"));
    insta::assert_snapshot!(text(&model), @"
    ╭─ Plan the day  1 of 3 ───────────────╮
    │ Left over from the days before       │
    │ Enter keeps it for the plan.         │
    │ ▌ ○ ◇ File the travel rece…  Mon 23  │
    │   ○ ◆ Sketch the onboar…  yesterday  │
    │   ○ △ Read the chapter…   yesterday  │
    │                                      │
    │                                      │
    │                                      │
    │                                      │
    │ Enter keeps   d done   Esc leaves    │
    ╰──────────────────────────────────────╯
    ");
}

#[test]
fn what_is_wanted_is_held_against_what_fits() {
    let mut model = morning(WIDE, on("2026-11-24", "17:00"));
    keys(&mut model, "enter");
    insta::assert_snapshot!(text(&model), @"
     1 Today 2 Tasks 3 Week 4 Insights 5 Log 6 Balance               Wed 25  08:55
     ╭─ Plan the day  2 of 3 ───────────────────────────────────────────────────╮
    0│ What is wanted today                                               ■ ■ □ │
    0│ It fits.                                                                 │
     │                                                                          │
    1│ ━━━━━━━━━━━━━━──────────────────────  2h30 wanted of 6h15, 1 unknown     │y
     │                                                                          │
    1│ ▌ ○ ◇ File the travel receipts                           planned Mon 23  │
     │   ○ ◇ Review the storage pull request               45m  deadline 17:00  │
    1│   ○ ◇ Answer Ana about the grant                    15m      due Mon 23  │
     │   ○ ◆ Fix the flaky import test                    1h30       for today  │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │ d done   x another day   r new date   D give up   Space select           │
    1│ Enter goes on   Backspace back   u undo   Esc leaves                     │
     ╰──────────────────────────────────────────────────────────────────────────╯
                                       │
                                       │ Today  ━━━━━━━━━━───  5h of 6h15 proposed
    ");
    let mut model = morning(SMALL, on("2026-11-24", "17:00"));
    keys(&mut model, "enter");
    insta::assert_snapshot!(text(&model), @"
    ╭─ Plan the day  2 of 3 ───────────────╮
    │ What is wanted today           ■ ■ □ │
    │ It fits.                             │
    │ 2h30 wanted of 6h15, 1 unknown       │
    │ ▌ ○ ◇ File the travel rece…  Mon 23  │
    │   ○ ◇ Review the s…  deadline 17:00  │
    │   ○ ◇ Answer Ana about…  due Mon 23  │
    │   ○ ◆ Fix the flaky imp…  for today  │
    │                                      │
    │                                      │
    │ Enter goes on   d done   Esc leaves  │
    ╰──────────────────────────────────────╯
    ");
}

#[test]
fn the_plan_shows_with_its_reasons_before_it_is_agreed_to() {
    let mut model = morning(WIDE, on("2026-11-24", "17:00"));
    keys(&mut model, "enter enter space");
    insta::assert_snapshot!(text(&model), @"
     1 Today 2 Tasks 3 Week 4 Insights 5 Log 6 Balance               Wed 25  08:55
     ╭─ Plan the day  3 of 3 ───────────────────────────────────────────────────╮
    0│ The plan of the day                                                ■ ■ ■ │
    0│ 5 blocks: 5h of 6h15 that may be planned                                 │
     │                                                                          │
    1│   ▎ 10:00–10:30    Stand-up                                              │y
     │   ○ 10:45–12:30  ◆ Draft the methods section    your best writing hours  │
    1│ ▌ ✓ 13:15–14:00  ◇ Review the storage pull request     you put it there  │
     │   ✓ 14:00–15:00  ◆ Fix the flaky import test          finishes it today  │
    1│   ▎ 15:00–16:00    Design review                                         │
     │   ✓ 16:00–17:15  ◆ Sketch the onboarding scree…  a good hour for design  │
    1│   ✓ 17:15–17:30  ◇ File the travel receipts     the day has room for it  │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │ At risk or no place  Prepare Friday's talk: 日本語の資料も, and 1 more   │
    1│                                                                          │
     │ Space leaves out   x another day   D give up                             │
    1│ Enter accepts   Backspace back   u undo   Esc leaves                     │
     ╰──────────────────────────────────────────────────────────────────────────╯
                                       │
                                       │ Today  ━━━━━━━━━━───  5h of 6h15 proposed
    ");
    let mut model = morning(SMALL, on("2026-11-24", "17:00"));
    keys(&mut model, "enter enter");
    insta::assert_snapshot!(text(&model), @"
    ╭─ Plan the day  3 of 3 ───────────────╮
    │ The plan of the day            ■ ■ ■ │
    │ 5 blocks: 5h of 6h15 that may be pl… │
    │   ▎ 10:00–10:30    Stand-up          │
    │ ▌ ✓ 10:45–12:30  ◆ Draft the metho…  │
    │   ✓ 13:15–14:00  ◇ Review the stor…  │
    │   ✓ 14:00–15:00  ◆ Fix the flaky i…  │
    │   ▎ 15:00–16:00    Design review     │
    │   ✓ 16:00–17:15  ◆ Sketch the onbo…  │
    │   ✓ 17:15–17:30  ◇ File the travel…  │
    │ Enter accepts   Esc leaves           │
    ╰──────────────────────────────────────╯
    ");
}

#[test]
fn after_days_away_one_list_shows_all_that_was_left() {
    let model = morning(WIDE, on("2026-11-18", "17:00"));
    insta::assert_snapshot!(text(&model), @"
     1 Today 2 Tasks 3 Week 4 Insights 5 Log 6 Balance               Wed 25  08:55
     ╭─ Plan the day  1 of 3 ───────────────────────────────────────────────────╮
    0│ Welcome back. Since 18 Nov this was left                           ■ □ □ │
    0│ Enter keeps it for the plan.                                             │
     │                                                                          │
    1│ ▌ ○ ◇ File the travel receipts                           planned Mon 23  │y
     │   ○ ◇ Answer Ana about the grant                 15m         due Mon 23  │
    1│   ○ ◆ Sketch the onboarding screens               3h  planned yesterday  │
     │   ○ △ Read the chapter on hierarchical…           1h  planned yesterday  │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │ d done   x another day   r new date   D give up   Space select           │
    1│ Enter keeps   u undo   Esc leaves                                        │
     ╰──────────────────────────────────────────────────────────────────────────╯
                                       │
                                       │ Today  ━━━━━━━━━━───  5h of 6h15 proposed
    ");
}

#[test]
fn the_day_is_beside_its_plan() {
    let mut model = evening(WIDE);
    run(&mut model, "g c");
    insta::assert_snapshot!(text(&model), @"
     1 Today 2 Tasks 3 Week 4 Insights 5 Log 6 Balance  Wed 25  2h30 worked  17:20

    08:30     ▌ Answer Ana abou… 15m   │ Nothing is running
    0╭─ Close the day  1 of 3 ──────────────────────────────────────────────────╮
     │ The day as it was                                                  ■ □ □ │
    1│ 2h30 worked, 6h15 planned, 20m of breaks                                 │
     │                                                                          │y
    1│   08:30   △ Read the chapter on hierarchi… ───              none of 30m  │
     │   08:55   ◇ Answer Ana about the grant     ━━                15m of 15m  │
    1│   09:15   ◆ Fix the flaky import test      ━━━━━───────     45m of 1h45  │
     │   10:45   ◆ Draft the methods section      ━━━━━━━━━━──    1h30 of 1h45  │
    1│   13:15   ◇ Review the storage pull reque… ─────            none of 45m  │
     │   16:00   ◆ Sketch the onboarding screens  ─────────       none of 1h15  │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│ Enter goes on   Esc leaves                                               │
     ╰──────────────────────────────────────────────────────────────────────────╯
    17:20 ▸───▌─────────────────────── │ ! 1 at risk, 1 without a place  f
                                       │
                                       │
                                       │ Today  ────────────  10m of 6h15 proposed
    ");
    let mut model = evening(SMALL);
    run(&mut model, "g c");
    insta::assert_snapshot!(text(&model), @"
    ╭─ Close the day  1 of 3 ──────────────╮
    │ The day as it was              ■ □ □ │
    │ 2h30 worked, 6h15 planned, 20m of b… │
    │   08:30   △ Read th…    none of 30m  │
    │   08:55   ◇ Answer…      15m of 15m  │
    │   09:15   ◆ Fix the…    45m of 1h45  │
    │   10:45   ◆ Draft t…   1h30 of 1h45  │
    │   13:15   ◇ Review…     none of 45m  │
    │   16:00   ◆ Sketch…    none of 1h15  │
    │                                      │
    │ Enter goes on   Esc leaves           │
    ╰──────────────────────────────────────╯
    ");
}

#[test]
fn what_is_not_finished_and_the_next_day_come_last() {
    let mut model = evening(WIDE);
    run(&mut model, "g c enter");
    insta::assert_snapshot!(text(&model), @"
     1 Today 2 Tasks 3 Week 4 Insights 5 Log 6 Balance  Wed 25  2h30 worked  17:20

    08:30     ▌ Answer Ana abou… 15m   │ Nothing is running
    0╭─ Close the day  2 of 3 ──────────────────────────────────────────────────╮
     │ What is not finished                                               ■ ■ □ │
    1│ Enter leaves the rest for tomorrow.                                      │
     │                                                                          │y
    1│ ▌ ○ ◆ Draft the methods section                    1h30 / 2h  for today  │
     │   ○ ◇ Review the storage pull request                    45m  for today  │
    1│   ○ ◇ Answer Ana about the grant                   15m / 15m  for today  │
     │   ○ ◆ Fix the flaky import test                   45m / 1h30  for today  │
    1│   ○ ◆ Sketch the onboarding screens                       3h  for today  │
     │   ○ △ Read the chapter on hierarchical models             1h  for today  │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │ d done   x another day   r new date   D give up   Space select           │
    1│ Enter goes on   Backspace back   u undo   Esc leaves                     │
     ╰──────────────────────────────────────────────────────────────────────────╯
    17:20 ▸───▌─────────────────────── │ ! 1 at risk, 1 without a place  f
                                       │
                                       │
                                       │ Today  ────────────  10m of 6h15 proposed
    ");
    run(&mut model, "enter");
    insta::assert_snapshot!(text(&model), @"
     1 Today 2 Tasks 3 Week 4 Insights 5 Log 6 Balance  Wed 25  2h30 worked  17:20

    08:30     ▌ Answer Ana abou… 15m   │ Nothing is running
    0╭─ Close the day  3 of 3 ──────────────────────────────────────────────────╮
     │ That was the day                                                   ■ ■ ■ │
    1│ A note, if you like. Enter closes.                                       │
     │                                                                          │y
    1│ what went well, what to do otherwise                                     │
     │                                                                          │
    1│ Tomorrow  3h15 of 6h15 taken                                             │
     │   09:00  Prepare Friday's talk: 日本語の資料も                           │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│                                                                          │
     │                                                                          │
    1│ Enter closes the day   Up back   Esc leaves                              │
     ╰──────────────────────────────────────────────────────────────────────────╯
    17:20 ▸───▌─────────────────────── │ ! 1 at risk, 1 without a place  f
                                       │
                                       │
                                       │ Today  ────────────  10m of 6h15 proposed
    ✓ 3 tasks: tomorrow   u takes it back
    ");
    let mut model = evening(SMALL);
    run(&mut model, "g c enter enter");
    insta::assert_snapshot!(text(&model), @"
    ╭─ Close the day  3 of 3 ──────────────╮
    │ That was the day               ■ ■ ■ │
    │ A note, if you like. Enter closes.   │
    │ what went well, what to do otherwise │
    │                                      │
    │ Tomorrow  3h15 of 6h15 taken         │
    │   09:00  Prepare Friday's talk: 日…  │
    │                                      │
    │                                      │
    │                                      │
    │ Enter closes the day   Esc leaves    │
    ╰──────────────────────────────────────╯
    ");
}
