"""The one place with SQL: the database's life, its migrations, and a module for each aggregate."""
