"""词元 — a sentence cut into amounts, percentages, counts, years, other numbers, words and marks; nothing is lost.

A number is money only where its own unit says so: a year, a document number, a code, a date or a page is never
an amount. Digits are read exactly as `money.read_number` reads them.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import field, frozen

from govbudget.money import Amount, Unit, Written, read_number

__all__ = ["Kind", "Token", "tokens"]

MOST_DIGITS = 24
"""Longer runs of digits are codes (`money.read_number` refuses them)."""


class Kind(enum.Enum):
    """词类 — what a piece of a sentence is."""

    AMOUNT = "金额"
    PERCENT = "百分比"
    COUNT = "数量"
    YEAR = "年份"
    CODE = "编号"
    NUMBER = "其他数"
    WORD = "文字"
    MARK = "标点"


@frozen
class Token:
    """词元 — one piece of a sentence and where it stands; the texts of all pieces are the sentence.

    `value` is the number as printed, without its unit; `unit` is 元, 万元, 亿元, %, 平方米, 年, ….
    """

    kind: Kind = field(metadata={"zh": "词类"})
    text: str = field(metadata={"zh": "原文"})
    start: int = field(metadata={"zh": "起"})
    end: int = field(metadata={"zh": "止"})
    value: Written | None = field(default=None, metadata={"zh": "数"})
    unit: str = field(default="", metadata={"zh": "单位"})

    @property
    def number(self) -> Fraction | None:
        """The printed number, exactly; in units of `unit`.

        >>> tokens("占64.08%")[1].number
        Fraction(1602, 25)
        """
        return None if self.value is None else Fraction(self.value.scaled, 10**self.value.places)

    @property
    def amount(self) -> Amount | None:
        """The sum of money with the slack of its last printed place; `None` for what is no money."""
        if self.kind is not Kind.AMOUNT or self.value is None:
            return None
        return Amount.of(self.value.decimal_text, Unit(self.unit))

    @property
    def printed(self) -> str:
        """The number and its unit without blanks: `446.46万元`."""
        return re.sub(r"\s+", "", self.text)


_DIGIT = "[0-9０-９]"
_CENTURY = "(?:19|20|１９|２０)"
_NUMBER = (
    rf"(?:{_DIGIT}{{1,3}}(?:,{_DIGIT}{{3}})+(?!{_DIGIT})|{_DIGIT}{{1,3}}(?:，{_DIGIT}{{3}})+(?=[.．]{_DIGIT})|[０-９]{{1,3}}(?:，[０-９]{{3}})+(?![０-９])|{_DIGIT}+)"
    rf"(?:[.．]{_DIGIT}+)?"
)
# 446. 46万元: a blank beside the point belongs to the number only if money or a percentage follows, and it is
# no number of a list (1. 100万元以上…), which would stand first in its clause.
_TORN = rf"(?<![。；;：:、，,（(\s0-9])\s?{_DIGIT}+(?:\s[.．]\s?|[.．]\s){_DIGIT}{{1,6}}(?=\s*(?:[%％﹪]|万\s?元|亿\s?元|元))"
# 1 000.00万元: groups of exactly three digits after a blank, of money alone; a code or a year before is none of it.
_SPACED = (
    rf"(?<![0-9０-９.．,，])(?<![0-9０-９]\s)[1-9１-９]{_DIGIT}{{0,2}}(?:[ \u3000]{_DIGIT}{{3}})+"
    rf"(?:[.．]{_DIGIT}{{1,6}})?(?=\s*(?:万\s?元|亿\s?元|元))"
)
_FOREIGN = r"(?:[万亿]\s?)?(?:美|港|欧|日|澳|加)元"
_MONEY = r"(?:亿\s?元|万\s?元|元(?![/／旦月件素器器]))(?!\s?[/／])"
_PERCENT = r"[%％﹪](?!\s?[/／])"
_MEASURES = (
    "人次 人天 人日 人(?!员|才|大|力|均|民|社|口|事) 台（套） 台(套) 台/套 台套 台 套 个百分点 个 家 辆 批次 批 项次 项(?!目) 平方米 平方公里 平米 ㎡ 公里 千米 米 亩 公顷 公斤 吨 "
    "分钟 分 名 位 场次 场 期(?!间|末|初) 户次 户 件 座 间 所 处 册 份 天 小时 课时 学时 个月 层 幢 栋 条 株 棵 头 只 次 篇 张 支(?!出|付|部|持|撑) "
    "岁 ‰ 倍 号楼 盏 元/人 元/月 元／人"
)
_COUNTED = "(?:" + "|".join(one if "(?!" in one else re.escape(one) for one in _MEASURES.split()) + ")"

_FIGURE = re.compile(
    rf"""
    (?P<date>{_DIGIT}+(?:[.．]{_DIGIT}+){{2,}})
  | (?P<letters>[A-Za-z][A-Za-z_-]*{_DIGIT}[A-Za-z0-9_-]*(?:[.．]{_DIGIT}+)?)
  | (?P<bracketed>[〔﹝\[［【（({{]\s?{_CENTURY}{_DIGIT}{{2}}\s?[〕﹞\]］】）)}}]\s?(?:第\s?)?{_DIGIT}+\s?号)
  | (?P<hundredth>百分之\s?{_NUMBER})
  | (?P<ordinal>第\s?{_DIGIT}+)
  | (?P<year>{_CENTURY}{_DIGIT}{{2}}(?!{_DIGIT}|[.．]{_DIGIT}|,{_DIGIT}{{3}})(?=\s?(?:年|[-—–~～至到、和及与]\s?{_CENTURY}{_DIGIT}{{2}}\s?年)))
  | (?P<sign>(?<![0-9０-９A-Za-z])[-−－﹣])?(?P<number>{_SPACED}|{_TORN}|{_NUMBER})
    (?:\s*(?P<foreign>{_FOREIGN})
      |\s*(?P<money>{_MONEY})
      |\s*(?P<percent>{_PERCENT})
      |\s*(?P<document>号(?!楼))
      |\s?(?P<calendar>[年月日时](?!薪|报|均))
      |\s*(?P<counted>(?:[万亿千百]\s?)?{_COUNTED})
      |\s*(?P<large>[万亿](?!\s?元))
    )?
    """,
    re.VERBOSE,
)
_WORDS = re.compile(
    r"[，,。；;：:、！!？?（）()\[\]〔〕【】《》<>“”\"‘’'…]|[^，,。；;：:、！!？?（）()\[\]〔〕【】《》<>“”\"‘’'…]+"
)
_MARKS = frozenset("，,。；;：:、！!？?（）()[]〔〕【】《》<>“”\"‘’'…")


def tokens(text: str) -> tuple[Token, ...]:
    """Every piece of a sentence in order.

    >>> [(token.kind.name, token.text) for token in tokens("2024年支出446. 46万元，占64.08%")]
    [('YEAR', '2024'), ('WORD', '年支出'), ('AMOUNT', '446. 46万元'), ('MARK', '，'), ('WORD', '占'), ('PERCENT', '64.08%')]
    """
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Token]:
    done = 0
    for match in _FIGURE.finditer(text):
        yield from _words(text, done, match.start())
        yield from _figure(match)
        done = match.end()
    yield from _words(text, done, len(text))


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _WORDS.finditer(text, start, end):
        kind = Kind.MARK if match[0] in _MARKS else Kind.WORD
        yield Token(kind, match[0], match.start(), match.end())


def _figure(match: re.Match[str]) -> Iterator[Token]:
    """The token of one figure; a torn number may have taken a blank before it, which is given back."""
    start, end, text = match.start(), match.end(), match[0]
    if any(match[name] for name in ("date", "letters", "bracketed", "ordinal")):
        yield Token(Kind.CODE, text, start, end)
        return
    if match["hundredth"]:
        yield Token(Kind.PERCENT, text, start, end, _written(text.removeprefix("百分之")), "%")
        return
    if match["year"]:
        yield Token(Kind.YEAR, text, start, end, _written(text), "年")
        return
    lead = len(text) - len(text.lstrip())
    if lead:
        yield Token(Kind.WORD, text[:lead], start, start + lead)
    digits = (match["sign"] or "") + match["number"].strip()
    if sum(sign.isdigit() for sign in digits) > MOST_DIGITS:
        yield Token(Kind.CODE, text[lead:], start + lead, end)
        return
    kind, unit = _kind_of(match)
    yield Token(kind, text[lead:], start + lead, end, _written(digits), unit)


def _kind_of(match: re.Match[str]) -> tuple[Kind, str]:
    """What a number is by the unit that follows it."""
    for name, kind in (
        ("money", Kind.AMOUNT),
        ("percent", Kind.PERCENT),
        ("document", Kind.CODE),
        ("foreign", Kind.COUNT),
        ("counted", Kind.COUNT),
        ("large", Kind.COUNT),
        ("calendar", Kind.COUNT),
    ):
        if match[name]:
            unit = "%" if name == "percent" else re.sub(r"\s+", "", match[name])
            return kind, unit
    return Kind.NUMBER, ""


def _written(digits: str) -> Written:
    """`1，２３４. 50` exactly."""
    plain = re.sub(r"\s+", "", digits).replace("，", "").replace("．", ".")
    return read_number(plain.replace("－", "-"))
