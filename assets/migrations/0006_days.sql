-- 0006: days: which the person has closed, and what was offered on them.

-- The closed work days: a projection.
CREATE TABLE closings (
    day  TEXT NOT NULL PRIMARY KEY,  -- 2026-11-25
    body TEXT NOT NULL               -- JSON
) STRICT;

-- On which work day a guided flow was last offered, so that it is offered once. May be deleted at any time: it is
-- offered once more then.
CREATE TABLE offers (
    flow TEXT NOT NULL PRIMARY KEY,
    day  TEXT NOT NULL
) STRICT;
