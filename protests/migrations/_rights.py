"""What the role of the site may do with a table that only grows. Rights, not triggers (TRUST.md 5).

It gets SELECT, INSERT, UPDATE and DELETE on every table by default (deploy/postgres/roles.sql). Without that role there is
nothing to take.
"""

from django.db import migrations

IF_THERE = "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN {} END IF; END $$"


def take(table: str) -> str:
    """From now on rows may be added and read, nothing else."""
    return IF_THERE.format(f"REVOKE ALL ON {table} FROM app; GRANT SELECT, INSERT ON {table} TO app;")


def give_back(table: str) -> str:
    return IF_THERE.format(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO app;")


def only_grows(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(take(table), give_back(table))
