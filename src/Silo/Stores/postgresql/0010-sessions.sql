-- Who is signed in at the web nodes, so that a sign-in ends everywhere. Times are milliseconds of UTC since 1970.
CREATE TABLE sessions
(
    id text NOT NULL CONSTRAINT pk_sessions PRIMARY KEY,
    person text NOT NULL,
    provider_session text,
    begun_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    ended_at bigint,
    ended_because text
);

CREATE INDEX sessions_of_person ON sessions (person);
CREATE INDEX sessions_of_provider ON sessions (provider_session);

-- Whether this store was ever used with an identity provider or for a demonstration: it is never used for the other. A table of its own,
-- because a node that is about to apply this holds a lock on the table store.
CREATE TABLE store_use
(
    only_row integer NOT NULL CONSTRAINT pk_store_use PRIMARY KEY CHECK (only_row = 1),
    used_for text NOT NULL
);
