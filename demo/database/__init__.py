"""PostgreSQL from a wheel, for a machine that has none: the default of `make run` and of the tests."""
