-- Who is signed in at the web nodes, so that a sign-in ends everywhere. Times are milliseconds of UTC since 1970.
CREATE TABLE sessions
(
    id TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    provider_session TEXT,
    begun_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_because TEXT
);

CREATE INDEX sessions_of_person ON sessions (person);
CREATE INDEX sessions_of_provider ON sessions (provider_session);

-- Whether this store was ever used with an identity provider or for a demonstration: it is never used for the other. A table of its own,
-- because a node that is about to apply this holds a lock on the table store.
CREATE TABLE store_use
(
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    used_for TEXT NOT NULL
);
