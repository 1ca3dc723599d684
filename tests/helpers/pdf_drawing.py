"""A PDF drawn by hand for tests: words, lines and tables at places in points from the top left of a page."""

from __future__ import annotations

from itertools import accumulate

WIDTH, HEIGHT = 842, 595
"""A page of A4 on its side."""

_ASCII = 0.6
"""Width of a Latin character; a Chinese one is as wide as it is high."""

_CODES = 250
"""Characters in one font; every one of them is drawn as a block."""


def width_of(text, size):
    """How wide a text is printed."""
    return sum(size * (_ASCII if sign < "\x7f" else 1) for sign in text)


class Sum(str):
    """A text that stands at the right of its cell."""

    __slots__ = ()


class Page:
    """One page; everything drawn on it is kept as operators."""

    def __init__(self, *, turned=False, box=(WIDTH, HEIGHT)):
        self.turned, self.box, self.drawn = turned, box, []

    def text(self, left, base, text, size=9.0):
        """A text with its line at `base` from the top."""
        x, y = left, self.box[1] - base
        at = f"0 1 -1 0 {base} {left} Tm" if self.turned else f"1 0 0 1 {x} {y} Tm"
        self.drawn.append((at, text, size))
        return self

    def line(self, left, top, right, bottom, width=0.7):
        """A stroke."""
        points = [(left, top), (right, bottom)]
        (a, b), (c, d) = [(y, x) if self.turned else (x, self.box[1] - y) for x, y in points]
        self.drawn.append(f"{width} w {a} {b} m {c} {d} l S")
        return self

    def table(self, left, top, widths, rows, *, height=16.0, size=8.0, ruled=True, head=0):
        """Rows of cells: a text, `None` for a place that the cell before covers, `...` for the one above.

        Returns the height at which the table ends. A `Sum` stands at the right of its cell, the first
        `head` rows and short numbers in the middle.
        """
        edges = [left, *accumulate(widths, initial=left)][1:]
        for number, row in enumerate(rows):
            for place, said in enumerate(row):
                if said is None or said is ...:
                    continue
                end, below = place + 1, number + 1
                while end < len(row) and row[end] is None:
                    end += 1
                while below < len(rows) and rows[below][place] is ...:
                    below += 1
                self._cell(
                    (edges[place], top + number * height, edges[end], top + below * height),
                    said,
                    size,
                    ruled=ruled,
                    middle=number < head,
                )
        return top + len(rows) * height

    def _cell(self, box, said, size, *, ruled, middle):
        left, top, right, bottom = box
        number_like, middle = isinstance(said, Sum), middle or (said.isdigit() and len(said) < 3)
        said = _wrapped(said, right - left - 4, size)
        if ruled:
            self.line(left, top, right, top).line(left, bottom, right, bottom)
            self.line(left, top, left, bottom).line(right, top, right, bottom)
        lines = said.split("\n")
        for number, text in enumerate(lines):
            base = (top + bottom) / 2 + (number - (len(lines) - 1) / 2) * size * 1.1 + size * 0.38
            at = right - 3 - width_of(text, size) if number_like else left + 3
            if middle:
                at = (left + right - width_of(text, size)) / 2
            if text:
                self.text(at, base, text, size)


def _wrapped(text, width, size):
    """A text broken where its cell ends."""
    lines = [""]
    for sign in text:
        if sign == "\n" or (lines[-1] and width_of(lines[-1] + sign, size) > width):
            lines.append("")
        lines[-1] += "" if sign == "\n" else sign
    return "\n".join(lines)


class _Fonts:
    """Fonts whose every character is a block of its size: whatever is drawn can be read."""

    def __init__(self):
        self.places = {}

    def shown(self, text, size):
        """The operators that show a text."""
        runs = []
        for sign in text:
            font, code = divmod(self.places.setdefault(sign, len(self.places)), _CODES)
            if runs and runs[-1][0] == font:
                runs[-1][1].append(code)
            else:
                runs.append((font, [code]))
        return " ".join(f"/F{font} {size} Tf <{bytes(codes).hex()}> Tj" for font, codes in runs)

    def bodies(self, first):
        """The objects of the fonts, numbered from `first`: for each font itself and what its codes mean."""
        made = []
        signs = list(self.places)
        for start in range(0, len(signs), _CODES):
            some = signs[start : start + _CODES]
            widths = " ".join(str(600 if sign < "\x7f" else 1000) for sign in some)
            names = " ".join(f"/{'l' if sign < chr(127) else 'c'}{code}" for code, sign in enumerate(some))
            procs = " ".join(
                f"/{'l' if sign < chr(127) else 'c'}{code} {3 if sign < chr(127) else 4} 0 R"
                for code, sign in enumerate(some)
            )
            meant = "".join(
                f"<{code:02X}> <{sign.encode('utf-16-be').hex().upper()}>\n" for code, sign in enumerate(some)
            )
            mapping = (
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
                "1 begincodespacerange <00> <FF> endcodespacerange\n"
                f"{len(some)} beginbfchar\n{meant}endbfchar\nendcmap end end"
            )
            made.append(
                f"<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] /FontMatrix [0.001 0 0 0.001 0 0]"
                f" /FirstChar 0 /LastChar {len(some) - 1} /Widths [{widths}]"
                f" /Encoding << /Type /Encoding /Differences [0 {names}] >> /CharProcs << {procs} >>"
                f" /ToUnicode {first + len(made) + 1} 0 R >>"
            )
            made.append(_stream(mapping))
        return made


def _stream(content):
    return f"<< /Length {len(content.encode())} >>\nstream\n{content}\nendstream"


def written(pages, *, extra=""):
    """The bytes of a document of such pages."""
    fonts = _Fonts()
    contents = [
        "\n".join(
            one if isinstance(one, str) else f"BT {one[0]} {fonts.shown(one[1], one[2])} ET"
            for one in page.drawn
        )
        for page in pages
    ]
    start = 5
    of_fonts = fonts.bodies(start)
    named = " ".join(f"/F{number} {start + 2 * number} 0 R" for number in range(len(of_fonts) // 2))
    first = start + len(of_fonts)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        _stream("600 0 0 -120 600 880 d1 0 0 500 700 re f"),
        _stream("1000 0 0 -120 1000 880 d1 0 0 900 800 re f"),
        *of_fonts,
    ]
    for page, content in zip(pages, contents, strict=True):
        width, height = (page.box[1], page.box[0]) if page.turned else page.box
        turned = " /Rotate 90" if page.turned else ""
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}]{turned}"
            f" /Contents {len(bodies) + 2} 0 R /Resources << /Font << {named} >> >> >>"
        )
        bodies.append(_stream(content))
    document, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(document))
        document += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        document
        + (
            f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(bodies) + 1} /Root 1 0 R {extra} >>\nstartxref\n{len(document)}\n%%EOF\n"
        ).encode()
    )
