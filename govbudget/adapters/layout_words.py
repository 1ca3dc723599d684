"""The words that printed tables use: titles, names of rows and columns, and what is only dressing."""

from __future__ import annotations

import functools
import re
import unicodedata

__all__ = ["AMOUNTS", "TOTALS", "name_of_side", "names_of", "plain_words", "recognise", "uncounted"]

_WHOSE = "(?:^|部门|单位|财务|年|年度|表)"
_KIND = "(?:预算|决算)?(?:总体)?(?:情况)?(?:公开)?"
_TITLES: tuple[tuple[str, str | None], ...] = (
    # Prose, and tables of a whole government, are no tables of a department.
    ("说明|^(?!.*表)|社会保险|转移支付|税收返还|本级支出|本级基本支出|债务|债券|资产负债", None),
    # The second of two tables of one title may be its continuation or a table by another classification.
    (r"\(二\)|\(2\)", None),
    ("绩效目标", "project_targets"),
    ("整体.*自评", "overall_evaluation"),
    ("自评", "self_evaluations"),
    ("相关信息统计", "statistics"),
    ("政府采购", "procurement"),
    ("购买服务", "service_purchases"),
    ("国有资产", "assets"),
    ("政府性基金.*三公", "government_fund_three_public"),
    ("三公", "three_public"),
    ("机关运行经费", "operating_cost"),
    ("政府性基金.*基本支出", "government_fund_basic"),
    ("政府性基金", "government_fund"),
    ("国有资本", "state_capital"),
    ("一般公共预算.*基本支出", "basic_expenditure"),
    ("项目支出", "projects"),
    ("一般公共预算.*支出.*明细", "general_budget_detail"),
    ("一般公共预算.*支出", "general_budget"),
    ("一般公共预算", None),
    ("财政拨款.*(收支|收入支出)", "appropriation_summary"),
    ("财政拨款.*基本支出", "appropriation_basic"),
    ("财政拨款.*支出.*明细", "appropriation_expenditure_detail"),
    ("财政拨款.*支出", "appropriation_expenditure"),
    (f"{_WHOSE}(?:收支|收入支出){_KIND}总?表", "summary"),
    (f"{_WHOSE}收入{_KIND}总?表", "income"),
    (f"{_WHOSE}支出{_KIND}明细表", "expenditure_detail"),
    (f"{_WHOSE}支出{_KIND}总?表", "expenditure"),
)
"""The first words that a title contains say which table it is; the narrower stand first."""

_GENERAL = """
一般公共预算财政拨款收入 一般公共预算财政拨款 一般公共预算拨款收入 一般公共预算拨款 一般公共预算资金 一般公共预算 公共预算财政拨款
"""
_FUND = """
政府性基金预算财政拨款收入 政府性基金预算财政拨款 政府性基金预算拨款收入 政府性基金预算拨款 政府性基金预算资金 政府性基金预算 政府性基金
"""
_CAPITAL = """
国有资本经营预算财政拨款收入 国有资本经营预算财政拨款 国有资本经营预算拨款收入 国有资本经营预算拨款 国有资本经营预算资金 国有资本经营预算
国有资本经营
"""
_WRITTEN = {
    "general_appropriation": _GENERAL,
    "general_budget": _GENERAL,
    "opening_general_budget": _GENERAL,
    "government_fund_appropriation": _FUND,
    "government_fund": _FUND,
    "opening_government_fund": _FUND,
    "state_capital_appropriation": _CAPITAL,
    "state_capital": _CAPITAL,
    "opening_state_capital": _CAPITAL,
    "appropriation": "财政拨款收入 财政拨款",
    "special_account": "财政专户管理资金收入 财政专户管理资金 财政专户核拨资金收入",
    "superior_subsidy": "上级补助收入",
    "institutional": "事业收入",
    "commercial": "经营收入 事业单位经营收入 经营支出 事业单位经营支出",
    "subsidiary_remittance": "附属单位上缴收入 附属单位缴款 下级单位上缴收入",
    "other": "其他收入",
    "use_of_surplus": "使用非财政拨款结余(含专用结余) 使用非财政拨款结余 用事业基金弥补收支差额 动用事业基金弥补收支差额",
    "opening": "年初结转和结余 年初财政拨款结转和结余 上年结转 上年结转和结余 上年结转资金 上年财政拨款资金结转",
    "closing": "年末结转和结余 年末财政拨款结转和结余 结转下年 结转下年资金 年终结转",
    "distribution": "结余分配",
    "income": "本年收入",
    "income_total": "本年收入合计 本年收入 当年收入小计 本年收入小计",
    "income_grand_total": "总计 收入总计 收入合计",
    "expenditure_total": "本年支出合计 本年支出 当年支出小计 本年支出小计",
    "expenditure_grand_total": "总计 支出总计 支出合计",
    "total": "本年收入合计 收入合计 本年支出合计 支出合计 本年支出",
    "basic": "基本支出",
    "project": "项目支出",
    "reserve": "单位预留机动经费",
    "remittance_to_superior": "上缴上级支出",
    "subsidy_to_subsidiary": "对附属单位补助支出 对下级单位补助支出",
    "personnel": "人员经费",
    "operating": "公用经费 日常公用经费",
    "personnel_total": "人员经费合计 人员经费小计",
    "operating_total": "公用经费合计 公用经费小计 日常公用经费合计",
    "abroad": "因公出国(境)费 因公出国(境)费用 因公出国(境)经费",
    "vehicles": "公务用车购置及运行维护费 公务用车购置及运行费 公务用车购置和运行费 公务用车小计 公务用车费",
    "vehicle_purchase": "公务用车购置费 公务用车购置 购置费",
    "vehicle_operation": "公务用车运行维护费 公务用车运行费 公务用车运行 运行维护费 运行费",
    "reception": "公务接待费",
    "meetings": "会议费",
    "training": "培训费",
    "operating_cost": "机关运行经费 机关运行经费预算数 机关运行经费支出",
    "approved": "预算数 年初预算数 本年预算数",
    "adjusted": "预算数 全年预算数 调整预算数",
    "final": "决算数 支出决算数 全年执行数",
    "207": "文化体育与传媒支出",
    "210": "医疗卫生与计划生育支出 医疗卫生支出",
    "211": "环境保护支出",
    "212": "城乡社区事务支出",
    "213": "农林水事务支出",
    "215": "资源勘探信息等支出 资源勘探电力信息等支出",
    "216": "商业服务业等事务支出",
    "217": "金融监管等事务支出",
    "220": "国土海洋气象等支出 国土资源气象等支出 国土资源气象等事务支出",
    "222": "粮油物资管理事务支出 粮油物资储备管理支出",
}
"""Other names, older names and other places' names of rows and columns, by their id in a form."""
_NAMES = {meaning: tuple(names.split()) for meaning, names in _WRITTEN.items()}

TOTALS = frozenset({"合计", "小计", "总计"})
AMOUNTS = frozenset(
    "金额 预算数 年初预算数 本年预算数 全年预算数 调整预算数 决算数 支出决算数 全年执行数 统计数 收入 支出".split()  # noqa: SIM905
)
"""Headings that say how far along or what side a sum is, not what it is for."""
_SIDES = {
    **dict.fromkeys(("收入", "本年收入", "财政拨款收入"), "income"),
    **dict.fromkeys(("支出", "本年支出", "财政拨款支出", "功能分类", "支出功能分类"), "expenditure"),
    **dict.fromkeys(("支出用途", "用途"), "purpose"),
}

_CHINESE = "一二三四五六七八九十"
_NUMBERING = re.compile(
    rf"(?:[{_CHINESE}]+[、.]|\((?:[{_CHINESE}]+|\d+)\)|\d{{1,2}}[、.]|其中:?|[加减]:|\d{{4}}年度?)(?=.)"
)
_LEVEL = re.compile(r"\([类款项]\)$")


@functools.lru_cache(maxsize=16_384)
def plain_words(text: str) -> str:
    """A printed text as plain words, without its numbering, spaces and marks.

    >>> plain_words("（一） 一般公共预算 拨款：")
    '一般公共预算拨款'
    """
    plain = re.sub(r"[\s“”\"'‘’]", "", unicodedata.normalize("NFKC", text))
    while match := _NUMBERING.match(plain):
        plain = plain[match.end() :]
    return _LEVEL.sub("", plain.rstrip(":;,。"))


_COUNTED = re.compile(r"\((?:辆|个|台|套|台[,、]?套|台\(套\)|人|批|批次|人次)\)$")


def uncounted(text: str) -> str:
    """Plain words without the unit in which what they name is counted, for it is printed or not.

    >>> uncounted("1.机要通信用车(辆)"), uncounted("国内接待批次(个)")
    ('机要通信用车', '国内接待批次')
    """
    return _COUNTED.sub("", plain_words(text))


@functools.lru_cache(maxsize=4_096)
def recognise(title: str) -> str | None:
    """The meaning of a table by the words of its title; `None` for a table that is none of a department's.

    >>> recognise("2024年部门一般公共预算支出功能分类预算表"), recognise("公开01表 收入支出决算总表")
    ('general_budget', 'summary')
    """
    words = plain_words(title)
    return next((meaning for pattern, meaning in _TITLES if re.search(pattern, words)), None)


def names_of(meaning: str | None) -> tuple[str, ...]:
    """Other names of a row or column, by its id in a form.

    >>> names_of("210")
    ('医疗卫生与计划生育支出', '医疗卫生支出')
    """
    return _NAMES.get(meaning or "", ())


def name_of_side(written: str | None) -> str | None:
    """The side that `收入`, `支出` or `支出用途` is; a side by its own name as it is."""
    return _SIDES.get(plain_words(written), written) if written else None
