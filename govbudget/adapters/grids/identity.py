"""文件身份 — whose document it is, of which year, and whether 决算 or 预算, as its titles and tables say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

__all__ = ["department_of", "kind_of", "year_of"]

_OWNER = re.compile(
    r"(?:编制|填报|公开|预算|主管|决算)?(?:部门|单位)(?:名称)?(?:\(公章\)|\(盖章\))?[:：]\s*(?P<name>(?!单位|部门|金额)[^\s:：]*?[一-鿿])"
    r"(?=\s|$|金额单位|单位[:：]|公开|编制|\d{4})"
)
_NO_OWNER = re.compile(r"(?:人民币)?[十百千万亿]{0,3}(?:美|欧|日|港)?元|[角分]$")
_YEARS = (
    r"(?<!\d)(20\d\d)(?!\d)年?(?:度)?[^，。；\n]{0,24}(?:预算|决算)",
    r"(?:预算|决算)[^，。；\n]{0,12}(?<!\d)(20\d\d)(?!\d)年?度?",
    r"(?<!\d)(20\d\d)年",
)
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
_DATE = re.compile(
    # From January on is a year; any other month is but a day on which something was done.
    rf"20\d\d年(?!0?1月(?:0?1日)?[至到\-—–~～]){_MONTH}(?:[\d一二三四五六七八九十]{{1,3}}日)?"
    r"|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|(?:发布|印发|公开|公示|更新|成文|生成|编制|填报)(?:日期|时间)[:：]?20\d\d年?"
)
_CHINESE_YEAR = re.compile(
    r"二([〇○零Ο０0])([〇○零Ο０0一二三四五六七八九])([〇○零Ο０0一二三四五六七八九])(?=年)"
)
_DIGITS = {
    **dict.fromkeys("〇○零Ο０0", "0"),
    **{sign: str(at) for at, sign in enumerate("一二三四五六七八九", 1)},
}
_YEAR_ALONE = re.compile(r"[(（]?(20\d\d)年度[)）]?")
_WHAT = r"(?:省级|市级|区级|县级)?(?:部门|单位)?(?:预算|决算)"
_TITLE_NAME = (
    re.compile(rf"(?P<name>[一-鿿（）()、]{{4,40}})20\d\d年?(?:度)?{_WHAT}"),
    re.compile(rf"20\d\d年?(?:度)?(?P<name>(?!年|度|部门|单位)[一-鿿（）()、]{{4,40}}?){_WHAT}"),
)


def kind_of(titles: Iterable[str], pages: Sequence[str]) -> str:
    """`final-accounts` or `budget`, by the titles of the tables, else by the first pages.

    >>> kind_of(["收入支出决算总表"], []), kind_of([], ["某局2024年度部门预算"])
    ('final-accounts', 'budget')
    """
    for text in ("".join(titles), "".join(pages[:1]), "".join(pages[:3]), "".join(pages)):
        finals, budgets = text.count("决算"), text.count("预算")
        if finals or budgets:
            # 预算 is said of every kind of money (一般公共预算), 决算 only of final accounts.
            return "final-accounts" if finals and 5 * finals >= budgets else "budget"
    return "budget"


def with_digits(text: str) -> str:
    """A text with its years in digits.

    >>> with_digits("二〇二三年度部门决算")
    '2023年度部门决算'
    """
    return _CHINESE_YEAR.sub(lambda match: "2" + "".join(_DIGITS[sign] for sign in match.groups()), text)


def year_of(titles: Iterable[str], pages: Sequence[str], beside: Iterable[str] = ()) -> int | None:
    """The year that the document is for, as its first page, its table titles or its text name it.

    A year alone in a line or cell `beside` a table counts more than one in prose; a date is no such year.

    >>> year_of([], ["发布日期：2024年9月1日"]), year_of([], ["二〇二三年度部门决算"]), year_of([], [], ["2023年度"])
    (None, 2023, 2023)
    """
    texts = ["".join(pages[:1]), "\n".join(titles), "".join(pages[:4]), "".join(pages)]
    texts = [_undated(text) for text in texts]
    *telling, anywhere = _YEARS
    for pattern in telling:
        for text in texts:
            if found := Counter(re.findall(pattern, text)):
                return int(found.most_common(1)[0][0])
    alone = Counter(match[1] for text in beside if (match := _YEAR_ALONE.fullmatch(with_digits(text))))
    if len(alone) == 1:
        return int(next(iter(alone)))
    for text in texts:
        if found := Counter(re.findall(anywhere, text)):
            return int(found.most_common(1)[0][0])
    return None


def _undated(text: str) -> str:
    """A text without blanks and dates, its years in digits."""
    return _DATE.sub("，", with_digits(re.sub(r"[^\S\n]", "", text).replace("\r", "")))


def department_of(lines: Iterable[str], pages: Sequence[str]) -> str:
    """Whose document it is: as most of its tables say, else as its first pages name it; may be empty.

    >>> department_of(["编制部门：某区财政局 单位：元"], []), department_of([], ["某区财政局2024年度部门决算"])
    ('某区财政局', '某区财政局')
    """
    owners = Counter(
        match["name"]
        for line in lines
        for match in _OWNER.finditer(line)
        if not _NO_OWNER.match(match["name"])
    )
    if owners:
        most = owners.most_common(1)[0][0]
        # A long name is often cut by the edge of its line; the whole one stands elsewhere.
        return max((name for name in owners if name.startswith(most)), key=len)
    whole = with_digits(re.sub(r"\s", "", "".join(pages)))
    for page in pages[:4]:
        lines_of_page = [with_digits(re.sub(r"\s", "", line)) for line in page.splitlines()]
        # A title stands on one line, or runs over up to three.
        for place in range(len(lines_of_page)):
            runs = [(first, last) for last in (1, 2, 3) for first in (0, -1) if place + first >= 0]
            texts = ["".join(lines_of_page[place + first : place + last]) for first, last in runs]
            names = [name for text in texts if (name := _named(text))]
            if names:
                return _fuller(names, whole)
    return ""


def _named(text: str) -> str | None:
    found = next((match for pattern in _TITLE_NAME if (match := pattern.search(text))), None)
    return re.sub(r"^(?:第.部分|关于)", "", found["name"]) if found else None


def _fuller(names: Sequence[str], whole: str) -> str:
    """The longest of several readings of a name that the document says as a whole again."""
    best = names[0]
    for name in names[1:]:
        if len(name) > len(best) and name.endswith(best) and 2 * whole.count(name) > whole.count(best):
            best = name
    return best
