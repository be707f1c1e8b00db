"""The services' OpenAPI documents, merged into one."""
