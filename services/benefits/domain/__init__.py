"""The rules: facts in, decisions with reasons out; no I/O, no clock."""
