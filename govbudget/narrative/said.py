"""所述的数 — every figure of a sentence with what it is said to be: an amount of a year, a budget, a change, a share.

A list without words between its figures (分别为A、B和C万元) is one saying of several figures.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence

from attrs import evolve, field, frozen

from govbudget.narrative.passages import Passage
from govbudget.narrative.tokens import Kind, Token

__all__ = ["DOWN", "UP", "Role", "Said", "explains", "figures_of", "said_in", "stripped", "year_in"]

UP, DOWN = 1, -1


class Role(enum.Enum):
    """所述 — what a figure is said to be."""

    LEVEL = "数额"
    BUDGET = "预算数"
    ACTUAL = "决算数"
    PRIOR = "上年数"
    CHANGE = "增减额"
    RATE = "增减幅度"
    SHARE = "占比"
    COMPLETION = "完成率"
    LIMIT = "界限"
    OTHER = "其他"


LEVELS = frozenset({Role.LEVEL, Role.BUDGET, Role.ACTUAL, Role.PRIOR})


@frozen
class Said:
    """所述的数 — a figure, or several in one list, with the words that say what they are.

    `lead` are the words since the figure before, `name` the quantity they name, `label` the whole or the budget that
    a percentage refers to, `direction` up, down or unknown; `depth` counts the brackets around it.
    """

    figures: tuple[Token, ...] = field(metadata={"zh": "数"})
    role: Role = field(metadata={"zh": "所述"})
    lead: str = field(default="", repr=False, metadata={"zh": "前文"})
    follow: str = field(default="", repr=False, metadata={"zh": "后文"})
    name: str = field(default="", metadata={"zh": "名称"})
    label: str = field(default="", metadata={"zh": "基准"})
    direction: int | None = field(default=None, metadata={"zh": "方向"})
    year: int | None = field(default=None, metadata={"zh": "年份"})
    depth: int = field(default=0, metadata={"zh": "括号"})

    @property
    def unit(self) -> str:
        """The unit of the figures; 元 for any unit of money."""
        first = self.figures[-1]
        return "元" if first.kind is Kind.AMOUNT else first.unit

    @property
    def is_level(self) -> bool:
        """True for a quantity, false for what is derived from quantities."""
        return self.role in LEVELS


_FIGURES = frozenset({Kind.AMOUNT, Kind.PERCENT, Kind.COUNT, Kind.NUMBER})
_BETWEEN = re.compile(r"\s*(?:、|，|,|和|与|及|以及|、和)\s*")
_CALENDAR = frozenset("年月日时")


def figures_of(passage: Passage) -> Iterator[Token]:
    """Every number of a sentence that may count something: no year, date, code, nor the number of its own heading."""
    beginning = _after_heading(passage.text)
    for token in passage.tokens:
        if token.kind in _FIGURES and token.unit not in _CALENDAR and token.end > beginning:
            yield token


def said_in(passage: Passage) -> tuple[Said, ...]:
    """The figures of a sentence in order.

    >>> [one.role.value for one in said_in(Passage((), 1, 1, "支出446.46万元，比上年减少17.59万元，下降3.79%。"))]
    ['数额', '增减额', '增减幅度']
    """
    text, groups = passage.text, list(_groups(passage))
    sayings: list[Said] = []
    end = _after_heading(text)
    for place, group in enumerate(groups):
        lead = text[end : group[0].start]
        following = groups[place + 1][0].start if place + 1 < len(groups) else len(text)
        end = group[-1].end
        depth = sum(text.count(sign, 0, group[0].start) for sign in "（(") - sum(
            text.count(sign, 0, group[0].start) for sign in "）)"
        )
        before = sayings[-1] if sayings else None
        said = evolve(
            _saying(group, lead, text[end:following], before), depth=max(depth, 0), year=year_in(lead)
        )
        if said.is_level and explains(text[: group[0].start]):
            said = evolve(said, role=Role.OTHER)
        sayings.append(said)
    return tuple(sayings)


_REASON = re.compile(r"(?:主要原因|原因是|原因为|主要是由于|主要是因为)[^；;。]*$")
"""What an explanation mentions is no figure of the account."""


def explains(before: str) -> bool:
    """True where the words before a figure are giving a reason."""
    return _REASON.search(before) is not None


def _after_heading(text: str) -> int:
    match = re.match(r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}(?:[）)]|[、．]|\.(?![0-9])))\s*", text)
    return match.end() if match else 0


def _groups(passage: Passage) -> Iterator[tuple[Token, ...]]:
    """Figures that follow one another with nothing but a comma or an 和 between; bare numbers take the last unit."""
    group: list[Token] = []
    beginning = _after_heading(passage.text)
    for token in figures_of(passage):
        token = _money(token, passage.text)  # noqa: PLW2901 - 万 for 万元
        if token.start < beginning:  # 1．85万元 may be the first item or 1.85
            continue
        if (
            group
            and _BETWEEN.fullmatch(passage.text, group[-1].end, token.start)
            and _alike(group[-1], token)
        ):
            group.append(token)
            continue
        yield from _settled(group, passage.text)
        group = [token]
    yield from _settled(group, passage.text)


def _money(token: Token, text: str) -> Token:
    """万 before a mark is 万元 in a sentence about money."""
    bare = token.kind is Kind.COUNT and token.unit in ("万", "亿")
    if (
        bare
        and re.match(r"[，,、；;。：:）)]|$", text[token.end :])
        and re.search("预算|资金|经费|金额|投资|万元", text)
    ):
        return evolve(token, kind=Kind.AMOUNT, unit=token.unit + "元")
    return token


def _alike(left: Token, right: Token) -> bool:
    return left.kind is Kind.NUMBER or (
        left.kind is right.kind and (left.unit == right.unit or left.kind is Kind.AMOUNT)
    )


def _settled(group: Sequence[Token], text: str) -> Iterator[tuple[Token, ...]]:
    """A list whose bare numbers take the unit of the last; a lone number without a unit says nothing, but zero."""
    last = group[-1] if group else None
    if last is None:
        return
    if last.kind is Kind.NUMBER:
        if len(group) == 1 and last.number == 0 and re.search(r"[为是]\s*$", text[: last.start]):
            yield (last,)
        return
    united = [token for token in group if token.kind is not Kind.NUMBER]
    bare = group[: len(group) - len(united)]
    if bare and re.search(r"(?:分别|各|[为是达占加少长降])\s*$", text[: group[0].start]):
        united = [*(evolve(token, kind=last.kind, unit=last.unit) for token in bare), *united]
    yield tuple(united)


def year_in(lead: str) -> int | None:
    """The year that the words before a figure name last; 上年 and 去年 come before any."""
    found = list(re.finditer(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年|(上年|去年|上一年|以前年度)", lead))
    if not found:
        return None
    return int(found[-1][1]) if found[-1][1] else 0


_UP = r"增加|(?<![稳促保])增长|上升|提高|增收|增支|上涨|调增|增幅|增速|多"
_DOWN = r"负增长|减少|下降|降低|减收|减支|缩减|压减|调减|减幅|降幅|下滑|回落|少"
_MOVES = re.compile(
    rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP})|(?P<either>变动|变化|增减))(?:率|额|了|的?幅度|比例|数)?"
    r"\s*(?:约为|约|为|达到|达|近|是|各|分别为)?\s*$"
)
_OVER_YEARS = re.compile(r"年均|平均每?年?|累计|[一二三四五六七八九十0-9]年间?[^，,]{0,4}(?:增|减|下)|复合")
"""Growth over several years is no change from one year to the next."""

_RESIDUE = re.compile(
    r"(?:增加|减少|增长|下降|降低|上升)\s*[（(/]\s*(?:减少|增加|增长|下降|降低|上升)\s*[）)]?\s*(?:了|为)?\s*$"
)
_STEP = re.compile(r"[，,；;：:。！？]")
_TRAILING = re.compile(
    r"(?:共计|合计为|总计为|共有|共|约为|约|为|是|达到|达|计|各是|各为|分别为|分别是|分别|：|:)?\s*$"
)
_TOTAL = re.compile(r"(?:合计|总计|共计)$")
_LEADING = re.compile(
    r"^(?:其中|此外|另外|另|以及|并且|同时|包括|一是|二是|三是|四是|和|及|、|[：:，,；;“”\"]|20[0-9]{2}年(?:度|当年|初|末|底)?|本年度?(?=预算|决算))+"
)


def stripped(words: str) -> str:
    """The quantity that words name, without year, connectives and verb.

    >>> stripped("某厅2024年度支出合计为")
    '支出合计'
    """
    words = re.split(r"(?:19|20)[0-9]{2}\s*年(?:度|初|末|当年)?", words)[-1]
    words = _LEADING.sub("", words.strip())
    bare = re.sub(r"(?:[为是]|：|:)\s*$", "", words)
    return (bare if _TOTAL.search(bare) else _TRAILING.sub("", words)).strip('“”"、 ')


def _saying(group: tuple[Token, ...], lead: str, follow: str, before: Said | None) -> Said:
    step = _STEP.split(lead)[-1]
    if group[-1].kind is Kind.PERCENT:
        return _percentage(group, lead, follow, step, before)
    if group[-1].kind is Kind.AMOUNT and _is_limit(lead, follow):
        return Said(group, Role.LIMIT, lead, follow)
    if _VERB_FIRST.search(step) and not _RESIDUE.search(step):
        return Said(group, Role.OTHER, lead, follow)
    if moved := _moved(step):
        return Said(group, Role.CHANGE, lead, follow, stripped(moved[1]), direction=moved[0])
    role = _level(step)
    return Said(group, role, lead, follow, _name(step, lead, role), label=_budget_label(step))


_VERB_FIRST = re.compile(
    r"^\s*(?:相应)?(?:增加|减少|新增|调增|调减|压减|核减|追加)(?!.*(?:为|数)\s*$)[^，。；了额为约]{2,}$"
)
"""增加基本支出20万元 says what was added and what it cost, not how much there is."""


def _is_limit(lead: str, follow: str) -> bool:
    """A bound (单价100万元（含）以上) is no figure of the accounts."""
    return bool(re.match(r"\s*[（(]?含?[）)]?\s*(?:以上|以下|及以上|及以下|以内)", follow)) or bool(
        re.search(r"(?:超过|不足|高于|低于|不低于|单价|超|近|逾|标准为?)\s*$", lead)
    )


def _moved(step: str) -> tuple[int | None, str] | None:
    """The direction that the words end in, and the words before it."""
    if residue := _RESIDUE.search(step):
        return None, step[: residue.start()]
    if match := _MOVES.search(step):
        return (DOWN if match["down"] else UP if match["up"] else None), step[: match.start()]
    return None


_PRIOR = re.compile(
    r"(?:比|较|与|同|相比|由|从)[^增减]*(?:上年|去年|20[0-9]{2}年)[^增减]*$|(?:^|[（(])\s*(?:上年|去年|上一年)(?!度?[结末])[^增减]*$"
)
_ACTUAL = re.compile(
    r"(?:决算支出|支出决算|收入决算|决算|执行|实际支出|实际完成)(?:数|额|总额)?(?:合计|总计)?\s*(?:约?为|是|分别[为是]|：)?\s*$"
)
_BUDGET = re.compile(
    r"(?P<label>年初预算|全年预算|调整后?预算|年度预算|预算)(?:数|额|总额|安排|安排数|金额)?\s*(?:约?为|是|分别[为是]|：)?\s*$"
)


def _level(step: str) -> Role:
    if _PRIOR.search(step):
        return Role.PRIOR
    if _ACTUAL.search(step):
        return Role.ACTUAL
    return Role.BUDGET if _BUDGET.search(step) else Role.LEVEL


def _budget_label(step: str) -> str:
    match = _BUDGET.search(step)
    return match["label"] if match else ""


def _name(step: str, lead: str, role: Role) -> str:
    """What is measured: the words of the step itself, or of the step before where it names the stage alone."""
    words = step
    if role in (Role.BUDGET, Role.ACTUAL) and (match := (_ACTUAL.search(step) or _BUDGET.search(step))):
        own = stripped(step[: match.start()])
        return own or stripped(step)
    name = stripped(words)
    steps = [one for one in _STEP.split(lead) if one.strip()]
    return name if name or len(steps) < 2 else stripped(steps[-1])  # noqa: PLR2004 - there is one before


_SHARE = re.compile(r"占(?P<label>.*)$")
_SHARE_END = re.compile(r"(?:的|之)?(?:比重|比例|比|份额)?(?:分别)?(?:约?为|是|达到?|到|约)?\s*$")
_DONE = re.compile(
    r"完成(?!.*占)(?:了)?(?P<label>[^，,]*?(?:预算|年初|全年|调整)[^，,]*?)(?:的|比例为)?(?:约)?\s*$"
    r"|(?<=预算)完成(?:了)?\s*$"
)
_DONE_RATE = re.compile(
    r"(?:执行率|执行进度|执行比例|支出进度|(?:预算|资金)完成率|(?:预算|资金)完成比例)(?:为|达到?|是|约)?\s*$"
)
_OF_BUDGET = re.compile(r"(?:为|占|达到?)(?P<label>[^占]*?预算(?:数|额|安排)?)的\s*$")


def _percentage(  # noqa: PLR0911 - one return for each way of saying
    group: tuple[Token, ...], lead: str, follow: str, step: str, before: Said | None
) -> Said:
    if _OVER_YEARS.search(step):
        return Said(group, Role.OTHER, lead, follow)
    if moved := _moved(step):
        return Said(group, Role.RATE, lead, follow, stripped(moved[1]), direction=moved[0])
    if match := _DONE.search(step):
        return Said(group, Role.COMPLETION, lead, follow, label=stripped(match["label"] or "预算"))
    if _DONE_RATE.search(step):
        return Said(group, Role.COMPLETION, lead, follow, label="执行率")
    if match := _OF_BUDGET.search(step):
        return Said(group, Role.COMPLETION, lead, follow, label=stripped(match["label"]))
    if match := _SHARE.search(step):
        return Said(group, Role.SHARE, lead, follow, label=_SHARE_END.sub("", match["label"]).strip())
    if before and before.role is Role.CHANGE and re.fullmatch(r"\s*[（(]\s*", lead):
        return Said(group, Role.RATE, lead, follow, direction=before.direction)
    if (
        before
        and before.is_level
        and re.fullmatch(r"\s*的(?:比重|比例|份额)?(?:分别)?(?:约?为|是)?\s*", lead)
    ):
        return _of_the_figure_before(group, lead, follow, before)
    return Said(group, Role.OTHER, lead, follow)


def _of_the_figure_before(group: tuple[Token, ...], lead: str, follow: str, before: Said) -> Said:
    """占支出总额500万元的20%, 完成年初预算数3万元的57%: the base is the figure before."""
    step = _STEP.split(before.lead)[-1]
    if "占" in step:
        return Said(group, Role.SHARE, lead, follow, label="=")
    if "完成" in step:
        return Said(group, Role.COMPLETION, lead, follow, label="=")
    return Said(group, Role.OTHER, lead, follow)
