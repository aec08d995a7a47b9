"""What line zero remembers: the schema, the engine, migrations. SQLite by default, PostgreSQL where one
machine is not enough; every query runs on both."""
