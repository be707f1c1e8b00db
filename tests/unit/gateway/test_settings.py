"""What the gateway refuses to start with."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.main import app
from gateway.settings import GatewaySettings, gateway_settings


def test_production_refuses_the_development_issuer() -> None:
    with pytest.raises(ValidationError, match="HJEMVEJ_DEVELOPMENT_ISSUER cannot be switched on"):
        GatewaySettings(environment="production", issuer="https://login.example", development_issuer=True)


def test_production_refuses_to_start_without_an_issuer() -> None:
    with pytest.raises(ValidationError, match="HJEMVEJ_ISSUER must name"):
        GatewaySettings(environment="production")


def test_the_factory_itself_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HJEMVEJ_ENVIRONMENT", "production")
    monkeypatch.setenv("HJEMVEJ_ISSUER", "https://login.example")
    monkeypatch.setenv("HJEMVEJ_DEVELOPMENT_ISSUER", "true")
    with pytest.raises(ValidationError):
        app()


@pytest.mark.parametrize(
    ("environment", "development_issuer", "issues"),
    [
        ("development", None, True),
        ("development", False, False),
        ("production", None, False),
        ("production", False, False),
    ],
)
def test_only_a_development_gateway_issues_tokens(
    environment: str, development_issuer: bool | None, issues: bool
) -> None:
    values = {"environment": environment, "issuer": "https://login.example", "development_issuer": development_issuer}
    assert GatewaySettings.model_validate(values).issues_tokens is issues


def test_a_setting_may_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hjemvej_support_url").write_text("http://support.example:8002/\n")
    monkeypatch.setenv("HJEMVEJ_SECRETS_DIR", str(tmp_path))
    assert gateway_settings().support_url == "http://support.example:8002"


@pytest.mark.parametrize("value", ["support:8002", "", "not an address"])
def test_an_upstream_must_be_an_address(value: str) -> None:
    with pytest.raises(ValidationError):
        GatewaySettings(support_url=value)
