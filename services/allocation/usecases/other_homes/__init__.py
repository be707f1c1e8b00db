"""Homes for those who cannot live alone: referred, decided, offered a place, moved in and out."""
