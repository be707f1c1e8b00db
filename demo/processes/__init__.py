"""Child processes: what to run, how to tell that it is ready, and how it ends with whoever started it."""
