"""Settings that every service has; each declares its own beside them. Any may come from a file (secrets)."""

import os
from enum import StrEnum
from typing import Self

from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class ServiceSettings(BaseSettings):
    """Read from `HJEMVEJ_…` in the environment, or from a file of that name in lower case in HJEMVEJ_SECRETS_DIR."""

    model_config = SettingsConfigDict(env_prefix="HJEMVEJ_", extra="ignore")

    environment: Environment = Environment.DEVELOPMENT
    issuer: str = "http://127.0.0.1:8000"
    jwks_url: str | None = None
    token_url: str | None = None
    token_audience: str = "hjemvej"
    token_algorithm: str = "RS256"
    gateway_url: str = "http://127.0.0.1:8000"
    traces_to: str | None = None

    @classmethod
    def read(cls) -> Self:
        """The settings of this process."""
        return cls(_secrets_dir=os.environ.get("HJEMVEJ_SECRETS_DIR"))

    @property
    def tokens_from(self) -> str:
        """Where the service fetches its own token."""
        return self.token_url or f"{self.issuer.rstrip('/')}/oauth/token"
