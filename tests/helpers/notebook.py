"""Notebooks run cell by cell in one namespace, as doctest runs a page, and their outputs stored in them.

Run: python tests/helpers/notebook.py docs/notebooks/*.ipynb

A cell tagged `needs:NAME` is passed over where that library is not installed; what it shows is drawn by that
library, so it is stored but never compared.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import importlib.util
import io
import json
import sys
from pathlib import Path

NEEDS = "needs:"
SOURCE = "source"


def cells_of(path):
    """The cells of a notebook and the whole document that holds them."""
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    return document["cells"], document


def needs(cell):
    """The libraries that a cell does not run without."""
    return [tag.removeprefix(NEEDS) for tag in cell["metadata"].get("tags", ()) if tag.startswith(NEEDS)]


def lines_of(text):
    """Text as notebooks store it: a list of lines."""
    return text.splitlines(keepends=True)


def shown(value):
    """What a notebook stores of the last value of a cell."""
    data = {"text/plain": lines_of(repr(value))}
    if type(value).__module__ == "matplotlib.figure":
        picture = io.BytesIO()
        value.savefig(picture, format="png", bbox_inches="tight", metadata={"Software": None})
        data = {"image/png": base64.b64encode(picture.getvalue()).decode(), "text/plain": ["<Figure>"]}
    elif hasattr(value, "_repr_html_"):
        data["text/html"] = lines_of(value._repr_html_())
    return data


def outputs_of(source, namespace, count):
    """Run one cell; what it printed, then what its last line is."""
    *body, last = ast.parse(source or "None").body
    printed, outputs, value = io.StringIO(), [], None
    with contextlib.redirect_stdout(printed):
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(body, []), f"<cell {count}>", "exec"), namespace)  # noqa: S102 - our own cells
            value = eval(compile(ast.Expression(last.value), f"<cell {count}>", "eval"), namespace)  # noqa: S307
        else:
            exec(compile(ast.Module([*body, last], []), f"<cell {count}>", "exec"), namespace)  # noqa: S102
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": lines_of(printed.getvalue())})
    if value is not None:
        result = {"execution_count": count, "metadata": {}, "output_type": "execute_result"}
        outputs.append({"data": shown(value), **result})
    return outputs


def run(path):
    """Run every cell that can be; yields each code cell with its new outputs, `None` where it was passed over."""
    namespace = {"__name__": "__main__"}
    cells, _ = cells_of(path)
    for count, cell in enumerate((cell for cell in cells if cell["cell_type"] == "code"), start=1):
        missing = [name for name in needs(cell) if importlib.util.find_spec(name) is None]
        yield cell, None if missing else outputs_of("".join(cell[SOURCE]), namespace, count)


def store(path):
    """Write the outputs of a run into the notebook. Says which cells could not be run."""
    cells, document = cells_of(path)
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    for count, (cell, (_, outputs)) in enumerate(zip(code, run(path), strict=True), start=1):
        if outputs is None:
            print(f"{path}: 第 {count} 格未运行,缺 {'、'.join(needs(cell))}", file=sys.stderr)
        else:
            cell |= {"execution_count": count, "outputs": outputs}
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    Path(path).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        store(name)
