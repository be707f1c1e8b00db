"""PostgreSQL as every service uses it: one transaction per story, tenancy, journal, outgoing jobs, business time."""
