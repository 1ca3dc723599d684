"""文档站点的生成页 — what the code itself knows, as pages: 词汇表, 规则目录, 错误目录, 公开的名字.

`docs/conf.py` writes them before Sphinx reads (`make site`); they are never committed, so they cannot be out of date.
"""

from __future__ import annotations

import enum
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

import govbudget
from govbudget.catalogue import form, form_names, scheme
from govbudget.catalogue.checking import DEFAULT_SCHEME, USUAL_FORMS, rules
from govbudget.checks import LinearRule, Rule
from govbudget.errors import GovBudgetError

__all__ = ["PACKAGES", "error_types", "homonyms", "terms", "unnamed", "write_pages"]

PACKAGES = (
    "errors",
    "money",
    "text",
    "model",
    "calc",
    "tables",
    "report",
    "checks",
    "checks.evaluations",
    "narrative",
    "catalogue",
    "catalogue.rules",
    "catalogue.checking",
    "catalogue.wordings",
    "adapters",
    "strategies",
)
"""The public packages, lowest first."""

PARTS = {"@": "情况说明的数", "evaluations": "绩效自评", "sentences": "情况说明的文字"}
KINDS = {"final-accounts": "决算", "budget": "预算", None: "决算、预算"}
OPENING = re.compile(r"(?P<zh>.+?) — (?P<english>.+)")
CHINESE = re.compile("[\u4e00-\u9fff]")
WAY_OUT = "出路: "


def public_types(package: str) -> Iterator[tuple[str, type]]:
    """The classes that a package offers, by name."""
    module = importlib.import_module(f"govbudget.{package}")
    for name in module.__all__:
        if inspect.isclass(found := getattr(module, name)):
            yield name, found


def opening(described: object) -> tuple[str, str]:
    """The Chinese term and the English sentence with which a docstring opens; either may be empty."""
    first = " ".join((inspect.getdoc(described) or "").partition("\n\n")[0].split())
    if match := OPENING.fullmatch(first):
        return match["zh"], match["english"]
    return (first, "") if CHINESE.search(first) else ("", first)


def fields_of(found: type) -> Iterator[tuple[str, str]]:
    """The public fields of an attrs class with their Chinese terms."""
    if attrs.has(found):
        for one in attrs.fields(found):
            if not one.name.startswith("_"):
                yield one.name, one.metadata.get("zh", "")


def labels_of(found: type) -> Iterator[tuple[str, str]]:
    """The members of an enumeration with their Chinese labels."""
    if issubclass(found, enum.Enum):
        for member in found:
            yield member.name, str(getattr(member, "zh", member.value))


def terms(package: str) -> dict[str, dict[str, list[str]]]:
    """Field name → Chinese term → the types that use it so, in one package."""
    found: dict[str, dict[str, list[str]]] = {}
    for owner, kind in public_types(package):
        for name, zh in fields_of(kind):
            found.setdefault(name, {}).setdefault(zh, []).append(owner)
    return found


def homonyms(package: str) -> dict[str, frozenset[str]]:
    """Names of fields that mean different things in different types of one package."""
    return {name: frozenset(by_term) for name, by_term in terms(package).items() if len(by_term) > 1}


def unnamed() -> list[str]:
    """Public types, fields and members of enumerations that have no Chinese term."""
    found = []
    for package in PACKAGES:
        for owner, kind in public_types(package):
            if not CHINESE.search(opening(kind)[0]):
                found.append(f"govbudget.{package}.{owner}")
            named = (*fields_of(kind), *labels_of(kind))
            # A sign of arithmetic is its own label; a word is not.
            wordless = [name for name, zh in named if not CHINESE.search(zh) and (not zh or zh.isalnum())]
            found += [f"govbudget.{package}.{owner}.{name}" for name in wordless]
    return found


def error_types() -> list[type[GovBudgetError]]:
    """Everything that the library raises on purpose, the base first."""
    for module in pkgutil.walk_packages(govbudget.__path__, "govbudget."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[GovBudgetError]] = []
    todo: list[type[GovBudgetError]] = [GovBudgetError]
    while todo:
        kind = todo.pop(0)
        found.append(kind)
        todo += sorted(
            (one for one in kind.__subclasses__() if not one.__name__.startswith("_")),
            key=lambda one: one.__name__,
        )
    return [kind for kind in found if kind.__module__.startswith("govbudget.")]


def way_out(kind: type) -> str:
    """What its docstring says to do about an error."""
    for line in (inspect.getdoc(kind) or "").splitlines():
        if line.startswith(WAY_OUT):
            return line.removeprefix(WAY_OUT)
    return ""


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield "| " + " | ".join(heading) + " |"
    yield "|" + " --- |" * len(heading)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""


def home_of(kind: object, name: str) -> str:
    """Where a name is to be imported from."""
    for package in PACKAGES:
        module = importlib.import_module(f"govbudget.{package}")
        if name in module.__all__ and getattr(module, name) is kind:
            return f"govbudget.{package}"
    return str(getattr(kind, "__module__", "govbudget"))


def linked(kind: object, name: str) -> str:
    """A link to the reference, where the reference has it."""
    home = home_of(kind, name)
    documented = home.removeprefix("govbudget.") in PACKAGES
    return f"[`{name}`](#{home}.{name})" if documented else f"`{home}.{name}`"


def glossary() -> Iterator[str]:
    """词汇表 — types, fields and fixed words, package by package."""
    yield "# 词汇表 · Glossary\n"
    yield "类型、字段和固定用语的中英对照,由代码里的说明和字段注记生成。字段名在一个包里通常只有一个意思,"
    yield "有几个意思的逐个列出。\n"
    yield "*English identifiers and their official Chinese terms, generated from docstrings, field metadata and labels.*\n"
    for package in PACKAGES:
        types = list(public_types(package))
        if not types:
            continue
        yield f"## {package}\n"
        yield "### 类型 · Types\n"
        yield from table(
            ("名字", "中文", "English"),
            ((linked(kind, name), *opening(kind)) for name, kind in types),
        )
        fields = terms(package)
        if fields:
            yield "### 字段 · Fields\n"
            yield from table(
                ("字段", "中文", "用于"),
                (
                    (f"`{name}`", zh, "、".join(f"`{owner}`" for owner in owners))
                    for name, by_term in sorted(fields.items())
                    for zh, owners in by_term.items()
                ),
            )
        words = [(name, list(labels_of(kind))) for name, kind in types if issubclass(kind, enum.Enum)]
        if words:
            yield "### 固定用语 · Fixed words\n"
            yield from table(
                ("枚举", "成员", "中文"),
                (
                    (f"`{name}`" if not place else "", f"`{member}`", zh)
                    for name, members in words
                    for place, (member, zh) in enumerate(members)
                ),
            )


def rule_catalogue() -> Iterator[str]:
    """规则目录 — every rule with its weight, its basis and what it needs."""
    by = scheme(DEFAULT_SCHEME)
    known = rules(DEFAULT_SCHEME)
    names = _titles()
    yield "# 规则目录 · Rules\n"
    yield f"`govbudget check` 所用的 {len(known)} 条规则,由规则本身生成;绩效自评一组用缺省的评分办法 `{by.name}`({by.title}),"
    yield "其他办法的规则编号相同,依据和界限不同。「所需」是规则要读的表和材料,没有的,该规则记作缺数。规则怎么判,见[核对一份公开文件](../checks.md)。\n"
    yield "*Every rule of the default scheme: id, what must hold, severity, basis, and the tables and parts it reads.*\n"
    groups: dict[str, list[Rule]] = {}
    for rule in known:
        groups.setdefault(_group(rule), []).append(rule)
    yield from table(
        ("组", "条数", "错误", "提醒", "参考"),
        (
            (
                title,
                str(len(members)),
                *(
                    str(sum(one.severity.value == weight for one in members))
                    for weight in ("错误", "提醒", "参考")
                ),
            )
            for title, members in groups.items()
        ),
    )
    for title, members in groups.items():
        yield f"## {title}\n"
        yield from table(
            ("编号", "名称", "轻重", "依据", "所需"),
            (
                (
                    f"`{one.id}`{_years(one)}",
                    one.title,
                    one.severity.value,
                    one.basis,
                    _needed(one, names),
                )
                for one in members
            ),
        )


def _titles() -> dict[str, dict[str, str]]:
    """What tables are called in 决算 and in 预算, by the usual form, else by any that has such a table."""
    names: dict[str, dict[str, str]] = {kind: {} for kind in USUAL_FORMS}
    for one in map(form, (*USUAL_FORMS.values(), *form_names())):
        for printed in one.tables:
            names[one.kind].setdefault(printed.id, printed.title)
    return names


def _group(rule: Rule) -> str:
    if rule.requires == ("evaluations",) or rule.id.startswith("PE-"):
        return "绩效自评"
    if {"@", "sentences"} & set(rule.requires):
        return "情况说明"
    kind = getattr(rule, "kind", None)
    return {"final-accounts": "决算表", "budget": "预算表", None: "各种公开文件"}[kind]


def _years(rule: Rule) -> str:
    if not isinstance(rule, LinearRule) or (rule.since, rule.until) == (None, None):
        return ""
    return f"({rule.since or ''}–{rule.until or ''})"


def _needed(rule: Rule, names: Mapping[str, Mapping[str, str]]) -> str:
    """The tables, by their titles in documents of the rule's kind, and the parts that it reads."""
    titles = names[getattr(rule, "kind", None) or "final-accounts"]
    return "、".join(PARTS.get(part) or titles.get(part, f"`{part}`") for part in rule.requires) or "全部表"


def error_catalogue() -> Iterator[str]:
    """错误目录 — what the library raises, when, and the way out."""
    yield "# 错误目录 · Errors\n"
    yield "本库有意抛出的错误都以 `GovBudgetError` 为父类,也是调用者本来会捕获的内建类型。核对不符不是错误,是[结论](../explanation/verdicts.md);"
    yield "命令行遇到错误,一行说明,退出码 2。一份输入有几处错误的,合成一个 `ExceptionGroup`,逐处写明文件和行(或页和格)。\n"
    yield "*Everything raised on purpose, when, and the way out. A broken rule is a finding, never an exception.*\n"
    yield from table(
        ("错误", "中文", "什么时候 · When", "出路"),
        (
            (linked(kind, kind.__name__) + "<br>" + _bases(kind), *opening(kind), way_out(kind))
            for kind in error_types()
        ),
    )


def _bases(kind: type) -> str:
    return "、".join(f"`{base.__name__}`" for base in kind.__bases__)


def names_page() -> Iterator[str]:
    """公开的名字 — what `govbudget` itself offers, and where each is explained."""
    yield "# 公开的名字 · Public names\n"
    yield "`import govbudget` 之后可以直接用的名字。各包另有自己的名字,见各包的说明。*What `govbudget` itself offers; each has its home in a package.*\n"
    package = importlib.import_module("govbudget")
    yield from table(("名字", "中文 · English"), (_offered(package, name) for name in package.__all__))


def _offered(package: object, name: str) -> tuple[str, str]:
    found = getattr(package, name)
    zh, english = opening(found)
    return linked(found, name), " — ".join(filter(None, (zh, english)))


PAGES = {"glossary": glossary, "rules": rule_catalogue, "errors": error_catalogue, "names": names_page}


def write_pages(folder: Path) -> None:
    """Write every page that has changed, so that Sphinx reads no page twice."""
    folder.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        path, text = folder / f"{name}.md", "\n".join(page())
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(__file__).parent / "generated")
