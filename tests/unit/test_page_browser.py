"""Pages in a real browser: what is folded opens at a click, nothing complains, nothing is cut, paper shows it all."""

from __future__ import annotations

import pypdfium2
import pytest
from attrs import evolve
from browser import EXECUTABLE, Browser
from page_examples import example, faulty

import govbudget
from govbudget.adapters.page import write_report_page, write_review_page
from govbudget.catalogue import example_file
from govbudget.model import Department

pytestmark = pytest.mark.skipif(EXECUTABLE is None, reason="这台机器没有 Chromium,网页只按文字核对")

WIDTHS = (1280, 390)
HOSTILE = (
    """<script>window.hacked=1</script>"'><img src=x onerror="window.hacked=1">javascript:window.hacked=1"""
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    ledger = govbudget.read_ledger(example_file("houma-2024", "ledger.csv"))
    report = govbudget.Report.of(ledger, govbudget.form("shanxi-2024"), govbudget.code_book(2024))
    disclosure = faulty(example())
    narrative = govbudget.narrate(report, govbudget.wording("shanxi-2024"))
    write_report_page(report, folder / "报告.html", narrative, disclosure.evaluations)
    review = govbudget.check(disclosure)
    write_review_page(review, disclosure, folder / "核对.html")
    # Paper takes a browser long: what is printed is shorter.
    few = tuple(fact for fact in ledger.facts if (fact.functional or "")[:3] in ("201", "210"))
    short = govbudget.Report.of(evolve(ledger, facts=few), report.form, report.book)
    write_report_page(short, folder / "短报告.html")
    some = review.broken[:3] + review.of(govbudget.Verdict.NOT_TESTED)
    bare = evolve(disclosure, evaluations=())
    write_review_page(evolve(review, findings=some), bare, folder / "短核对.html")
    parts = tuple(evolve(part, name=HOSTILE) for part in disclosure.evaluations)
    hostile = evolve(disclosure, department=Department(HOSTILE, HOSTILE), tables=(), evaluations=parts)
    write_review_page(govbudget.check(evolve(hostile, stated=())), hostile, folder / "有害.html")
    return folder


@pytest.fixture(scope="module")
def browser():
    with Browser() as opened:
        yield opened


@pytest.fixture(params=WIDTHS)
def opened(request, browser, pages):
    def open_page(name):
        browser.open(pages / name, width=request.param)
        return browser

    yield open_page
    assert browser.complaints == []
    assert browser.requests[1:] == []  # the first is the page itself


def nothing_is_wider_than(browser):
    wide, window = browser.ask("[document.documentElement.scrollWidth, innerWidth]")
    return wide <= window


def test_a_report_opens_the_origin_of_a_number_at_a_click(opened):
    page = opened("报告.html")
    assert nothing_is_wider_than(page)
    cell = 'td[data-figure="expenditure[208].project"] a'
    page.click(cell)
    origin = page.ask("location.hash")
    assert page.ask(f"document.querySelector('{origin}').open")
    assert page.ask(f"document.querySelector('{origin}').checkVisibility()")
    # A sum in between unfolds where it stands.
    page.click(f"{origin} li details > summary")
    assert page.ask(f"document.querySelectorAll('{origin} li li').length") > 0
    page.click(f"{origin} a.back")
    assert page.ask("location.hash") == origin.replace("#", "#c-")
    assert nothing_is_wider_than(page)


def test_a_review_opens_an_explanation_at_a_click_and_from_the_keyboard(opened):
    page = opened("核对.html")
    assert nothing_is_wider_than(page)
    worked = "article details.worked"
    assert not page.ask(f"document.querySelector('{worked}').open")
    page.click(f"{worked} > summary")
    assert page.ask(f"document.querySelector('{worked}').open")
    page.press_enter(f"{worked} > summary")
    assert not page.ask(f"document.querySelector('{worked}').open")
    page.click("details.attached > summary")
    assert page.ask("document.querySelector('.follower').checkVisibility()")
    assert nothing_is_wider_than(page)


def test_findings_are_filtered_by_severity_and_by_table(opened):
    page = opened("核对.html")
    shown = "document.querySelectorAll('article.finding:not([hidden])').length"
    everything = page.ask(shown)
    assert page.ask("document.querySelector('form.filter output').textContent") == f"显示 {everything} 处"

    def choose(control, label):
        page.ask(
            f"(() => {{ const s = document.querySelector('{control}'); s.value = [...s.options].find("
            f"o => o.text.startsWith('{label}')).value;"
            " s.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )
        return page.ask(shown)

    errors = choose("#severity", "错误")
    assert 0 < errors < everything
    assert page.ask(
        "[...document.querySelectorAll('article:not([hidden])')].every(a => a.dataset.severity === 'error')"
    )
    assert 0 < choose("#subject", "情况说明") < errors
    assert page.ask("document.querySelector('#severity-warning').hidden")
    assert page.ask("document.querySelector('#untested .rule').checkVisibility()")
    choose("#subject", "全部")
    assert choose("#severity", "全部") == everything


def test_names_that_would_be_scripts_do_nothing(opened):
    page = opened("有害.html")
    assert page.ask("window.hacked") is None
    assert "<script>" in page.ask("document.querySelector('h1').textContent")
    assert nothing_is_wider_than(page)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("短报告.html", ["下级4个科目之和", "ledger.csv", "20129群众团体事务项目支出=10.35万元"]),
        ("短核对.html", ["预算执行得分与各指标得分之和", "各末级科目之和", "19.56万元", "文件没有公开05"]),
    ],
)
def test_paper_shows_what_is_folded_on_the_screen(browser, pages, tmp_path, name, folded):
    browser.open(pages / name, width=1280)
    (tmp_path / "a.pdf").write_bytes(browser.printed())
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    text = "".join(text.split())
    assert [words for words in folded if words not in text] == []
    assert browser.complaints == []
