//! Where a key is pressed. A stack of contexts decides what the key means: the top one first.

/// A place that gives keys their meaning. Its name is the table's name in the config file (`[keys.today]`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// On every screen, unless the screen says otherwise.
    Global,
    /// The Today screen.
    Today,
    /// The Tasks screen.
    Tasks,
    /// The Week screen.
    Week,
    /// The Log screen.
    Log,
    /// The Insights screen.
    Insights,
    /// The Balance screen.
    Balance,
    /// The line that adds or edits a task, a session or a day.
    QuickAdd,
    /// The line above a list that narrows it.
    Filter,
    /// The list of every action.
    Palette,
    /// A list of things to choose from, narrowed by typing.
    Picker,
    /// The list of every key.
    Help,
    /// A question with a few answers; keys it doesn't bind choose answers by their letter or digit.
    Dialog,
    /// A list of changes that are offered, to be taken or left, or of questions that wait.
    Offers,
    /// A guided flow through a day: its keys are the screens' own.
    Review,
}

impl Context {
    /// Every context, in the order in which help shows them.
    pub const ALL: [Context; 15] = [
        Context::Global,
        Context::Today,
        Context::Tasks,
        Context::Week,
        Context::Log,
        Context::Insights,
        Context::Balance,
        Context::QuickAdd,
        Context::Filter,
        Context::Palette,
        Context::Picker,
        Context::Help,
        Context::Dialog,
        Context::Offers,
        Context::Review,
    ];

    /// The name in config files.
    pub fn name(self) -> &'static str {
        match self {
            Context::Global => "global",
            Context::Today => "today",
            Context::Tasks => "tasks",
            Context::Week => "week",
            Context::Log => "log",
            Context::Insights => "insights",
            Context::Balance => "balance",
            Context::QuickAdd => "quick_add",
            Context::Filter => "filter",
            Context::Palette => "palette",
            Context::Picker => "picker",
            Context::Help => "help",
            Context::Dialog => "dialog",
            Context::Offers => "offers",
            Context::Review => "review",
        }
    }

    /// The heading in help.
    pub fn title(self) -> &'static str {
        match self {
            Context::Global => "Everywhere",
            Context::Today => "Today",
            Context::Tasks => "Tasks",
            Context::Week => "Week",
            Context::Log => "Log",
            Context::Insights => "Insights",
            Context::Balance => "Balance",
            Context::QuickAdd => "Adding and editing",
            Context::Filter => "Filter line",
            Context::Palette => "Palette",
            Context::Picker => "Choosing from a list",
            Context::Help => "Help",
            Context::Dialog => "Questions",
            Context::Offers => "Offers and questions",
            Context::Review => "Planning and closing a day",
        }
    }

    /// The context of that name.
    pub fn parse(name: &str) -> Option<Context> {
        Context::ALL.into_iter().find(|context| context.name() == name)
    }

    /// Whether it lies over a screen and takes every key: contexts below it in the stack are not asked.
    pub fn is_overlay(self) -> bool {
        !matches!(
            self,
            Context::Global
                | Context::Today
                | Context::Tasks
                | Context::Week
                | Context::Log
                | Context::Insights
                | Context::Balance
        )
    }

    /// Whether the keys that it doesn't bind are typed into its line of text.
    pub fn takes_text(self) -> bool {
        self.is_overlay() && !matches!(self, Context::Dialog | Context::Offers | Context::Review)
    }
}
