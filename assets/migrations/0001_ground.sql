-- 0001: the journal of facts, the undo groups, and the projections of the journal.
--
-- A migration is never edited once released; the next one gets the next number. `PRAGMA user_version`
-- says how many have run; the caller runs them in one IMMEDIATE transaction.
--
-- Instants are two columns: `_ms` (UTC milliseconds since 1970) and `_off` (minutes east of UTC that were
-- in force there and then). Ids are the 16 bytes of a UUID. Words are those of the JSON formats.

-- The one row of what belongs to the whole store.
CREATE TABLE store (
    only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
    created_ms INTEGER NOT NULL,
    -- Task numbers below this were given once and are not given again, although no task may bear them.
    next_no    INTEGER NOT NULL,
    -- No logical clock of a fact made here may be lower: room for merging journals.
    clock      INTEGER NOT NULL
) STRICT;

-- Where facts were made. Number 1 is this store; others come with their journals one day.
CREATE TABLE devices (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE
) STRICT;

-- One row for each command: what undo and redo take back and bring back, whole.
CREATE TABLE groups (
    id        INTEGER PRIMARY KEY,
    verb      TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    -- do, undo, redo; `setup` is what a new store starts with and is no step of undo.
    kind      TEXT    NOT NULL,
    -- The `do` group that an undo or redo is about.
    target    INTEGER REFERENCES groups (id),
    -- applied, undone (may be redone), dead (undone, and something else was done since).
    status    TEXT    NOT NULL,
    at_ms     INTEGER NOT NULL,
    at_off    INTEGER NOT NULL,
    -- Its facts are contiguous.
    first_seq INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL
) STRICT;
CREATE INDEX groups_undone ON groups (id) WHERE status = 'undone';

-- The facts, in the order in which they happened to this store. Append only.
CREATE TABLE journal (
    seq      INTEGER PRIMARY KEY,
    -- UUID version 7: the same fact has the same id in every journal.
    id       BLOB    NOT NULL,
    device   INTEGER NOT NULL REFERENCES devices (no),
    -- Hybrid logical clock: milliseconds << 16 | counter. Orders facts across devices.
    clock    INTEGER NOT NULL,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    at_ms    INTEGER NOT NULL,
    at_off   INTEGER NOT NULL,
    -- What the fact is about: a UUID's bytes, or the bytes of a name.
    entity   BLOB    NOT NULL,
    -- The change, as JSON.
    body     TEXT    NOT NULL,
    -- Over all of the above: finds what rots inside a cell, where SQLite's own check can't see it.
    checksum INTEGER NOT NULL
) STRICT;

-- Projections: what the journal adds up to. All of it can be rebuilt. References between them are not
-- declared, because an imported log may speak of tasks that are gone.

CREATE TABLE tasks (
    no          INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    title       TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    priority    TEXT    NOT NULL,
    kind        TEXT,
    project     TEXT,
    tags        TEXT,              -- JSON array, NULL when there are none
    estimate_s  INTEGER,
    due_ms      INTEGER,
    due_off     INTEGER,
    due_hard    INTEGER,
    from_ms     INTEGER,
    from_off    INTEGER,
    on_day      TEXT,
    place       TEXT,
    after       BLOB,              -- 16 bytes for each, NULL when there are none
    every       TEXT,
    series      BLOB,
    chunk_min_s INTEGER,
    chunk_max_s INTEGER,
    splittable  INTEGER NOT NULL,
    created_ms  INTEGER NOT NULL,
    created_off INTEGER NOT NULL,
    closed_ms   INTEGER,
    closed_off  INTEGER,
    tracked_s   INTEGER NOT NULL,  -- work in ended sessions
    note        TEXT    NOT NULL
) STRICT;
-- Partial, so that commands cost the same whatever the past holds.
-- With all that ranking looks at, so that a status line reads a few pages and not the whole table.
CREATE INDEX tasks_open ON tasks (
    no, id, status, priority, project, tags, estimate_s, due_ms, due_off, due_hard, from_ms, from_off,
    on_day, after, created_ms, created_off, tracked_s
) WHERE status IN ('open', 'waiting');
CREATE INDEX tasks_closed ON tasks (closed_ms) WHERE closed_ms IS NOT NULL;
CREATE INDEX tasks_series ON tasks (series) WHERE series IS NOT NULL;

-- `tasks.after` the other way round: who waits for a task.
CREATE TABLE waits (
    after BLOB NOT NULL,
    task  BLOB NOT NULL,
    PRIMARY KEY (after, task)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    row           INTEGER PRIMARY KEY,
    id            BLOB    NOT NULL UNIQUE,
    task          BLOB,
    kind          TEXT,
    start_ms      INTEGER NOT NULL,
    start_off     INTEGER NOT NULL,
    end_ms        INTEGER,
    end_off       INTEGER,
    focus         INTEGER,
    outcome       TEXT,
    source        TEXT    NOT NULL,
    confirmed_ms  INTEGER,
    confirmed_off INTEGER,
    interruptions TEXT,            -- JSON array, NULL when there are none
    worked_s      INTEGER,         -- NULL while it runs
    note          TEXT    NOT NULL
) STRICT;
CREATE INDEX sessions_start ON sessions (start_ms);
CREATE INDEX sessions_task ON sessions (task) WHERE task IS NOT NULL;
CREATE INDEX sessions_running ON sessions (start_ms) WHERE end_ms IS NULL;
-- Those longer than a day: what touches a span starts in it, less than a day before it, or is in here.
CREATE INDEX sessions_long ON sessions (start_ms) WHERE end_ms - start_ms > 86400000;

CREATE TABLE breaks (
    row       INTEGER PRIMARY KEY,
    id        BLOB    NOT NULL UNIQUE,
    start_ms  INTEGER NOT NULL,
    start_off INTEGER NOT NULL,
    end_ms    INTEGER,
    end_off   INTEGER,
    class     TEXT    NOT NULL,
    natural   INTEGER NOT NULL,
    planned_s INTEGER
) STRICT;
CREATE INDEX breaks_start ON breaks (start_ms);
CREATE INDEX breaks_running ON breaks (start_ms) WHERE end_ms IS NULL;
CREATE INDEX breaks_long ON breaks (start_ms) WHERE end_ms - start_ms > 86400000;

CREATE TABLE events (
    uid       TEXT    NOT NULL,
    calendar  TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    start_ms  INTEGER NOT NULL,
    start_off INTEGER NOT NULL,
    end_ms    INTEGER NOT NULL,
    end_off   INTEGER NOT NULL,
    busy      INTEGER NOT NULL,
    PRIMARY KEY (start_ms, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_uid ON events (uid);
CREATE INDEX events_long ON events (start_ms) WHERE end_ms - start_ms > 86400000;

-- The kinds of work, in the person's order.
CREATE TABLE types (
    pos  INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    mode TEXT NOT NULL
) STRICT;
