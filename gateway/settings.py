"""What the gateway is told: variables HJEMVEJ_… or files of the same name in lower case in HJEMVEJ_SECRETS_DIR."""

import os
from pathlib import Path
from typing import Literal, Self

from pydantic import AnyHttpUrl, Field, PositiveFloat, PositiveInt, TypeAdapter, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_URL = TypeAdapter(AnyHttpUrl)


class GatewaySettings(BaseSettings):
    """Limits are counted per gateway process: two processes let twice as much through.

    `body_limits_at` are the addresses that take more than `body_limit_bytes`: as much as the service behind takes.
    """

    model_config = SettingsConfigDict(env_prefix="HJEMVEJ_", extra="ignore", frozen=True)

    environment: Literal["development", "production"] = "development"
    issuer: str = "http://127.0.0.1:8000"
    development_issuer: bool | None = None
    issuer_key_file: Path | None = None
    token_seconds: PositiveInt = 3600
    traces_to: str | None = None

    allocation_url: str = "http://127.0.0.1:8001"
    support_url: str = "http://127.0.0.1:8002"
    benefits_url: str = "http://127.0.0.1:8003"

    body_limit_bytes: PositiveInt = 1024 * 1024
    body_limits_at: dict[str, PositiveInt] = {
        "/allocation/v1/vacancy-batches": 2 * 1024 * 1024,
        "/allocation/v1/vacancy-imports": 4 * 1024 * 1024,
    }
    time_limit_seconds: PositiveFloat = 30.0
    connect_limit_seconds: PositiveFloat = 2.0
    ready_limit_seconds: PositiveFloat = 2.0
    rate_per_second: PositiveFloat = 600.0
    rate_burst: PositiveInt = 600
    breaker_failures: PositiveInt = 5
    breaker_cool_down_seconds: PositiveFloat = 2.0
    connections_per_service: int = Field(default=256, ge=1)

    @field_validator("issuer", "allocation_url", "support_url", "benefits_url")
    @classmethod
    def _an_address_without_trailing_slash(cls, value: str) -> str:
        _URL.validate_python(value)
        return value.rstrip("/")

    @model_validator(mode="after")
    def _production_has_no_development_issuer(self) -> Self:
        """Whoever can reach the development issuer can be anybody: production does not start with it."""
        if self.environment == "production" and self.development_issuer:
            raise ValueError("HJEMVEJ_DEVELOPMENT_ISSUER cannot be switched on when HJEMVEJ_ENVIRONMENT is production")
        if self.environment == "production" and "issuer" not in self.model_fields_set:
            raise ValueError(
                "HJEMVEJ_ISSUER must name the OpenID Connect issuer when HJEMVEJ_ENVIRONMENT is production"
            )
        return self

    @property
    def issues_tokens(self) -> bool:
        """Whether this gateway is the issuer: by default in development, never in production."""
        return self.environment == "development" and self.development_issuer is not False

    @property
    def upstreams(self) -> dict[str, str]:
        """The services by the first segment of their paths."""
        return {"allocation": self.allocation_url, "support": self.support_url, "benefits": self.benefits_url}


def gateway_settings() -> GatewaySettings:
    """The settings of this process; a file in HJEMVEJ_SECRETS_DIR named as its variable gives way to the variable."""
    return GatewaySettings(_secrets_dir=os.environ.get("HJEMVEJ_SECRETS_DIR"))
