//! What may be asked: the tools, each a command of heyday with its arguments by name.
//!
//! Must never name a command that changes something. Next: [`super::call`], which reads a call of one.

use crate::exchange::json::Json;

/// The tool that is no question.
pub(super) const SUGGEST: &str = "suggest";

/// A tool.
pub(super) struct Tool {
    pub(super) name: &'static str,
    says: &'static str,
    /// The command that answers.
    pub(super) words: &'static [&'static str],
    pub(super) takes: &'static [Take],
}

/// An argument of a tool.
pub(super) struct Take {
    pub(super) name: &'static str,
    says: &'static str,
    /// Whether the tool can't do without.
    pub(super) needed: bool,
    pub(super) how: How,
}

/// How an argument is handed to the command.
pub(super) enum How {
    /// As a word at the end.
    Word,
    /// As words at the end.
    Words,
    /// As an option of that name.
    Option(&'static str),
    /// As an option of that name, a whole number.
    Count(&'static str),
    /// As the bare option of that name.
    Flag(&'static str),
}

const fn word(name: &'static str, says: &'static str) -> Take {
    Take { name, says, needed: false, how: How::Word }
}

const fn words(name: &'static str, says: &'static str) -> Take {
    Take { name, says, needed: false, how: How::Words }
}

const fn needed(name: &'static str, says: &'static str) -> Take {
    Take { name, says, needed: true, how: How::Word }
}

const fn option(name: &'static str, option: &'static str, says: &'static str) -> Take {
    Take { name, says, needed: false, how: How::Option(option) }
}

const fn count(name: &'static str, option: &'static str, says: &'static str) -> Take {
    Take { name, says, needed: false, how: How::Count(option) }
}

/// Every question.
pub(super) const TOOLS: [Tool; 18] = [
    Tool {
        name: "status",
        says: "What is running now, what was worked and is planned today, and what is next.",
        words: &["status"],
        takes: &[],
    },
    Tool {
        name: "tasks",
        says: "The task list, most urgent first: fields, urgency, time tracked and remaining.",
        words: &["list"],
        takes: &[
            words(
                "filter",
                "Words that all must fit, such as `project:paper due.before:fri -@admin methods`",
            ),
            count("limit", "--limit", "At most so many; 50 when nothing is said"),
            Take {
                name: "closed",
                says: "Done and dropped ones too",
                needed: false,
                how: How::Flag("--all"),
            },
        ],
    },
    Tool {
        name: "task",
        says: "Everything about a task.",
        words: &["show"],
        takes: &[needed("task", "Its number, or a unique part of its title")],
    },
    Tool {
        name: "next",
        says: "What to do now, and why.",
        words: &["next"],
        takes: &[option("for", "--for", "Only what fits into so much time: `25m`")],
    },
    Tool {
        name: "plan",
        says: "The planned days: blocks with their reasons, what has no place, what may be late. Reading it changes nothing.",
        words: &["plan"],
        takes: &[
            word("day", "The first day: `today`, `fri`, `2026-11-27`"),
            count("days", "--days", "How many days"),
        ],
    },
    Tool {
        name: "why",
        says: "Why a block is where it is, or where a task stands in it.",
        words: &["why"],
        takes: &[needed("about", "A block such as `b7`, or a task")],
    },
    Tool {
        name: "what_if",
        says: "What would come of something for the plan; nothing is changed.",
        words: &["what-if"],
        takes: &[needed(
            "supposition",
            "`meeting 14:00-16:00`, `drop 142`, `done 142`, `add TITLE FIELDS`, `edit 142 FIELDS`, `defer 142 to fri`, `work until 19:00` or `off tomorrow`",
        )],
    },
    Tool {
        name: "estimate",
        says: "What something will really take, from what the person's tasks took before: P10 to P90.",
        words: &["estimate"],
        takes: &[
            needed("of", "A length of time such as `2h`, or a task"),
            option("type", "--type", "Of that kind of work"),
        ],
    },
    Tool {
        name: "log",
        says: "Past sessions.",
        words: &["log"],
        takes: &[word("span", "`today`, `yesterday`, `week`, `last 7d`, `2026-11-01..2026-11-07`")],
    },
    Tool {
        name: "insights",
        says: "What was learned: at which hours which kind of work goes well, how sure that is, and the pace against estimates.",
        words: &["insights"],
        takes: &[option("type", "--type", "Only that kind of work")],
    },
    Tool {
        name: "skills",
        says: "Which tags mark work that takes this person longer than their other work, how sure that is, and what of the work ahead needs them. No grade.",
        words: &["skills"],
        takes: &[word("tag", "Only that tag, with the tasks behind it")],
    },
    Tool {
        name: "balance",
        says: "Load, breaks and drift against the person's own weeks.",
        words: &["balance"],
        takes: &[],
    },
    Tool {
        name: "nudges",
        says: "When the next break is due and why.",
        words: &["nudge", "status"],
        takes: &[],
    },
    Tool {
        name: "standup",
        says: "What was done since the last work day, what is next and what stands still.",
        words: &["report", "standup"],
        takes: &[],
    },
    Tool {
        name: "timesheet",
        says: "The work of some days, added up.",
        words: &["report", "timesheet"],
        takes: &[
            word("span", "`week`, `last week`, `2026-11-01..2026-11-07`"),
            option("by", "--by", "`project`, `type`, `task` or `day`"),
        ],
    },
    Tool {
        name: "review_day",
        says: "A day: what was done beside what was planned.",
        words: &["review", "day"],
        takes: &[word("day", "`today`, `yesterday`, `2026-11-24`")],
    },
    Tool {
        name: "review_week",
        says: "A week: what was done beside what was planned, and estimates beside what tasks took.",
        words: &["review", "week"],
        takes: &[word("day", "A day of the week, or `last`")],
    },
    Tool {
        name: "suggestions",
        says: "What waits for the person's answer.",
        words: &["suggestions"],
        takes: &[],
    },
];

/// What the suggesting tool says of itself.
const SUGGESTS: &str = "Leaves a command for the person, who accepts or dismisses it: nothing is changed before. It is rehearsed \
    at once, so mistakes are told. Commands: `add TITLE FIELDS`, `edit ID FIELDS`, `done ID`, `drop ID`, `reopen ID`, \
    `log add ID 9:00-10:30`, `plan move BLOCK WHEN`, `plan resize BLOCK LENGTH`, `plan skip BLOCK DAY`, `plan pin BLOCK`. \
    FIELDS: `project:NAME @type +tag est:1h30m pri:low|normal|high|urgent due:WHEN deadline:WHEN from:WHEN on:WHEN after:ID every:RULE note:TEXT`.";

impl Take {
    fn describe(&self, json: &mut Json) {
        let kind = match self.how {
            How::Word | How::Words | How::Option(_) => "string",
            How::Count(_) => "integer",
            How::Flag(_) => "boolean",
        };
        json.field("type", kind).field("description", self.says);
    }
}

/// Writes the list of tools, always in the same order.
pub(super) fn list(json: &mut Json) {
    json.array_field("tools", |json| {
        for tool in &TOOLS {
            json.object_item(|json| {
                json.field("name", tool.name).field("description", tool.says);
                json.object_field("inputSchema", |json| schema(json, tool.takes));
                json.object_field("annotations", |json| {
                    json.field("readOnlyHint", true).field("openWorldHint", false);
                });
            });
        }
        json.object_item(|json| {
            json.field("name", SUGGEST).field("description", SUGGESTS);
            json.object_field("inputSchema", suggestion_schema);
            json.object_field("annotations", |json| {
                json.field("readOnlyHint", false)
                    .field("destructiveHint", false)
                    .field("idempotentHint", true)
                    .field("openWorldHint", false);
            });
        });
    });
}

fn schema(json: &mut Json, takes: &[Take]) {
    json.field("type", "object").object_field("properties", |json| {
        for take in takes {
            json.object_field(take.name, |json| take.describe(json));
        }
    });
    if takes.iter().any(|take| take.needed) {
        json.array_field("required", |json| {
            for take in takes.iter().filter(|take| take.needed) {
                json.item(take.name);
            }
        });
    }
    json.field("additionalProperties", false);
}

fn suggestion_schema(json: &mut Json) {
    json.field("type", "object")
        .object_field("properties", |json| {
            json.object_field("words", |json| {
                json.field("type", "array")
                    .object_field("items", |json| {
                        json.field("type", "string");
                    })
                    .field("minItems", 1)
                    .field(
                        "description",
                        "The command word by word: [\"edit\", \"142\", \"due:fri\"]",
                    );
            })
            .object_field("why", |json| {
                json.field("type", "string")
                    .field("description", "The reason, in a sentence for the person");
            });
        })
        .array_field("required", |json| {
            json.item("words").item("why");
        })
        .field("additionalProperties", false);
}
