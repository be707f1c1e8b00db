"""Calling another service, through the gateway, as one's own service."""
