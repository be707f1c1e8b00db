"""PostgreSQL by testcontainers, for real: the migrations climb on the image that docker-compose.yml names."""

import psycopg
import pytest

from migrations.climb import SERVICES, downgrade, upgrade
from migrations.provision import provision
from tests.server import ContainerServer

pytestmark = pytest.mark.containers


def test_the_migrations_climb_up_down_and_up_in_a_container() -> None:
    server = ContainerServer()
    server.start()
    try:
        for service in SERVICES:
            access = provision(server.admin_url, service, "of-the-tests")
            upgrade(service, access.owner)
            downgrade(service, access.owner)
            upgrade(service, access.owner)
            with psycopg.connect(access.app) as connection:
                assert connection.execute("SELECT count(*) FROM municipality").fetchone() == (98,)
    finally:
        server.stop()
