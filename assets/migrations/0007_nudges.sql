-- 0007: nudges: what the person said about them, what was shown, and what was heard of the person.

-- When the person wants to hear nothing: a projection.
CREATE TABLE snoozes (
    row       INTEGER PRIMARY KEY,
    id        BLOB    NOT NULL UNIQUE,
    start_ms  INTEGER NOT NULL,
    start_off INTEGER NOT NULL,
    end_ms    INTEGER NOT NULL,
    end_off   INTEGER NOT NULL,
    how       TEXT    NOT NULL
) STRICT;
CREATE INDEX snoozes_end ON snoozes (end_ms);

-- Signs of the early warning that the person says are none: a projection.
CREATE TABLE disputes (
    sign  TEXT    NOT NULL,
    at_ms INTEGER NOT NULL,
    body  TEXT    NOT NULL,          -- JSON
    PRIMARY KEY (sign, at_ms)
) STRICT, WITHOUT ROWID;

-- The nudges that were shown. No projection: nothing that the person did, so undo leaves it alone and the journal
-- knows nothing of it. Whoever inserts a row shows the nudge.
CREATE TABLE told (
    row         INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    at_ms       INTEGER NOT NULL,
    at_off      INTEGER NOT NULL,
    rule        TEXT    NOT NULL,
    due_ms      INTEGER NOT NULL,
    due_off     INTEGER NOT NULL,
    text        TEXT    NOT NULL,
    answer      TEXT,
    answer_ms   INTEGER,
    answer_off  INTEGER,
    UNIQUE (rule, due_ms)
) STRICT;
CREATE INDEX told_at ON told (at_ms);

-- What machines noticed of the person: absences, silences of the desktop, and marks. No projection either.
CREATE TABLE heard (
    row         INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    start_ms    INTEGER NOT NULL,
    start_off   INTEGER NOT NULL,
    end_ms      INTEGER,
    end_off     INTEGER,
    noticed_ms  INTEGER NOT NULL,
    noticed_off INTEGER NOT NULL,
    what        TEXT    NOT NULL,
    explained   TEXT
) STRICT;
CREATE INDEX heard_start ON heard (start_ms);
CREATE INDEX heard_open ON heard (start_ms) WHERE end_ms IS NULL;
CREATE INDEX heard_long ON heard (start_ms) WHERE end_ms - start_ms > 86400000;
