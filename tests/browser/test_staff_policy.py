"""Django's scripts run on the pages of staff under our policy, and nothing is held back that a page needs."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.browser.staff_room import SITE, opened
from tests.signing_in import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WORKS = {
    "login": "document.documentElement.dataset.theme !== undefined",
    "index": "document.querySelector('.theme-toggle') !== null",
    "staff_figuredraft_add": "document.querySelector('.datetimeshortcuts a') !== null",
    "directory_institution_changelist": "document.querySelector('#toggle-nav-sidebar') !== null",
    "auth_user_change": "document.querySelector('#user_form') !== null",
    "auth_user_password_change": "document.querySelector('#id_password1') !== null",
    "content_text_changelist": "true",
}
"""Pages, and what is true on each once its scripts have run."""


def test_nothing_that_the_pages_of_staff_need_is_held_back(browser):
    root = get_user_model().objects.create_superuser("root")
    page = opened(browser, signed_in(root), java_script_enabled=True)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name, worked in WORKS.items():
        of_one = (root.pk,) if "user_" in name else ()
        page.goto(f"{SITE}{reverse(f'admin:{name}', args=of_one)}")
        assert page.evaluate(worked), name
        assert [line for line in said if "Content Security Policy" in line or "Error" in line] == [], name
    page.evaluate(
        "document.body.appendChild(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in line for line in said)
    page.context.close()
