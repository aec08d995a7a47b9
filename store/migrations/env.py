"""Alembic's entry: runs migrations on the engine that `store.migrate` hands over."""

from alembic import context
from sqlalchemy import text

from store import authoring, gaps, incidents, screen, staff  # noqa: F401 -- their tables belong to the schema
from store.schema import Base

# several programs may start at the same moment: the second one finds that there is nothing to do
engine = context.config.attributes["engine"].execution_options(begin="BEGIN IMMEDIATE")  # for SQLite
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('linezero migrations'))")

with engine.connect() as connection:
    if connection.dialect.name == "postgresql":
        connection.execute(_ONE_AT_A_TIME)
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
