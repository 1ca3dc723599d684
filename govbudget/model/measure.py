"""指标值 — targets and actual values as self-evaluations print them, read exactly or not at all (DOMAIN F5)."""

from __future__ import annotations

import enum
import functools
import re
import unicodedata
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.money import AmountError, Unit, is_absent, read_number, rounded

__all__ = ["Measure", "Operator", "read_measure"]


class Operator(enum.Enum):
    """指标符号 — what an actual value must be to meet its target (DOMAIN F5)."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    EQUAL = "="
    AT_MOST = "≤"
    LESS_THAN = "<"

    @property
    def positive(self) -> bool:
        """正向: the more, the better."""
        return self in (Operator.AT_LEAST, Operator.MORE_THAN)

    @property
    def reverse(self) -> bool:
        """反向: the less, the better."""
        return self in (Operator.AT_MOST, Operator.LESS_THAN)


_BLANK = "未填"
_WORDS = "没有数,是定性表述"
_EXPONENTS = {unit.zh: unit.exponent for unit in Unit}
_MULTIPLES = ("元", "‰", "万", "亿")
"""What the units begin with that are part of the number, or that it means nothing without."""
_SURELY_PERCENT = 10
"""A number above it without a unit is a percentage where percentages are printed: 95 is no 9500%."""


@frozen
class Measure:
    """指标值 — a printed target or actual value: sign, number, unit; no value where none can be read surely.

    `places` are the decimals printed, `reason` says why there is no value.
    """

    text: str = field(metadata={"zh": "原文"})
    operator: Operator | None = field(default=None, metadata={"zh": "符号"})
    value: Fraction | None = field(default=None, metadata={"zh": "数值"})
    unit: str = field(default="", metadata={"zh": "计量单位"})
    places: int = field(default=0, metadata={"zh": "小数位数"})
    reason: str = field(default="", metadata={"zh": "无值原因"})

    @property
    def is_quantitative(self) -> bool:
        """定量: there is a value, and it is no calendar year."""
        if self.value is None:
            return False
        bare = self.operator is None and not self.unit and not self.places
        return not (bare and re.fullmatch("(19|20)[0-9]{2}", str(self.value)))

    @property
    def is_blank(self) -> bool:
        """Nothing, or a sign and a unit without a number: how the platform prints an empty target (DOMAIN F5)."""
        return self.value is None and self.reason == _BLANK

    @property
    def is_money(self) -> bool:
        """In 元, 万元 or 亿元."""
        return self.unit in _EXPONENTS

    @property
    def number(self) -> str:
        """The number alone, with the decimals that were printed; empty without one."""
        return "" if self.value is None else format(rounded(self.value, self.places), "f")

    def in_unit(self, unit: str) -> Fraction | None:
        """The value in another unit; `None` where there is none, or where the two do not surely convert.

        元, 万元 and 亿元 convert. A number without a unit is in the unit of its column; among percentages
        only where it cannot be a ratio (95 is 95%, but 0.9 may be 0.9% or 90%).

        >>> read_measure("22209.17元").in_unit("万元")
        Fraction(2220917, 1000000)
        >>> read_measure("0.95").in_unit("%") is None, read_measure("95").in_unit("%")
        (True, Fraction(95, 1))
        """
        if self.value is None or self.unit == unit:
            return self.value
        if self.unit in _EXPONENTS and unit in _EXPONENTS:
            return self.value * Fraction(10) ** (_EXPONENTS[self.unit] - _EXPONENTS[unit])
        if self.unit == "%" and not unit:
            return self.value / 100
        if self.unit:
            return None if unit or self.unit.startswith(_MULTIPLES) else self.value
        return self.value if unit != "%" or self._surely_percent(self.value) else None

    def _surely_percent(self, value: Fraction) -> bool:
        whole = not self.places and abs(value) != 1
        return value == 0 or whole or abs(value) > _SURELY_PERCENT


_OPERATORS = {
    Operator.AT_LEAST: (
        *("≥", ">=", "=>", "≮", "大于或等于", "大于等于", "不得低于", "不得少于", "不低于", "不少于"),
        *("不小于", "至少"),
    ),
    Operator.AT_MOST: (
        *("≤", "<=", "=<", "≯", "小于或等于", "小于等于", "不得超过", "不得高于", "不超过", "不高于"),
        *("不大于", "不多于", "至多", "最多"),
    ),
    Operator.MORE_THAN: (">", "大于", "高于", "超过", "多于"),
    Operator.LESS_THAN: ("<", "小于", "低于", "少于"),
    Operator.EQUAL: ("=", "等于"),
}
_MEANING = {written: operator for operator, ways in _OPERATORS.items() for written in ways}
_SIGN = "|".join(sorted(map(re.escape, _MEANING), key=len, reverse=True))
_BEFORE = re.compile(rf"(?P<sign>{_SIGN})$")
_LEADING_SIGN = re.compile("(?P<sign>>=|<=|=>|=<|[≥≤≮≯><=])")
_SIGNS = re.compile("[≥≤≮≯><=]")
_AFTER = {
    **dict.fromkeys(("及以上", "以上"), Operator.AT_LEAST),
    **dict.fromkeys(("及以下", "以下", "以内", "之内", "内"), Operator.AT_MOST),
}
"""以上, 以下 and 以内 include the number itself (民法典 第一千二百五十九条)."""
_BOUND = re.compile("(?P<unit>.*?)(?P<bound>及?以[上下]|[以之]内|(?<=[时天日年月周钟])内)")

_NUMBER = re.compile(r"(?<![0-9])-?[0-9](?:[0-9,.]*[0-9])?")
_DATES = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}年|(?<![0-9])(?:1[0-2]|0?[1-9])月|[0-9]季度|[0-9]日(?:之|以)?前"
    r"|^(?:19|20)[0-9]{2}[-./](?:1[0-2]|0?[1-9])(?:[-./][0-9]{1,2})?$"
)
_RANGE = re.compile(r"[0-9][^0-9,。;、]{0,4}?[-~—–至到]+[0-9]")
_WITHHELD = (
    (_DATES, "是日期或期限"),
    (_RANGE, "是区间"),
    (re.compile("第[0-9]|[0-9]号"), "是序号"),
    (re.compile("(?<![节签合契制])约[0-9]|(?<!附)近[0-9]|左右|[0-9][余多几]"), "是约数"),
    (re.compile("未|没有|不足|不到|剩余"), "数前后有否定的话"),
    (re.compile("[A-Za-z]-?[0-9]|[0-9][A-Za-z]"), "数与字母相连"),
)
_STOPS = re.compile("[,。;、():!?]")
_MEASURE_WORDS = (
    "个工作日|个百分点|平方公里|平方千米|百分点|工作日|平方米|立方米|千瓦时|个月|人次|人天|课时|学时|小时|分钟|公里|千米"
    "|公顷|公斤|千克|批次|班次|架次|元|个|份|次|人|名|位|户|家|期|场|条|件|项|套|台|辆|批|年|月|周|天|日|分|度|米|亩|吨"
    "|升|克|篇|本|册|张|处|座|所|间|支|株|棵|头|只|盏|幅|届|轮|类|种|村|倍|笔|宗|起|例|部|版|块|组|队|盘|瓶|箱|车|艘|架"
    "|枚|顶|副|把|床"
)
_UNIT = re.compile(rf"(?:%|‰|[百千万亿]{{0,2}}(?:{_MEASURE_WORDS})|[万亿])(?:/[^0-9/]{{1,4}})?")
_NO_UNIT = re.compile("上年|去年|往年|同期|计划|标准|目标|平均|水平")
_LONGEST_UNIT = 4
_FOLDED = str.maketrans("≧⩾≽≦⩽≼−", "≥≥≥≤≤≤-")


@functools.lru_cache(maxsize=4096)
def read_measure(text: str | None) -> Measure:
    """Read a printed target or actual value. What cannot be read surely has no value but a reason.

    A value is what one number says, alone or in words (`专刊1期`), with its sign before it or after its unit
    (`90%以上`); dates, ranges, ordinals, approximations and texts with several numbers have none.

    >>> measure = read_measure("≥1,200.5 万元")
    >>> measure.operator, measure.value, measure.unit, measure.places
    (<Operator.AT_LEAST: '≥'>, Fraction(2401, 2), '万元', 1)
    >>> read_measure("80%-90%").reason
    '是区间'
    """
    if text is None or is_absent(text):
        return Measure(text or "", reason=_BLANK)
    plain = _folded(text)
    numbers = list(_NUMBER.finditer(plain))
    if not numbers:
        return _without_number(text, plain)
    withheld = next((why for pattern, why in _WITHHELD if pattern.search(plain)), None)
    if withheld is None and len(numbers) > 1:
        withheld = f"有{len(numbers)}个数"
    if withheld is not None:
        return Measure(text, reason=withheld)
    try:
        number = read_number(numbers[0].group())
    except AmountError as fault:
        return Measure(text, reason=str(fault))
    around = _around(text, plain[: numbers[0].start()], plain[numbers[0].end() :])
    if around.reason:
        return around
    return evolve(around, value=Fraction(number.scaled, 10**number.places), places=number.places)


def _folded(text: str) -> str:
    """Half-width, without the blanks that recognition leaves around signs, points and words.

    A blank between two digits stays: `10 20` is two numbers, and so is `10, 200`.
    """
    folded = "".join(
        unicodedata.normalize("NFKC", sign)
        if unicodedata.decomposition(sign).startswith(("<wide>", "<small>"))
        else sign
        for sign in text
    ).translate(_FOLDED)
    joined = re.sub(r"(?<=[0-9])\s*\.\s*(?=[0-9])", ".", folded)
    return re.sub(r"(?<![0-9,\s])\s+|\s+(?![0-9\s])|^\s+", "", joined)


def _without_number(text: str, plain: str) -> Measure:
    """Words; or a blank target, which the platform prints as its bare sign and unit."""
    sign = _LEADING_SIGN.match(plain)
    if sign is None:
        return Measure(text, reason=_WORDS)
    unit = plain[sign.end() :]
    if len(unit) > _LONGEST_UNIT or _NO_UNIT.search(unit):
        return Measure(text, reason=_WORDS)
    return Measure(text, _MEANING[sign["sign"]], unit=unit, reason=_BLANK)


def _around(text: str, before: str, after: str) -> Measure:
    """Sign and unit of the one number of a text, from the words before and after it."""
    sign = _BEFORE.search(before)
    operator = _MEANING[sign["sign"]] if sign else None
    words = before[: sign.start()] if sign else before
    if _SIGNS.search(words) or _SIGNS.search(after) or (words.endswith("(") and after.startswith(")")):
        return Measure(text, reason="符号与数的关系不明")
    phrase = _STOPS.split(after, maxsplit=1)[0]
    unit, bound = phrase, None
    if (limit := _BOUND.match(phrase)) is not None:
        unit, bound = limit["unit"], _AFTER[limit["bound"]]
    if (known := _UNIT.match(unit)) is not None:
        unit = known.group()
    elif len(unit) > _LONGEST_UNIT:
        return Measure(text, reason=f"计量单位不明({unit})")
    if bound and operator and (bound.positive, bound.reverse) != (operator.positive, operator.reverse):
        return Measure(text, reason="前后符号矛盾")
    return Measure(text, operator or bound, unit=unit)
