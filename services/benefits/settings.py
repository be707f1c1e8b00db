"""Benefits' settings."""

from pydantic import SecretStr

from kit.web.settings import ServiceSettings


class Settings(ServiceSettings):
    """`…_database_url` is the application's role, `…_worker_database_url` the worker's."""

    benefits_database_url: str
    benefits_worker_database_url: str = ""
    benefits_client_secret: SecretStr
    encryption_keys: SecretStr
    citizen_secret: SecretStr
