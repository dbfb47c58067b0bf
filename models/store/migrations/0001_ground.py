"""Schemas, privileges by default, tables that only grow, who acts, and the job queue."""

from importlib import metadata

from procrastinate.schema import SchemaManager

from models.store.migrations import run_file, run_sql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """The queue's tables come from the installed procrastinate: constraints.txt pins which, a comment keeps it."""
    run_file("0001_ground.sql")
    version = metadata.version("procrastinate")
    run_sql("SET LOCAL search_path = queue;")  # its statements name no schema
    run_sql(SchemaManager.get_schema())
    run_sql(f"COMMENT ON SCHEMA queue IS 'procrastinate {version}'; SET LOCAL search_path = hattama, queue;")
