"""The door for callers: what they may send, what they are answered, and who may call."""
