-- 0004: planning: the blocks of the accepted plan, and the proposal that was shown last.

-- The accepted plan, past and to come: a projection.
CREATE TABLE blocks (
    row       INTEGER PRIMARY KEY,
    id        BLOB    NOT NULL UNIQUE,
    -- What a person calls it; another that is long over may have had the same.
    no        INTEGER NOT NULL,
    task      BLOB    NOT NULL,
    also      BLOB,                -- the other tasks of a bundle, 16 bytes for each; NULL when there are none
    start_ms  INTEGER NOT NULL,
    start_off INTEGER NOT NULL,
    end_ms    INTEGER NOT NULL,
    end_off   INTEGER NOT NULL,
    pinned    INTEGER NOT NULL
) STRICT;
-- No block is longer than a day: what touches a span ends in it, or less than a day after it.
CREATE INDEX blocks_end ON blocks (end_ms);

-- The facts that changed the plan, so that its versions are found without reading the log.
CREATE INDEX journal_plan ON journal (seq, group_id) WHERE substr(body, 1, 14) = '{"fact":"block';

-- What `plan` showed last, so that what is accepted is what was seen. May be deleted at any time.
CREATE TABLE draft (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    -- The journal's last seq that it knew.
    seq      INTEGER NOT NULL,
    made_ms  INTEGER NOT NULL,
    body     TEXT    NOT NULL
) STRICT;
