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

-- Whether this store was ever used with an identity provider or for a demonstration: it is never used for the other.
ALTER TABLE store ADD COLUMN used_for text;
