"""句 — a sentence of the 情况说明 that knows its figures, and the 情况说明 made of such sentences."""

from __future__ import annotations

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.model import Department, StatedFigure
from govbudget.narrative.wording import Wording
from govbudget.report import UnknownFigureError
from govbudget.text import element, html_shell, show_repr

__all__ = ["Narrative", "Sentence"]


@frozen
class Sentence:
    """句 — one sentence, the figures that it states, and what it still lacks (待填).

    `section` is where it stands (`五(三)`), `rule` what it must satisfy (`N-05c`). `figures` are in the order of
    the text; a decrease is negative, and 与上年相同 states a change of nothing. `sources` are what the figures
    were derived as.
    """

    section: str = field(metadata={"zh": "段落"})
    rule: str = field(metadata={"zh": "规则"})
    text: str = field(metadata={"zh": "文字"})
    figures: tuple[StatedFigure, ...] = field(default=(), metadata={"zh": "所述的数"})
    missing: tuple[str, ...] = field(default=(), metadata={"zh": "待填"})
    sources: tuple[Figure, ...] = field(default=(), eq=False, repr=False, metadata={"zh": "数据项"})
    opens: bool = field(default=True, metadata={"zh": "另起一段"})

    def __str__(self) -> str:
        return self.text


@frozen
class Narrative:
    """情况说明 — the sentences of one department-year in the order of its sections."""

    department: Department = field(metadata={"zh": "部门"})
    year: int = field(metadata={"zh": "年度"})
    wording: Wording = field(repr=lambda wording: wording.name, metadata={"zh": "用语"})
    sentences: tuple[Sentence, ...] = field(
        repr=lambda sentences: f"<{len(sentences)} sentences>", metadata={"zh": "句"}
    )

    _repr_pretty_ = show_repr

    @property
    def stated(self) -> tuple[StatedFigure, ...]:
        """Every figure in the order of the text, as `Disclosure.stated` keeps them."""
        return tuple(figure for sentence in self.sentences for figure in sentence.figures)

    @property
    def missing(self) -> tuple[str, ...]:
        """What a person still has to fill in, each once."""
        return tuple(dict.fromkeys(what for sentence in self.sentences for what in sentence.missing))

    def __getitem__(self, section: str) -> tuple[Sentence, ...]:
        """The sentences of a section, `五(三)`; none for a heading or an unknown section."""
        return tuple(sentence for sentence in self.sentences if sentence.section == section)

    def explain(self, figure_id: str) -> str:
        """「为什么是这个数」 of a figure that a sentence states. Raises `UnknownFigureError` for any other."""
        for sentence in self.sentences:
            for figure in sentence.sources:
                if figure.id == figure_id:
                    return "\n".join(figure.explain())
        raise UnknownFigureError(figure_id, [], f"情况说明没有数据项 {figure_id!r},或照录自绩效自评")

    def _paragraphs(self) -> list[tuple[str, list[str]]]:
        """The headings, each with its paragraphs."""
        laid_out = []
        for section in self.wording.sections:
            paragraphs: list[str] = []
            for sentence in self[section.number]:
                if sentence.opens or not paragraphs:
                    paragraphs.append("")
                paragraphs[-1] += sentence.text
            laid_out.append((str(section), paragraphs))
        return laid_out

    def __str__(self) -> str:
        blocks = ["\n".join([heading, *paragraphs]) for heading, paragraphs in self._paragraphs()]
        return "\n\n".join(blocks)

    def _repr_html_(self) -> str:
        blocks = [
            [element("h4", heading), *(element("p", text) for text in paragraphs)]
            for heading, paragraphs in self._paragraphs()
        ]
        return html_shell(*(part for block in blocks for part in block))
