-- 0009: what another program would have the person do (`heyday mcp`). Nothing of it is done before they say so. A row
-- goes when they have answered; it is no fact and may be deleted at any time.

CREATE TABLE suggestions (
    no     INTEGER PRIMARY KEY AUTOINCREMENT, -- what the person answers to; never used for another one
    at_ms  INTEGER NOT NULL,
    at_off INTEGER NOT NULL,
    who    TEXT    NOT NULL,                  -- the program's own name; hostile text, as all words here
    words  TEXT    NOT NULL UNIQUE,           -- the command, as a JSON array of its words
    comes  TEXT    NOT NULL,                  -- what heyday said to a rehearsal of it
    why    TEXT    NOT NULL
) STRICT;
