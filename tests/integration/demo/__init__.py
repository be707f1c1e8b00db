"""The supervisor and the embedded server, for real."""
