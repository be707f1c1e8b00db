"""What the containers of docker-compose.yml need beside the suite itself; standard library and psycopg only."""
