"""Pictures of every kind of page for people to look at: three sizes, light and dark, each language (`make pictures`).

With words after it, only the kinds that have one of them in their name: `make pictures ONLY="result sheet"`.
"""

import os
import re
from itertools import product
from pathlib import Path

import pytest

from tests.axe import DETAILS
from tests.kinds import KINDS, LANGUAGES, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SIZES = ((360, 740), (768, 1024), (1440, 900))
ONLY = os.environ.get("ONLY", "").split()
WANTED = [kind for kind in KINDS if not ONLY or any(word in kind.name for word in ONLY)]


@pytest.mark.parametrize(("size", "theme"), list(product(SIZES, ("light", "dark"))))
def test_take_pictures(browser, site, size, theme):
    width, height = size
    folder = Path(os.environ.get("DATA_DIR", "var")) / "pictures" / f"{width}x{height}-{theme}"
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, bypass_csp=True, reduced_motion="reduce"
    )
    tab = context.new_page()
    for kind, language in product(WANTED, LANGUAGES):
        name = re.sub(r"[^a-z]+", "-", kind.name)
        visit(tab, site, kind.at(language))
        tab.screenshot(path=folder / f"{name}.{language}.png")
        tab.evaluate(DETAILS)
        tab.screenshot(path=folder / f"{name}.{language}.whole.png", full_page=True)
    context.close()
