"""Sentences to people, always in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in plain Danish and plain English."""

    da: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in the language asked for: English where it is `en`, Danish otherwise."""
        return self.en if language == "en" else self.da
