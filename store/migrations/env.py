"""Alembic's entry: runs migrations on the engine that `store.migrate` hands over."""

from alembic import context

from store import authoring, gaps, incidents, screen, staff  # noqa: F401 -- their tables belong to the schema
from store.schema import Base

database = context.config.attributes["database"]

with database.engine.connect() as connection:
    # several programs may start at the same moment: the second one finds that there is nothing to do
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('linezero migrations'))")
    else:
        database.begin(connection)
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
