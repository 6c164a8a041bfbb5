-- 0005: calendars: which are read, and what was in them when they were read last.

ALTER TABLE events ADD COLUMN all_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN day_off INTEGER NOT NULL DEFAULT 0;

-- The calendars that are read: a projection.
CREATE TABLE calendars (
    id   BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    body TEXT NOT NULL             -- JSON
) STRICT;

-- What was read last, and of what. May be deleted at any time: it is read again.
CREATE TABLE calendar_reads (
    calendar BLOB    NOT NULL PRIMARY KEY,
    -- How it was meant, which days were wanted, and which program read it.
    meant    TEXT    NOT NULL,
    -- What its files looked like from outside.
    print    INTEGER NOT NULL,
    read_ms  INTEGER NOT NULL,
    events   INTEGER NOT NULL,
    faults   TEXT    NOT NULL      -- JSON: what was wrong with it, in words
) STRICT;

-- Its events.
CREATE TABLE calendar_events (
    source    BLOB    NOT NULL,
    uid       TEXT    NOT NULL,
    calendar  TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    start_ms  INTEGER NOT NULL,
    start_off INTEGER NOT NULL,
    end_ms    INTEGER NOT NULL,
    end_off   INTEGER NOT NULL,
    busy      INTEGER NOT NULL,
    all_day   INTEGER NOT NULL,
    day_off   INTEGER NOT NULL
) STRICT;
CREATE INDEX calendar_events_source ON calendar_events (source);
CREATE INDEX calendar_events_start ON calendar_events (start_ms);
CREATE INDEX calendar_events_long ON calendar_events (start_ms) WHERE end_ms - start_ms > 86400000;
