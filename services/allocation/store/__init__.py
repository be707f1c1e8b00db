"""PostgreSQL as allocation sees it: the only room that knows tables and SQL."""
