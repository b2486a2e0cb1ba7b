-- Which store this is, and the oldest program that may work with it: an older one does not start on it. A script that older programs
-- could not live with sets a higher number here, and the program that carries it knows that number as its own (StoreFormat).
CREATE TABLE store
(
    id TEXT NOT NULL PRIMARY KEY,
    oldest_program INTEGER NOT NULL,
    probed_on TEXT
);

INSERT INTO store (id, oldest_program) VALUES (lower(hex(randomblob(16))), 1);
