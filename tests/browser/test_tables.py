"""Tables of the guide on a phone: the caption stays in sight, and two columns need no scrolling."""

import pytest

from advisor.web.asking import asked_on
from advisor.web.guide import GUIDE
from advisor.web.pages import Here

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"width": 360, "height": 740}
ONE_WORD = 60
"""Pixels by which a long word may stand out: Debian's Chromium has no dictionaries to hyphenate by."""

TABLES = """() => [...document.querySelectorAll('.scroll')].map(table => {
  table.scrollLeft = 1000;
  const said = document.createRange();
  said.selectNodeContents(table.querySelector('caption'));
  const { left, right } = said.getBoundingClientRect(), seen = table.getBoundingClientRect();
  return { caption: said.toString(), columns: table.querySelectorAll('thead th').length,
    beyond: table.scrollWidth - table.clientWidth, whole: left >= seen.left - 1 && right <= seen.right + 1 };
})"""


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["de", "nl", "hu"])
def test_a_phone_shows_captions_and_two_columns_whole(phone, site, language):
    tables = []
    for key in GUIDE:
        phone.goto(site + Here("guide-page", asked_on(), {"key": key}).path(language))
        tables += phone.evaluate(TABLES)
    assert any(table["beyond"] > ONE_WORD for table in tables)
    assert [table["caption"] for table in tables if not table["whole"]] == []
    assert [table["caption"] for table in tables if table["columns"] == 2 and table["beyond"] > ONE_WORD] == []
