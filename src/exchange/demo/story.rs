//! The words and habits of the made-up person: one table of kinds of work, read by the simulation and by the
//! tests. They keep an open map of bird migration going, with two colleagues and many volunteers.

/// A piece of work: title, project, estimate in minutes.
pub(super) struct Job(pub(super) &'static str, pub(super) &'static str, pub(super) u32);

/// A kind of work and how this person does it.
pub(super) struct Kind {
    /// Its name among the task types.
    pub(super) name: &'static str,
    /// Share of the sessions that are no meeting; together they use up the jobs of every kind at one pace.
    pub(super) share: f64,
    /// Median of actual / estimate, and the standard deviation of its logarithm.
    pub(super) pace: (f64, f64),
    /// Focus away from every peak, on the scale of 1 to 5.
    pub(super) focus: f64,
    /// Where the focus peaks: centre and width in hours, height in rating points.
    pub(super) peaks: &'static [(f64, f64, f64)],
    /// What there is to do, in the order of the story.
    pub(super) jobs: &'static [Job],
}

/// Everything the person does at the desk, besides meetings and mail.
pub(super) const KINDS: [Kind; 6] = [
    Kind {
        name: "coding",
        share: 0.48,
        pace: (1.20, 0.40),
        focus: 3.1,
        peaks: &[(11.0, 0.9, 1.3), (16.0, 0.9, 1.2)],
        jobs: CODING,
    },
    Kind {
        name: "writing",
        share: 0.20,
        pace: (1.20, 0.30),
        focus: 2.8,
        peaks: &[(10.0, 1.1, 1.7)],
        jobs: WRITING,
    },
    Kind {
        name: "review",
        share: 0.12,
        pace: (1.30, 0.35),
        focus: 3.3,
        peaks: &[(14.5, 1.2, 0.6)],
        jobs: REVIEW,
    },
    Kind { name: "admin", share: 0.07, pace: (1.15, 0.30), focus: 3.4, peaks: &[], jobs: ADMIN },
    Kind {
        name: "learning",
        share: 0.07,
        pace: (1.15, 0.30),
        focus: 3.2,
        peaks: &[(16.5, 1.0, 0.9)],
        jobs: LEARNING,
    },
    Kind {
        name: "design",
        share: 0.06,
        pace: (1.20, 0.40),
        focus: 3.3,
        peaks: &[(10.5, 1.5, 0.6)],
        jobs: DESIGN,
    },
];

/// What some jobs take besides their kind of work: the tag, how much less time the person thinks they need than they do,
/// and how their titles are known.
const SKILLS: [(&str, f64, &[&str]); 4] = [
    (
        "geo",
        2.0,
        &[
            "storks teleport",
            "gap in the track",
            "one bird's journey",
            "coastline",
            "wind data",
            "Group sightings",
            "poster map at",
            "night tiles",
            "by altitude",
            "missing night",
            "new tile format",
            "altitude legend",
            "curlew",
        ],
    ),
    (
        "sql",
        1.0,
        &[
            "yearly report",
            "bulk edits",
            "ring number",
            "midnight",
            "in any language",
            "stations table",
            "nightly job",
        ],
    ),
    ("outreach", 1.0, &["Blog", "Newsletter", "guide", "talk", "Letter to", "museum", "licence"]),
    ("stats", 1.0, &["statistics", "sample sizes", "drift", "methods", "last month's counts"]),
];

/// The skills that a job takes, and how much longer than the person thinks.
pub(super) fn skills(title: &str) -> (Vec<String>, f64) {
    let own = || SKILLS.iter().filter(|(.., known)| known.iter().any(|word| title.contains(word)));
    let longer = own().map(|(_, longer, _)| *longer).fold(1.0, f64::max);
    (own().map(|(tag, ..)| (*tag).to_owned()).collect(), longer)
}

const CODING: &[Job] = &[
    Job("Find out why storks teleport to latitude 0", "flyway.api", 150),
    Job("Cache the night tiles", "flyway.map", 195),
    Job("Make the import survive a half-written GPS file", "flyway.import", 225),
    Job("Stop counting the same gull twice at midnight", "flyway.import", 120),
    Job("Let wardens correct a ring number after the fact", "flyway.api", 270),
    Job("Show a gap in the track as a gap", "flyway.map", 90),
    Job("Replace the hand-rolled date parser", "flyway.import", 120),
    Job("Fix the off-by-one in the moult calendar", "flyway.api", 45),
    Job("Draw 40,000 birds without a stutter", "flyway.map", 420),
    Job("Retry uploads from the lighthouse when the link drops", "flyway.import", 195),
    Job("Track down the flaky tide test", "flyway.import", 90),
    Job("Make the time slider work from the keyboard", "flyway.map", 150),
    Job("Find a bird by any of its names, in any language", "flyway.api", 225),
    Job("Speed up the yearly report", "flyway.api", 165),
    Job("Remove the last of the old ringing form", "flyway.api", 270),
    Job("Export one bird's journey as GPX", "flyway.api", 120),
    Job("Rate-limit the public API politely", "flyway.api", 90),
    Job("Colour tracks by altitude, readable for everyone", "flyway.map", 150),
    Job("Fold wind data into the flight model", "flyway.model", 345),
    Job("Undo for the wardens' bulk edits", "flyway.api", 270),
    Job("Snap noisy fixes to the coastline", "flyway.model", 210),
    Job("Move the nightly job off Noor's old laptop", "flyway.import", 135),
    Job("Log less, and say more when it fails", "flyway.import", 75),
    Job("Tell a curlew from a whimbrel", "flyway.model", 345),
    Job("Pin down the memory leak in the tile server", "flyway.map", 210),
    Job("Serve the station photos in sane sizes", "flyway.map", 90),
    Job("Accept decimal commas in the counting sheets", "flyway.import", 45),
    Job("A health check that wakes nobody at night", "flyway.api", 75),
    Job("Group sightings by tide", "flyway.model", 135),
    Job("Print the poster map at 600 dpi", "flyway.map", 90),
    Job("Let the field app work a week without a network", "flyway.field", 495),
    Job("Read the ring numbers off trail camera pictures", "flyway.model", 375),
];

const WRITING: &[Job] = &[
    Job("Outline the methods paper", "paper", 75),
    Job("Draft the introduction", "paper", 195),
    Job("Blog post: a winter with 214 godwits", "outreach", 135),
    Job("Describe the drift correction so that a reviewer believes it", "paper", 210),
    Job("Release notes for 4.2", "flyway", 45),
    Job("Write the guide for new wardens", "outreach", 225),
    Job("Captions for figures 1 to 4", "paper", 75),
    Job("Grant: the two pages on impact", "grant", 225),
    Job("Explain the data licence in plain words", "outreach", 75),
    Job("Rewrite the abstract, again", "paper", 45),
    Job("Write down how we deploy, before we forget", "flyway", 120),
    Job("Answer reviewer 2", "paper", 225),
    Job("Newsletter: the night the starlings came", "outreach", 90),
    Job("Grant: the budget, justified", "grant", 120),
    Job("Cut the discussion by a third", "paper", 135),
    Job("Obituary for the old tracking server", "flyway", 30),
    Job("Museum talk: slides 1 to 12", "outreach", 195),
    Job("Letter to the ferry company about the antenna", "outreach", 30),
    Job("Release notes for 4.3", "flyway", 45),
    Job("Grant: what happens if it fails", "grant", 90),
];

const REVIEW: &[Job] = &[
    Job("Review Noor's tile cache", "flyway.map", 45),
    Job("Review the new ring number rules", "flyway.api", 30),
    Job("Read Tomasz's chapter on stopover sites", "paper", 90),
    Job("Review Noor's retry loop (the third try)", "flyway.import", 40),
    Job("Check the translations from the Frisian volunteers", "outreach", 45),
    Job("Review the tide test fix", "flyway.import", 25),
    Job("Read the ministry's draft rules on drone counts", "grant", 120),
    Job("Review Ilse's colour scale", "flyway.map", 30),
    Job("Go through the 14 open pull requests from the hack day", "flyway", 135),
    Job("Review the altitude legend", "flyway.map", 25),
    Job("Referee report: geese and wind farms", "paper", 150),
    Job("Review the wind data importer", "flyway.model", 75),
    Job("Check last month's counts against the wardens' books", "flyway.import", 90),
    Job("Review Noor's undo", "flyway.api", 50),
    Job("Read the thesis proposal of the new student", "paper", 75),
    Job("Review the coastline snapping", "flyway.model", 45),
    Job("Review the dependency updates", "flyway", 30),
    Job("Proofread the wardens' guide", "outreach", 75),
    Job("Review the offline queue", "flyway.field", 75),
    Job("Second look at the curlew classifier", "flyway.model", 45),
];

const ADMIN: &[Job] = &[
    Job("Book the ferry for the autumn count", "team", 20),
    Job("Renew the certificate for the tile server", "flyway", 25),
    Job("Receipts from the September trip", "team", 45),
    Job("Order twelve field notebooks, the waterproof ones", "team", 15),
    Job("Plan the next two weeks with Noor and Ilse", "team", 45),
    Job("Insurance for the two telescopes", "team", 40),
    Job("Move the shared photos to the new disk", "team", 50),
    Job("Invoice the province for the poster maps", "grant", 30),
    Job("Sort the bug reports from the field app", "flyway.field", 75),
    Job("Find a date for the volunteers' evening", "outreach", 25),
    Job("Contracts for the winter wardens", "team", 90),
    Job("Report the lost trail camera", "team", 20),
    Job("Clean up the issue tracker", "flyway", 75),
    Job("Numbers for the yearly accounts", "team", 120),
    Job("Travel plan for the Gdansk workshop", "paper", 45),
    Job("Passwords out of the old wiki", "team", 45),
];

const LEARNING: &[Job] = &[
    Job("Kalman filters, chapter 4, with the exercises", "skills", 150),
    Job("Watch the talk on vector tiles and try it", "skills", 90),
    Job("Learn enough R to read Tomasz's scripts", "skills", 195),
    Job("Read the paper on light-level geolocation", "skills", 120),
    Job("Course: statistics for counts, week 1", "skills", 135),
    Job("Course: statistics for counts, week 2", "skills", 135),
    Job("Practise telling waders apart by call", "skills", 45),
    Job("Course: statistics for counts, week 3", "skills", 135),
];

const DESIGN: &[Job] = &[
    Job("Sketch the warden's morning screen", "flyway.field", 120),
    Job("How should a missing night look on the map?", "flyway.map", 90),
    Job("Data model for re-ringed birds", "flyway.api", 150),
    Job("One page: what the field app must do without a network", "flyway.field", 120),
    Job("Legend that works on a phone in sunlight", "flyway.map", 120),
    Job("Decide how long we keep raw tracks", "flyway.api", 75),
    Job("Sketch the poster for the museum", "outreach", 90),
    Job("Plan the move to the new tile format", "flyway.map", 135),
];

/// What breaks in, mostly in the afternoon.
pub(super) const INTERRUPTIONS: &[&str] = &[
    "Noor: a question about the tiles",
    "phone: the harbour museum",
    "a warden can't log in",
    "chat",
    "parcel for the neighbours",
    "server alarm, false",
    "Ilse: which blue?",
    "",
    "",
];

/// What is said at the end of a session, now and then.
pub(super) const NOTES: &[&str] = &[
    "went better than feared",
    "stuck for a while, then a walk helped",
    "next: write the test first",
    "half of it was reading old code",
    "too tired for this, move it to a morning",
    "asked Tomasz, waiting for numbers",
    "good stretch",
];
