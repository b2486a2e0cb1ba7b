-- Long records are kept in several rows: a program that does not know of closed volumes could not read them.
UPDATE store SET oldest_program = 2;
