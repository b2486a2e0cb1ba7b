-- What Orleans asks of a database, by name. Our own statements: the columns they give and the parameters they take are the provider's contract.
CREATE TABLE OrleansQuery
(
    QueryKey varchar(64) NOT NULL PRIMARY KEY,
    QueryText varchar(8000) NOT NULL
);

-- One row a grain. The provider keeps a key that looks like a number or a guid as a number, without its text: such a key has no text here
-- and is refused, so that two grains can never share a row.
CREATE TABLE records
(
    service_id text NOT NULL,
    state_name text NOT NULL,
    grain_key text NOT NULL CHECK (grain_key LIKE '%/%'),
    version integer NOT NULL,
    modified_on timestamptz NOT NULL,
    payload bytea,
    CONSTRAINT pk_records PRIMARY KEY (service_id, state_name, grain_key)
) WITH (fillfactor = 70);

-- Records are JSON of some tens of kilobytes, rewritten whole: the faster compression, where this server was built with it.
DO $$
BEGIN
    ALTER TABLE records ALTER COLUMN payload SET COMPRESSION lz4;
EXCEPTION
    WHEN feature_not_supported THEN NULL;
END
$$;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
    WITH updated AS (
        UPDATE records SET payload = @PayloadBinary, modified_on = now(), version = version + 1
        WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
            AND version = @GrainStateVersion::integer
        RETURNING version),
    inserted AS (
        INSERT INTO records (service_id, state_name, grain_key, version, modified_on, payload)
        SELECT @ServiceId, @GrainTypeString, @GrainIdExtensionString, 1, now(), @PayloadBinary
        WHERE @GrainStateVersion::integer IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version)
    SELECT version AS NewGrainStateVersion FROM updated UNION ALL SELECT version FROM inserted
'),
('ReadFromStorageKey', '
    SELECT payload AS PayloadBinary, version AS Version FROM records
    WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
'),
-- Nothing in this platform clears a record; the provider does not start without the statement.
('ClearStorageKey', '
    UPDATE records SET payload = NULL, modified_on = now(), version = version + 1
    WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
        AND version = @GrainStateVersion::integer
    RETURNING version AS NewGrainStateVersion
');
