"""A database without a name, for what a run keeps for a while: on disk, gone with the process, even a killed one."""

import sqlite3


def scratch(*tables: str) -> sqlite3.Connection:
    """One with these tables, as `CREATE TABLE` has them. Nothing of it outlives a crash, and nothing needs to."""
    database = sqlite3.connect("", isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA journal_mode = OFF")
    for table in tables:
        database.execute(f"CREATE TABLE {table}")
    database.execute("BEGIN")
    return database
