//! The one table of everything a key can do. The footer, help, the palette, `heyday keys`, the names in
//! the config file and the tests read this list and no other.
//!
//! To add an action: one entry here, one arm in `app`. Which key means which action: [`super::keymap`].

use super::context::Context;

/// A heading in help and in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Sessions and breaks.
    Work,
    /// The blocks of the plan.
    Plan,
    /// Writing tasks down and changing them.
    Tasks,
    /// Correcting the past.
    Log,
    /// What was learned.
    Insights,
    /// Breaks, rest, and too much work.
    Balance,
    /// Getting around.
    Move,
    /// Finding and arranging.
    Find,
    /// The program itself.
    Program,
    /// Lines, lists and questions on top of a screen.
    Overlay,
}

impl Group {
    /// Every group, in the order in which help shows them.
    pub const ALL: [Group; 10] = [
        Group::Work,
        Group::Plan,
        Group::Tasks,
        Group::Log,
        Group::Insights,
        Group::Balance,
        Group::Move,
        Group::Find,
        Group::Program,
        Group::Overlay,
    ];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Group::Work => "Work",
            Group::Plan => "Plan",
            Group::Tasks => "Tasks",
            Group::Log => "Log",
            Group::Insights => "Insights",
            Group::Balance => "Balance",
            Group::Move => "Move",
            Group::Find => "Find",
            Group::Program => "Program",
            Group::Overlay => "Overlays",
        }
    }
}

/// What the table says about an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The name in config files and on the command line; stable for ever.
    pub name: &'static str,
    /// One or two words for the footer and the which-key popup.
    pub label: &'static str,
    /// One sentence for help and the palette, without a full stop.
    pub help: &'static str,
    /// Its heading.
    pub group: Group,
    /// Its place in the footer, 1 first; 0 keeps it out.
    pub rank: u8,
    /// Where it works, with the default keys there; the first is the one that is shown.
    pub keys: &'static [(Context, &'static [&'static str])],
}

macro_rules! actions {
    ($($id:ident $name:literal, $label:literal, $group:ident, $rank:literal, $help:literal, {
        $($context:ident: [$($key:literal),*]),+ $(,)?
    })+) => {
        /// Something a key can do. What each does is in the table: [`Action::spec`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $(#[doc = concat!($help, ".")] $id),+
        }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &'static [Action] = &[$(Action::$id),+];

            /// The action's entry in the table.
            pub fn spec(self) -> &'static Spec {
                match self {
                    $(Action::$id => &Spec {
                        name: $name,
                        label: $label,
                        help: $help,
                        group: Group::$group,
                        rank: $rank,
                        keys: &[$((Context::$context, &[$($key),*])),+],
                    }),+
                }
            }
        }
    };
}

actions! {
    // Work: the same keys on every screen, because the timer is on every screen.
    StartStop "start_stop", "start/stop", Work, 10, "Start the selected task, or stop it when it runs",
        { Today: ["s"], Tasks: ["s"], Week: ["s"], Log: ["s"] }
    Stop "stop", "stop", Work, 0, "Stop whatever runs, session or break", { Global: ["S"] }
    Resume "resume", "resume", Work, 0, "Go on with the last task", { Global: ["R"] }
    Interrupt "interrupt", "interruption", Work, 60, "Note that something interrupted you", { Global: ["i"] }
    Break "break", "break", Work, 50, "Begin a break, or end it and go on", { Global: ["b"] }
    Zen "zen", "zen", Work, 100, "Show nothing but the running session", { Today: ["z"] }

    AcceptPlan "accept_plan", "accept", Plan, 5, "Agree to what is proposed, or open what is selected",
        { Today: ["enter"], Week: ["enter"] }
    AcceptDay "accept_day", "accept day", Plan, 0, "Agree to everything that is proposed for the day",
        { Today: ["A"], Week: ["A"] }
    Later "move_later", "later", Plan, 22, "Move the block a quarter later, or past what comes next",
        { Today: ["J", "shift-down"], Week: ["J", "shift-down"] }
    Earlier "move_earlier", "earlier", Plan, 0, "Move the block a quarter earlier, or past what comes before",
        { Today: ["K", "shift-up"], Week: ["K", "shift-up"] }
    Pin "pin", "pin", Plan, 26, "Fix the block where it is, or leave it to the planner again",
        { Today: ["p"], Week: ["p"] }
    Longer "longer", "longer", Plan, 0, "Make the block a quarter longer", { Today: ["+", "="], Week: ["+", "="] }
    Shorter "shorter", "shorter", Plan, 0, "Make the block a quarter shorter", { Today: ["-"], Week: ["-"] }
    ToNextDay "to_next_day", "next day", Plan, 32, "Send the block to the next day",
        { Today: [">"], Week: ["L", ">", "shift-right"] }
    ToPreviousDay "to_previous_day", "day before", Plan, 0, "Send the block to the day before",
        { Today: ["<"], Week: ["H", "<", "shift-left"] }
    TakeOut "take_out", "out of plan", Plan, 0, "Take the block out of the plan; the task stays",
        { Today: ["X", "delete"], Week: ["X", "delete"] }
    Replan "replan", "replan", Plan, 28, "Show what a new plan would change before anything changes",
        { Today: ["r"], Week: ["r"] }
    Worries "worries", "what helps", Plan, 0, "Show what does not fit or may be late, and what would help",
        { Today: ["f"], Week: ["f"] }

    PlanDay "plan_day", "plan the day", Plan, 0, "Plan the day step by step: what is left, what is due, what fits",
        { Global: ["g p"] }
    CloseDay "close_day", "close the day", Plan, 0, "Look back on the day, see to what is left of it, and close it",
        { Global: ["g c"] }
    Triage "triage", "left lying", Plan, 0, "Go through everything that was left lying",
        { Global: ["g o"] }
    Suggestions "suggestions", "suggestions", Plan, 0, "Go through what is suggested",
        { Global: ["g s"] }
    NewDue "new_due", "new date", Plan, 50, "Give the selected tasks another date by which they are due",
        { Review: ["r"] }

    Add "add", "add", Tasks, 30, "Write a task down", { Global: ["a"], Review: ["a"] }
    Open "open", "open", Tasks, 90, "Open what is selected",
        { Today: ["o"], Tasks: ["enter"], Week: ["o"], Log: ["enter"] }
    Done "done", "done", Tasks, 20, "Finish the selected tasks",
        { Today: ["d"], Tasks: ["d"], Week: ["d"], Review: ["d"] }
    Edit "edit", "edit", Tasks, 40, "Edit the selected tasks",
        { Today: ["e"], Tasks: ["e"], Week: ["e"], Review: ["e"] }
    OtherDay "other_day", "other day", Tasks, 70, "Put the selected tasks or the block on another day",
        { Today: ["x"], Tasks: ["x"], Week: ["x"], Review: ["x"] }
    Why "why", "why", Tasks, 80, "Say why the task or the block stands where it stands",
        { Today: ["w"], Tasks: ["w"], Week: ["w"] }
    Drop "drop", "drop", Tasks, 92, "Give the selected tasks up",
        { Today: ["D"], Tasks: ["D"], Week: ["D"], Review: ["D"] }
    Reopen "reopen", "reopen", Tasks, 94, "Bring done or dropped tasks back", { Tasks: ["r"] }
    Delete "delete", "delete", Tasks, 0, "Remove the selected tasks; their sessions stay in the log",
        { Tasks: ["X", "delete"] }

    Select "select", "select", Find, 46, "Select what the cursor is on, or take it out of the selection",
        { Tasks: ["space"], Offers: ["space"], Review: ["space"] }
    SelectAll "select_all", "select all", Find, 0, "Select everything in the list, or nothing; answer all questions at once",
        { Tasks: ["V", "ctrl-a"], Offers: ["a", "V", "ctrl-a"], Review: ["V", "ctrl-a"] }
    Filter "filter", "filter", Find, 42, "Narrow the list with the filter grammar", { Tasks: ["/"] }
    Fuzzy "fuzzy", "find", Find, 44, "Find a task by a few of its letters", { Tasks: ["f", "ctrl-f"] }
    Sort "sort", "sort", Find, 48, "Sort the list by the next order", { Tasks: ["o"] }
    GroupBy "group_by", "group", Find, 49, "Group the list by the next field", { Tasks: ["O"] }
    ToggleClosed "toggle_closed", "closed", Find, 96, "Show or hide done and dropped tasks",
        { Tasks: ["."] }

    EditSession "edit_session", "edit", Log, 4, "Edit the session: times, task, focus, note",
        { Log: ["e"] }
    AddPast "add_past", "add past", Log, 8, "Write down a session that was not timed", { Log: ["A"] }
    FillGap "fill_gap", "fill", Log, 5, "Say which task the gap or the session was", { Log: ["f"] }
    Split "split", "split", Log, 6, "Cut the session in two", { Log: ["|"] }
    Merge "merge", "merge", Log, 7, "Make one of the session and the next", { Log: ["m"] }
    MergePrevious "merge_previous", "merge back", Log, 0, "Make one of the session and the one before",
        { Log: ["M"] }
    Note "note", "note", Log, 14, "Write a note about the session", { Log: ["n"] }
    Focus "focus", "focus", Log, 15, "Rate the focus of the session", { Log: ["F"] }
    DeleteSession "delete_session", "delete", Log, 39, "Remove the session", { Log: ["X", "delete"] }
    PreviousDay "previous_day", "earlier", Log, 12, "Show the day before", { Log: ["h", "left", "["] }
    NextDay "next_day", "later", Log, 13, "Show the day after", { Log: ["l", "right", "]"] }
    PreviousWeek "previous_week", "week before", Log, 0, "Show the week before", { Week: ["[", "{"], Log: ["H", "{"] }
    NextWeek "next_week", "week after", Log, 0, "Show the week after", { Week: ["]", "}"], Log: ["L", "}"] }
    GoToday "go_today", "today", Log, 0, "Show today", { Log: ["t"] }
    GoToDay "go_to_day", "day", Log, 0, "Show a day of your choice", { Log: ["g d"] }

    Explain "explain", "why", Insights, 10, "Say what the figure is made of and what would change it",
        { Insights: ["w", "enter"], Balance: ["w", "enter"] }
    Mute "mute", "mute", Insights, 20, "Keep these hours out of the plan, or let them count again",
        { Insights: ["m"] }
    Dispute "dispute", "dispute", Insights, 22, "Say that these hours are wrong, or take that back",
        { Insights: ["D"] }
    Backtest "backtest", "look back", Insights, 24, "Hold what was learned against your own past",
        { Insights: ["B"] }

    Skills "skills", "skills", Insights, 26, "Show which tags mark slow work, and what of the work ahead needs them",
        { Insights: ["s"] }

    DisputeSign "dispute_sign", "no strain", Balance, 20, "Say that the sign is no strain, or take that back",
        { Balance: ["x"] }

    Down "down", "down", Move, 0, "Move down", {
        Global: ["j", "down"], Help: ["down", "ctrl-n"], Palette: ["down", "ctrl-n"],
        Picker: ["down", "ctrl-n"], QuickAdd: ["down", "ctrl-n"], Filter: ["down", "ctrl-n"],
        Dialog: ["j", "down", "l", "right", "tab"], Offers: ["j", "down", "tab"], Review: ["j", "down"],
    }
    Up "up", "up", Move, 0, "Move up", {
        Global: ["k", "up"], Help: ["up", "ctrl-p"], Palette: ["up", "ctrl-p", "shift-tab"],
        Picker: ["up", "ctrl-p", "shift-tab"], QuickAdd: ["up", "ctrl-p", "shift-tab"],
        Filter: ["up", "ctrl-p", "shift-tab"], Dialog: ["k", "up", "h", "left", "shift-tab"],
        Offers: ["k", "up", "shift-tab"],
        Review: ["k", "up"],
    }
    PageDown "page_down", "page down", Move, 0, "Move down by a page", {
        Global: ["ctrl-d", "pagedown"], Review: ["ctrl-d", "pagedown"], Help: ["pagedown"], Palette: ["pagedown"], Picker: ["pagedown"],
    }
    PageUp "page_up", "page up", Move, 0, "Move up by a page", {
        Global: ["ctrl-u", "pageup"], Review: ["ctrl-u", "pageup"], Help: ["pageup"], Palette: ["pageup"], Picker: ["pageup"],
    }
    Top "top", "top", Move, 0, "Move to the first line", { Global: ["g g", "home"] }
    End "end", "end", Move, 0, "Move to the last line", { Global: ["g e", "G", "end"] }
    LeftPane "left_pane", "left pane", Move, 0, "Move to the pane or the day on the left",
        { Today: ["h", "left"], Tasks: ["h", "left"], Week: ["h", "left"], Insights: ["h", "left"] }
    RightPane "right_pane", "right pane", Move, 0, "Move to the pane or the day on the right",
        { Today: ["l", "right"], Tasks: ["l", "right"], Week: ["l", "right"], Insights: ["l", "right"] }
    ScreenToday "screen_today", "Today", Move, 0, "Go to the Today screen", { Global: ["1", "g t"] }
    ScreenTasks "screen_tasks", "Tasks", Move, 0, "Go to the Tasks screen", { Global: ["2", "g a"] }
    ScreenWeek "screen_week", "Week", Move, 0, "Go to the Week screen", { Global: ["3", "g w"] }
    ScreenLog "screen_log", "Log", Move, 0, "Go to the Log screen", { Global: ["5", "g l"] }
    ScreenInsights "screen_insights", "Insights", Move, 0, "Go to the Insights screen",
        { Global: ["4", "g i"] }
    ScreenBalance "screen_balance", "Balance", Move, 0, "Go to the Balance screen",
        { Global: ["6", "g b"] }
    NextScreen "next_screen", "next screen", Move, 0, "Go to the next screen", { Global: ["tab"] }
    PreviousScreen "previous_screen", "previous screen", Move, 0, "Go to the previous screen",
        { Global: ["shift-tab"] }

    Undo "undo", "undo", Program, 200, "Undo the last change, one step each time", { Global: ["u"], Review: ["u"] }
    Redo "redo", "redo", Program, 0, "Redo what was undone", { Global: ["ctrl-r"], Review: ["ctrl-r"] }
    Palette "palette", "palette", Program, 210, "Search every action and run it", { Global: [":", "ctrl-p"] }
    Help "help", "help", Program, 220, "Show every key that works here", { Global: ["?", "f1"] }
    Redraw "redraw", "redraw", Program, 0, "Draw the screen anew", { Global: ["ctrl-l"] }
    Quit "quit", "quit", Program, 230, "Leave; a running timer runs on", { Global: ["q", "ctrl-c"] }

    // Everywhere, because a nudge comes everywhere; the large letter is for where the small one means something else.
    Postpone "postpone", "later", Balance, 1, "Put the break off that is asked for", { Global: ["n p", "N p"] }
    SkipNudge "skip_nudge", "skip", Balance, 2, "Go on without the break, or put a nudge away that needs none",
        { Global: ["n s", "N s"] }
    ExplainNudge "explain_nudge", "why now", Balance, 3, "Say why the nudge comes now", { Global: ["n w", "N w"] }
    QuietHalfHour "quiet_half_hour", "quiet for 30m", Balance, 0, "Hear no nudges for half an hour",
        { Global: ["n h", "N h"] }
    QuietUntil "quiet_until", "quiet until ..", Balance, 0, "Hear no nudges until a time of your choice",
        { Global: ["n u", "N u"] }
    QuietToday "quiet_today", "quiet today", Balance, 0, "Hear no nudges for the rest of the day",
        { Global: ["n d", "N d"] }
    SpeakAgain "speak_again", "speak again", Balance, 0, "Hear nudges again", { Global: ["n o", "N o"] }

    Accept "accept", "accept", Overlay, 10, "Take what is typed or selected", {
        QuickAdd: ["enter"], Filter: ["enter"], Palette: ["enter"], Picker: ["enter"], Dialog: ["enter"],
        Offers: ["enter"], Review: ["enter"],
    }
    Dismiss "dismiss", "no", Overlay, 15, "Say no to what is suggested", { Offers: ["x", "delete"] }
    Back "back", "back", Overlay, 35, "Go back one step", { Review: ["backspace", "h", "left", "shift-tab"] }
    AcceptAndStart "accept_and_start", "add and start", Overlay, 20, "Add the task and start it at once",
        { QuickAdd: ["ctrl-s", "alt-enter"] }
    Complete "complete", "complete", Overlay, 30, "Complete the word before the cursor",
        { QuickAdd: ["tab"], Filter: ["tab"] }
    Cancel "cancel", "close", Overlay, 40, "Close what is on top, or clear the selection and the filter", {
        Global: ["esc"], QuickAdd: ["esc", "ctrl-c"], Filter: ["esc", "ctrl-c"],
        Palette: ["esc", "ctrl-c"], Picker: ["esc", "ctrl-c"], Help: ["esc", "ctrl-c", "enter"],
        Dialog: ["esc", "ctrl-c", "q"], Offers: ["esc", "ctrl-c", "q"], Review: ["esc", "ctrl-c", "q"],
    }
}

impl Action {
    /// The action of that name.
    pub fn parse(name: &str) -> Option<Action> {
        Action::ALL.iter().copied().find(|action| action.spec().name == name)
    }

    /// Whether pressing a key for it in `context` can mean something. What works everywhere works on
    /// every screen.
    pub fn works_in(self, context: Context) -> bool {
        self.spec()
            .keys
            .iter()
            .any(|(at, _)| *at == context || (*at == Context::Global && !context.is_overlay()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_has_a_unique_name_and_words_for_people() {
        let mut names = BTreeSet::new();
        for action in Action::ALL {
            let Spec { name, label, help, keys, .. } = action.spec();
            assert!(names.insert(name), "{name} twice");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}");
            assert_eq!(Action::parse(name), Some(*action));
            assert!(!label.is_empty() && label.len() <= 15, "{name}: label `{label}`");
            assert!(help.len() > 6 && !help.ends_with('.'), "{name}: help `{help}`");
            assert!(help.starts_with(char::is_uppercase), "{name}: help `{help}`");
            assert!(
                keys.iter().all(|(_, keys)| !keys.is_empty()),
                "{name} has a context without keys"
            );
        }
    }

    #[test]
    fn in_one_footer_no_two_actions_share_a_place() {
        for screen in Context::ALL.into_iter().filter(|c| !c.is_overlay() && *c != Context::Global)
        {
            let mut ranks = BTreeSet::new();
            for action in Action::ALL.iter().filter(|a| a.spec().rank > 0 && a.works_in(screen)) {
                let Spec { rank, name, group, .. } = action.spec();
                assert!(*group == Group::Overlay || ranks.insert(rank), "{screen:?} {name} {rank}");
            }
        }
    }

    #[test]
    fn every_overlay_can_be_closed() {
        for context in Context::ALL.into_iter().filter(|context| context.is_overlay()) {
            assert!(Action::Cancel.works_in(context), "{context:?}");
        }
    }
}
