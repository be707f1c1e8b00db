"""A decision is an outcome plus its reasons, never a bare yes or no."""

from dataclasses import dataclass

from kit.values.texts import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule of a decision.

    `rule` is a stable name, `source` the section of law or the clause of the agreement,
    `met` whether the rule was met, `text` a sentence that a citizen could read.
    """

    rule: str
    source: str
    met: bool
    text: Text

    def as_json(self) -> dict[str, object]:
        """The reason as it is stored in a journal and shown to callers."""
        return {
            "rule": self.rule,
            "source": self.source,
            "met": self.met,
            "text": {"da": self.text.da, "en": self.text.en},
        }
