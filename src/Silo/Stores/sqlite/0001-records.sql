-- What Orleans asks of a database, by name. Our own statements: the columns they give and the parameters they take are the provider's contract.
CREATE TABLE OrleansQuery
(
    QueryKey TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
) WITHOUT ROWID;

-- One row a grain. The provider keeps a key that looks like a number or a guid as a number, without its text: such a key has no text here
-- and is refused, so that two grains can never share a row.
CREATE TABLE records
(
    service_id TEXT NOT NULL,
    state_name TEXT NOT NULL,
    grain_key TEXT NOT NULL CHECK (grain_key LIKE '%/%'),
    version INTEGER NOT NULL,
    modified_on TEXT NOT NULL,
    payload BLOB,
    CONSTRAINT pk_records PRIMARY KEY (service_id, state_name, grain_key)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
    INSERT INTO records (service_id, state_name, grain_key, version, modified_on, payload)
    SELECT @ServiceId, @GrainTypeString, @GrainIdExtensionString, 1, strftime(''%Y-%m-%dT%H:%M:%fZ'', ''now''), @PayloadBinary
    WHERE @GrainStateVersion IS NULL OR EXISTS (SELECT 1 FROM records
        WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString)
    ON CONFLICT (service_id, state_name, grain_key) DO UPDATE
        SET payload = excluded.payload, modified_on = excluded.modified_on, version = records.version + 1
        WHERE records.version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion
'),
('ReadFromStorageKey', '
    SELECT payload AS PayloadBinary, version AS Version FROM records
    WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
'),
-- Nothing in this platform clears a record; the provider does not start without the statement.
('ClearStorageKey', '
    UPDATE records SET payload = NULL, modified_on = strftime(''%Y-%m-%dT%H:%M:%fZ'', ''now''), version = version + 1
    WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion
');
