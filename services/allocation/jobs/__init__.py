"""The door for the clock: outgoing deliveries and sweeps of what has fallen due."""
