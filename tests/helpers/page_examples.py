"""A document with faults of every kind that is quick to check, and pages read back."""

from __future__ import annotations

from html.parser import HTMLParser

from attrs import evolve

import govbudget
from govbudget.catalogue import example_file

VOID = {"meta", "br", "hr", "img", "link", "input"}


def faulty(disclosure):
    """The bundled example cut down to what is quickly checked, one cell of it and one share miswritten."""
    changed = {("expenditure", "2080505", "basic"): "19.56"}
    tables = tuple(
        evolve(
            table,
            rows=tuple(
                evolve(
                    row,
                    cells={
                        column: changed.get((table.id, row.id, column), text)
                        for column, text in row.cells.items()
                    },
                )
                for row in table.rows
            ),
        )
        for table in disclosure.tables
    )
    stated = tuple(
        evolve(one, text="19.63" if one.figure == "general_budget[201].total.share" else one.text)
        for one in disclosure.stated
        if one.figure.startswith("general_budget")
    )
    return evolve(
        disclosure,
        tables=tables,
        stated=stated,
        evaluations=tuple(part for part in disclosure.evaluations if part.order in (5, 9)),
        sentences=(),
    )


def example():
    """The disclosure of the bundled example."""
    return govbudget.read_disclosure(example_file("houma-2024", "disclosure.yaml"))


class Element:
    """An element with its attributes, the text in it, and what it lies in."""

    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self._parts = tag, dict(attributes), parent, []

    @property
    def text(self):
        return "".join(self._parts)

    def add(self, text):
        self._parts.append(text)

    def __getitem__(self, name):
        return self.attributes.get(name)

    def has(self, name):
        return name in (self["class"] or "").split()


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.unbalanced = [], [], []

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs, self.open[-1] if self.open else None)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, attrs, self.open[-1]))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop().tag != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        for element in self.open:
            element.add(data)


def read_back(path):
    """Every element of a page in order. The page must be well formed."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    assert (reader.unbalanced, reader.open) == ([], [])
    return reader.elements
