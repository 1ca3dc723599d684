"""文档站点 — how Sphinx makes the site (`make site`): MyST pages, furo, the reference from docstrings."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # generate.py stands here and is no part of the package

import attrs  # noqa: E402
import generate  # noqa: E402

import govbudget  # noqa: E402

project = "govbudget"
author = "govbudget maintainers"
release = govbudget.__version__
language = "zh_CN"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
root_doc = "index"

html_theme = "furo"
html_title = f"govbudget {release}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_search_language = "chinese-pairs"
html_show_sphinx = False
html_copy_source = False
html_show_copyright = False
pygments_style = "default"
pygments_dark_style = "monokai"

myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]

# Docstrings write `code` as the pages do.
default_role = "code"
add_module_names = False
autodoc_default_options = {"undoc-members": True}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
autodoc_class_signature = "mixed"

# What is documented elsewhere: there is no inventory without a network, so these names stay plain text.
nitpick_ignore_regex = [
    ("py:.*", rf"({'|'.join(sorted(sys.stdlib_module_names))})(\..*)?"),
    ("py:.*", r"(hypothesis|attrs?)(\..*)?"),
    (
        "py:.*",
        r"(int|str|bool|float|bytes|object|None|dict|list|tuple|set|frozenset|type|\w+Error|ExceptionGroup|Fraction|Ask)",
    ),
]

CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
BEFORE, AFTER = re.compile(rf"[{CHINESE},;:)]$"), re.compile(f"[{CHINESE}]")


def public_home(target: str) -> str | None:
    """The name under which the reference has what is defined in a module below: `govbudget.money.Amount`."""
    module, _, name = target.rpartition(".")
    for package in generate.PACKAGES:
        offered = importlib.import_module(f"govbudget.{package}")
        if name in offered.__all__ and (
            not module or getattr(offered, name) is getattr(importlib.import_module(module), name, None)
        ):
            return f"govbudget.{package}.{name}"
    return None


def at_home(app: Any, env: Any, node: Any, inner: Any) -> Any:
    """Annotations name the module of a type; readers find the type in its package."""
    target = node["reftarget"]
    if node.get("refdomain") != "py" or not (target.startswith("govbudget.") or "." not in target):
        return None
    home = public_home(target)
    if home in (None, target):
        return None
    return env.get_domain("py").resolve_xref(env, node["refdoc"], app.builder, "obj", home, node, inner)


def join_lines(_app: Any, doctree: Any) -> None:
    """A line that ends in a Chinese sentence is no space, and what ends a doctest is no line to be shown."""
    from docutils import nodes  # not there where only the tests run

    for text in list(doctree.findall(nodes.Text)):
        if isinstance(text.parent, nodes.literal_block):
            shown = text.rstrip()
            text.parent.rawsource = shown  # highlighted only if nothing seems changed
            text.parent.replace(text, nodes.Text(shown))
        elif text == "\n":
            place = text.parent.index(text)
            before, after = text.parent[:place], text.parent[place + 1 :]
            if before and after and BEFORE.search(before[-1].astext()) and AFTER.match(after[0].astext()):
                text.parent.replace(text, nodes.Text(""))


def field_terms(_app: Any, what: str, name: str, *rest: Any) -> None:
    """A field is described by its Chinese term."""
    lines = rest[-1]
    owner, _, field = name.rpartition(".")
    if what == "attribute" and not "".join(lines).strip():
        module, _, kind = owner.rpartition(".")
        terms = dict(generate.fields_of(getattr(importlib.import_module(module), kind)))
        lines[:] = [terms[field]] if field in terms else lines


def constructor(_app: Any, what: str, _name: str, found: Any, *_rest: Any) -> tuple[str, None] | None:
    """How a frozen type is made, from its fields; a default is shown where it is one word."""
    if what != "class" or not attrs.has(found):
        return None
    given = [
        f"{one.name}: {one.type}" + ("" if one.default is attrs.NOTHING else f" = {_default(one.default)}")
        for one in attrs.fields(found)
        if one.init
    ]
    return f"({', '.join(given)})", None


def _default(value: Any) -> str:
    return (
        repr(value)
        if value is None or (isinstance(value, str | int | tuple) and "<" not in repr(value))
        else "..."
    )


def nothing_left_out(_app: Any, env: Any) -> None:
    """Every public name has its place in the reference."""
    from sphinx.util import logging

    documented = env.get_domain("py").objects
    for package in generate.PACKAGES:
        for name in importlib.import_module(f"govbudget.{package}").__all__:
            if f"govbudget.{package}.{name}" not in documented:
                logging.getLogger(__name__).warning("govbudget.%s.%s is not in docs/reference", package, name)


def pairs(text: str) -> list[str]:
    """What a text is found by: its words, and every two neighbours of its Chinese.

    >>> pairs("财政拨款 is Amount.of")
    ['财政', '政拨', '拨款', 'is', 'Amount', 'of']
    """
    return [
        word
        for run in re.findall(r"[\u4e00-\u9fff]+|[A-Za-z0-9_]+", text)
        for word in (
            [run[at : at + 2] for at in range(len(run) - 1)] if run > "\u4e00" and len(run) > 1 else [run]
        )
    ]


def chinese_search() -> type:
    """Chinese is written without blanks: the index and the reader's question are cut into the same pairs."""
    from sphinx.search import SearchLanguage

    class ChineseSearch(SearchLanguage):
        """中文检索 — two characters at a time; no dictionary is needed."""

        lang = "chinese-pairs"
        language_name = "Chinese"
        js_stemmer_code = (HERE / "static" / "search.js").read_text(encoding="utf-8")

        def split(self, input: str) -> list[str]:
            return pairs(input)

        def stem(self, word: str) -> str:
            return word.lower()

    return ChineseSearch


def setup(app: Any) -> None:
    """Write the generated pages, then let Sphinx read everything."""
    app.add_search_language(chinese_search())
    generate.write_pages(HERE / "generated")
    app.connect("missing-reference", at_home)
    app.connect("autodoc-process-signature", constructor)
    app.connect("autodoc-process-docstring", field_terms)
    app.connect("doctree-read", join_lines)
    app.connect("env-updated", nothing_left_out)
