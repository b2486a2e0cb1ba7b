-- Who saw what: rows are added and never changed. Each is hashed with the one before it in the chain of its writer; seals say how far every
-- chain had come. Times are milliseconds since 1970, UTC.
CREATE TABLE views
(
    writer text NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    seen_by text NOT NULL,
    role text NOT NULL,
    seen_in text NOT NULL,
    what text NOT NULL,
    authority text,
    agency text,
    child text,
    children integer,
    asked text,
    reason text,
    hash_before text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT pk_views PRIMARY KEY (writer, number)
);

CREATE INDEX ix_views_child ON views (authority, child, at);
CREATE INDEX ix_views_at ON views (authority, at);

CREATE TABLE view_seals
(
    number bigint NOT NULL CONSTRAINT pk_view_seals PRIMARY KEY,
    at bigint NOT NULL,
    chains text NOT NULL,
    hash_before text NOT NULL,
    hash text NOT NULL
);

CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log of views is only added to.';
END
$$;

CREATE TRIGGER views_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON views FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER view_seals_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON view_seals FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
