"""Climbing up and down one service's history."""

from pathlib import Path

from alembic import command
from alembic.config import Config

HERE = Path(__file__).parent
SERVICES = ("allocation", "support", "benefits")


def configuration(service: str, owner_url: str) -> Config:
    """Alembic's configuration for a service's database, reached as its owner."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("version_locations", str(HERE / service))
    config.set_main_option("path_separator", "os")
    config.attributes.update(service=service, url=owner_url)
    return config


def upgrade(service: str, owner_url: str, revision: str = "head") -> None:
    """Climb up."""
    command.upgrade(configuration(service, owner_url), revision)


def downgrade(service: str, owner_url: str, revision: str = "base") -> None:
    """Climb down."""
    command.downgrade(configuration(service, owner_url), revision)
