"""PostgreSQL as support sees it: the only room that knows tables and SQL."""
