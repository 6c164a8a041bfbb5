-- 0010: to which practice the person has said no (`heyday skills`), so that it is not proposed again soon. A tag and a time,
-- and no number that was found; it is no fact and may be deleted at any time.

CREATE TABLE declined (
    tag   TEXT    PRIMARY KEY,
    at_ms INTEGER NOT NULL
) STRICT;
