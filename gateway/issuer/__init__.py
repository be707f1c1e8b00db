"""The development issuer: tokens for demonstration clients and persons. It cannot be switched on in production."""
