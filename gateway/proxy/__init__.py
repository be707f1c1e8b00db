"""Forwarding by prefix: raw ASGI, no framework between the caller and the service."""
