"""The stories: one a file, verb first. The folder listing is the list of what allocation does."""
