"""The doors to the other services: each declares just the fields it needs."""
