"""短语 — words with the figures in them, so that a sentence knows every number that it prints."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.model import StatedFigure

__all__ = ["Draft", "Phrase", "asked", "joined"]


@frozen
class Phrase:
    """短语 — text, the figures as it states them, what they were derived as, and what it lacks."""

    text: str = field(metadata={"zh": "文字"})
    stated: tuple[StatedFigure, ...] = field(default=(), metadata={"zh": "所述的数"})
    sources: tuple[Figure, ...] = field(default=(), repr=False, metadata={"zh": "数据项"})
    missing: tuple[str, ...] = field(default=(), metadata={"zh": "待填"})

    def __add__(self, other: Phrase | str) -> Phrase:
        if isinstance(other, str):
            return Phrase(self.text + other, self.stated, self.sources, self.missing)
        return Phrase(
            self.text + other.text,
            self.stated + other.stated,
            self.sources + other.sources,
            self.missing + other.missing,
        )

    def __radd__(self, words: str) -> Phrase:
        return Phrase(words + self.text, self.stated, self.sources, self.missing)

    def __bool__(self) -> bool:
        return bool(self.text)


@frozen
class Draft:
    """草句 — a sentence before it has a place: its rule, its words, and whether it opens a paragraph."""

    rule: str
    said: Phrase
    opens: bool = True


def asked(what: str) -> Phrase:
    """待填 — the place of a fact that nobody has told.

    >>> asked("上年收入总计").text
    '〔待填：上年收入总计〕'
    """
    return Phrase(f"〔待填：{what}〕", missing=(what,))


def joined(phrases: Iterable[Phrase], mark: str) -> Phrase:
    """Phrases in a row, `mark` between them; those without words are passed over."""
    said = Phrase("")
    for phrase in phrases:
        said = said + (mark if said and phrase else "") + phrase
    return said
