-- Who saw what: rows are added and never changed. Each is hashed with the one before it in the chain of its writer; seals say how far every
-- chain had come. Times are milliseconds since 1970, UTC.
CREATE TABLE views
(
    writer TEXT NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seen_by TEXT NOT NULL,
    role TEXT NOT NULL,
    seen_in TEXT NOT NULL,
    what TEXT NOT NULL,
    authority TEXT,
    agency TEXT,
    child TEXT,
    children INTEGER,
    asked TEXT,
    reason TEXT,
    hash_before TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_views PRIMARY KEY (writer, number)
) WITHOUT ROWID;

CREATE INDEX ix_views_child ON views (authority, child, at);
CREATE INDEX ix_views_at ON views (authority, at);

CREATE TABLE view_seals
(
    number INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    chains TEXT NOT NULL,
    hash_before TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TRIGGER views_stay_as_written BEFORE UPDATE ON views BEGIN SELECT RAISE(ABORT, 'The log of views is only added to.'); END;
CREATE TRIGGER views_stay BEFORE DELETE ON views BEGIN SELECT RAISE(ABORT, 'The log of views is only added to.'); END;
CREATE TRIGGER view_seals_stay_as_written BEFORE UPDATE ON view_seals BEGIN SELECT RAISE(ABORT, 'The log of views is only added to.'); END;
CREATE TRIGGER view_seals_stay BEFORE DELETE ON view_seals BEGIN SELECT RAISE(ABORT, 'The log of views is only added to.'); END;
