"""What two services or more share, and that knows nothing of homes."""
