CREATE TABLE membership_version
(
    deployment_id text NOT NULL CONSTRAINT pk_membership_version PRIMARY KEY,
    version integer NOT NULL DEFAULT 0,
    modified_on timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE membership
(
    deployment_id text NOT NULL REFERENCES membership_version (deployment_id),
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    proxy_port integer,
    suspect_times text,
    start_time timestamptz NOT NULL,
    i_am_alive_time timestamptz NOT NULL,
    CONSTRAINT pk_membership PRIMARY KEY (deployment_id, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
    WITH inserted AS (
        INSERT INTO membership_version (deployment_id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM inserted
'),
-- The whole table has one version, and every change of a member takes the next: two nodes cannot both change it on what they read before.
('InsertMembershipKey', '
    WITH bumped AS (
        UPDATE membership_version SET version = version + 1, modified_on = now()
        WHERE deployment_id = @DeploymentId AND version = @Version
            AND NOT EXISTS (SELECT 1 FROM membership m
                WHERE m.deployment_id = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
        RETURNING deployment_id),
    inserted AS (
        INSERT INTO membership (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
        SELECT deployment_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM bumped
        RETURNING 1)
    SELECT count(*)::integer FROM inserted
'),
('UpdateMembershipKey', '
    WITH bumped AS (
        UPDATE membership_version SET version = version + 1, modified_on = now()
        WHERE deployment_id = @DeploymentId AND version = @Version
            AND EXISTS (SELECT 1 FROM membership m
                WHERE m.deployment_id = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
        RETURNING deployment_id),
    updated AS (
        UPDATE membership m SET status = @Status, suspect_times = @SuspectTimes::text, i_am_alive_time = @IAmAliveTime
        FROM bumped
        WHERE m.deployment_id = bumped.deployment_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
        RETURNING 1)
    SELECT count(*)::integer FROM updated
'),
('UpdateIAmAlivetimeKey', '
    UPDATE membership SET i_am_alive_time = @IAmAliveTime
    WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
'),
('MembershipReadRowKey', '
    SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
        m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
        m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
    FROM membership_version v
        LEFT JOIN membership m ON m.deployment_id = v.deployment_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.deployment_id = @DeploymentId
'),
('MembershipReadAllKey', '
    SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
        m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
        m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
    FROM membership_version v LEFT JOIN membership m ON m.deployment_id = v.deployment_id
    WHERE v.deployment_id = @DeploymentId
'),
('GatewaysQueryKey', '
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM membership
    WHERE deployment_id = @DeploymentId AND status = @Status AND proxy_port > 0
'),
('DeleteMembershipTableEntriesKey', '
    WITH members AS (DELETE FROM membership WHERE deployment_id = @DeploymentId)
    DELETE FROM membership_version WHERE deployment_id = @DeploymentId
'),
-- 3 is a node that is active: it is never cleaned away, however old its last sign of life.
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM membership WHERE deployment_id = @DeploymentId AND i_am_alive_time < @IAmAliveTime AND status <> 3
');
