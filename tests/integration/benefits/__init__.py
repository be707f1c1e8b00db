"""Benefits as its callers meet it, on a real database."""
