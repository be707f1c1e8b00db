"""The door to PostgreSQL: rows in, domain objects out."""
