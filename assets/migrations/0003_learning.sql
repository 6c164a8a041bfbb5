-- 0003: what learning needs: kinds of work that were renamed, merged or objected to, and the learned profile.

-- Names under which a kind of work stands in the log, as a JSON array; NULL when there are none.
ALTER TABLE types ADD COLUMN formerly TEXT;
-- What the person holds against its learned hours: muted, disputed; NULL when nothing.
ALTER TABLE types ADD COLUMN objection TEXT;

-- Numbers below this were given to tasks that were forgotten, of which the journal knows nothing any more.
ALTER TABLE store ADD COLUMN forgotten_no INTEGER NOT NULL DEFAULT 1;

-- The learned profile: numbers that are computed from the log and can be computed again at any time.
CREATE TABLE profile (
    only_row    INTEGER PRIMARY KEY CHECK (only_row = 1),
    -- Of the model that made it; another version computes it anew.
    version     INTEGER NOT NULL,
    -- The journal's last seq that it has seen.
    through_seq INTEGER NOT NULL,
    -- The work day it was made on, and the settings it was made with.
    as_of       TEXT    NOT NULL,
    habits      TEXT    NOT NULL,
    body        TEXT    NOT NULL
) STRICT;
