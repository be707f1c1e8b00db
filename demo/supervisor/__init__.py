"""The whole suite on one machine: PostgreSQL, migrations, gateway, services and workers, started and watched."""
