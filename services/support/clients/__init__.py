"""The other services as support needs them: no more of each than the fields it sends."""
