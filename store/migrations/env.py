"""Alembic's entry: runs migrations on the engine that `store.migrate` hands over."""

from alembic import context

from store import authoring, gaps, incidents, screen, staff  # noqa: F401 -- their tables belong to the schema
from store.schema import Base

database = context.config.attributes["database"]

# one transaction for all, which SQLAlchemy knows of: Alembic would commit after each migration of SQLite, and
# give the lock away between two of them
with database.engine.connect() as connection, connection.begin():
    # several programs may start at the same moment: the second one finds that there is nothing to do
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('linezero migrations'))")
    else:
        database.begin(connection)
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
