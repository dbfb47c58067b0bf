"""What alembic runs to migrate: over the connection that `models.store.migrate` hands it, a transaction a change."""

from alembic import context

from models.store.migrate import SCHEMA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    version_table_schema=SCHEMA,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
