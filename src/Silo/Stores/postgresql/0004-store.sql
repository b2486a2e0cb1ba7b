-- Which store this is, and the oldest program that may work with it: an older one does not start on it. A script that older programs
-- could not live with sets a higher number here, and the program that carries it knows that number as its own (StoreFormat).
CREATE TABLE store
(
    id text NOT NULL CONSTRAINT pk_store PRIMARY KEY,
    oldest_program integer NOT NULL,
    probed_on timestamptz
);

INSERT INTO store (id, oldest_program) VALUES (md5(random()::text || clock_timestamp()::text), 1);
