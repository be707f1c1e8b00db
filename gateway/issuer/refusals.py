"""The errors of RFC 6749, section 5.2, and RFC 8693, section 2.2.2, as the token endpoint answers them."""

from typing import ClassVar


class TokenRefused(Exception):
    """A token request that is not granted; `description` is for the developer who made it."""

    error: ClassVar[str]
    status: ClassVar[int] = 400

    def __init__(self, description: str) -> None:
        super().__init__(description)
        self.description = description


class InvalidRequest(TokenRefused):
    error = "invalid_request"


class InvalidClient(TokenRefused):
    error = "invalid_client"
    status = 401


class InvalidScope(TokenRefused):
    error = "invalid_scope"


class InvalidTarget(TokenRefused):
    error = "invalid_target"


class UnsupportedGrantType(TokenRefused):
    error = "unsupported_grant_type"
