"""The pages that the code writes about itself: nothing public without a Chinese term, no rule or error left out."""

from __future__ import annotations

import enum
import importlib
import pkgutil
import sys
from pathlib import Path

import attrs
import generate
import pytest

import govbudget
from govbudget.catalogue.checking import rules
from govbudget.catalogue.strict_yaml import load
from govbudget.errors import GovBudgetError

HOMONYMS = {
    "model": {
        "after": {"新依据", "新名称", "新年度"},
        "before": {"原依据", "原名称", "原年度"},
        "code": {"功能分类", "科目编码", "部门代码"},
        "complete": {"两份目录是否完整", "是否完整"},
        "economic": {"经济分类", "部门预算支出经济分类"},
        "figure": {"所指", "编号"},
        "functional": {"功能分类", "支出功能分类"},
        "id": {"行编号", "表编号", "规则"},
        "kind": {"变化", "支出性质", "种类", "算法"},
        "line": {"行", "行次"},
        "name": {"三级指标", "名称", "科目名称", "部门名称", "项目名称"},
        "place": {"位置", "地区"},
        "reason": {"偏差原因", "无值原因"},
        "text": {"出处", "原文", "数", "文字"},
        "title": {"标题", "表名"},
        "unit": {"单位", "计量单位", "金额单位"},
        "value": {"数", "数值", "统计数"},
    },
    "tables": {
        "id": {"栏目编号", "行编号", "表编号"},
        "number": {"栏次", "表号"},
        "title": {"栏目名称", "表名", "说明"},
    },
    "checks": {
        "counts": {"结论计数", "计数"},
        "ignored": {"不计的理由", "不计的规则"},
        "printed": {"公开数", "须列有"},
        "stated": {"取情况说明数", "情况说明的数"},
        "title": {"名称", "规则名称"},
        "unit": {"单位", "金额单位"},
    },
    "checks.evaluations": {
        "published": {"公开数", "公开等级个数"},
        "recomputed": {"复核数", "复核等级个数"},
    },
    "narrative": {
        "figures": {"数", "所述的数"},
        "kind": {"种类", "词类"},
        "number": {"数", "段落"},
        "role": {"所述", "角色"},
        "section": {"所在章节", "段落", "章节"},
        "text": {"印出的字", "原文", "文字"},
        "title": {"标题", "说明"},
        "value": {"公开数", "数"},
    },
}
"""Names that mean different things in different types of one package. A new one wants a better name, or a place here."""


def test_every_public_type_field_and_word_has_a_chinese_term():
    assert generate.unnamed() == []


def test_a_name_means_one_thing_in_a_package_unless_it_is_listed():
    found = {package: names for package in generate.PACKAGES if (names := generate.homonyms(package))}
    assert found == HOMONYMS


def test_what_has_no_chinese_term_is_noticed(monkeypatch):
    class Colour(enum.Enum):
        """颜色 — of a thing."""

        RED = "red"
        BLUE = "蓝"

    @attrs.frozen
    class Thing:
        """A thing."""

        colour: Colour = attrs.field(metadata={"zh": "颜色"})
        size: int

    monkeypatch.setattr(generate, "PACKAGES", ("errors",))
    module = importlib.import_module("govbudget.errors")
    monkeypatch.setattr(module, "__all__", ["Colour", "Thing"])
    monkeypatch.setattr(module, "Colour", Colour, raising=False)
    monkeypatch.setattr(module, "Thing", Thing, raising=False)
    names = ["Colour.RED", "Thing", "Thing.size"]
    assert generate.unnamed() == [f"govbudget.errors.{name}" for name in names]


def test_every_rule_is_in_the_catalogue_once_with_its_weight_and_what_it_needs():
    lines = [line for line in generate.rule_catalogue() if line.startswith("| `")]
    cells = {line.split("`")[1]: [cell.strip() for cell in line.split(" | ")] for line in lines}
    known = rules()
    assert len(lines) == len(cells) == len(known)
    for rule in known:
        _, title, severity, basis, needed = cells[rule.id]
        assert (title, severity, basis) == (rule.title, rule.severity.value, rule.basis)
        assert needed.removesuffix(" |")
        assert "`" not in needed, f"{rule.id} 所需的 {needed} 没有中文名称"


def test_every_error_is_in_the_catalogue_and_says_when_and_the_way_out():
    for module in pkgutil.walk_packages(govbudget.__path__, "govbudget."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    raised = {
        found
        for name, module in list(sys.modules.items())
        if name.startswith("govbudget.")
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, GovBudgetError) and found.__name__[0] != "_"
    }
    told = generate.error_types()
    assert set(told) == raised
    page = "\n".join(generate.error_catalogue())
    for kind in told:
        zh, english = generate.opening(kind)
        assert (zh in page, english in page, kind.__name__ in page) == (True, True, True)
        assert generate.way_out(kind), f"{kind.__name__} 的说明缺少“{generate.WAY_OUT}”"


def test_every_name_of_the_package_is_explained():
    lines = [line for line in generate.names_page() if "`" in line and line.startswith("|")]
    assert len(lines) == len(govbudget.__all__)
    assert [line for line in lines if not generate.CHINESE.search(line)] == []


def test_the_citation_names_the_version_that_it_stands_beside():
    citation = load(
        (Path(generate.__file__).parent / "CITATION.cff").read_text(encoding="utf-8"), "CITATION.cff"
    )
    assert (citation["version"], citation["license"]) == (govbudget.__version__, "MIT")


def test_pages_are_written_once(tmp_path):
    generate.write_pages(tmp_path / "pages")
    first = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "pages").iterdir()}
    assert set(first) == {f"{name}.md" for name in generate.PAGES}
    generate.write_pages(tmp_path / "pages")
    assert first == {path.name: path.stat().st_mtime_ns for path in (tmp_path / "pages").iterdir()}


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (
            govbudget.Amount,
            ("金额", "an exact sum in fen, and how far off the true sum may lie because of rounding (尾差)."),
        ),
        (generate.table, ("", "A Markdown table.")),
    ],
)
def test_a_docstring_opens_with_a_term_or_a_sentence(described, expected):
    assert generate.opening(described) == expected
