"""Everything that the site offers is at most three clicks from the start page, in every language."""

from urllib.parse import urldefrag, urljoin

import pytest
from django.conf import settings
from django.utils import translation

from advisor.flows import all_flows
from advisor.web import glossary
from advisor.web.asking import asked_on
from advisor.web.guide import GUIDE
from advisor.web.pages import Here
from advisor.web.slugs import LISTS, PAGES

LANGUAGES = [code for code, _ in settings.LANGUAGES]
MOST_CLICKS = 3


def offered(language):
    """The addresses of all that a language offers."""
    places = [
        *(("guide-page", {"key": key}) for key in GUIDE),
        *(("interview", {"flow": key}) for key in all_flows()),
        *(("list", {"list_key": key}) for key in LISTS),
        *(("site-page", {"page_key": key}) for key in PAGES),
        *(("glossary-letter", {"letter": letter}) for letter in glossary.letters(language)),
        ("search", {}),
    ]
    return {Here(name, asked_on(), arguments).path(language) for name, arguments in places}


def clicks(client, read, language, wanted):
    """How many clicks from the start page each address is away, until all that is wanted is found."""
    start = Here("start", asked_on()).path(language)
    away, here = {start: 0}, [start]
    while here and not wanted <= set(away):
        there = []
        for address in here:
            for link in read(client.get(address)).all("a"):
                target = urldefrag(urljoin(address, link["href"]))[0].partition("?")[0]
                if target.startswith(start) and target not in away:
                    away[target] = away[address] + 1
                    there.append(target)
        here = there
    return away


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_clicks_are_enough(client, read, language):
    with translation.override(language):
        wanted = offered(language)
    away = clicks(client, read, language, wanted)
    assert sorted(wanted - set(away)) == []
    assert {address: away[address] for address in wanted if away[address] > MOST_CLICKS} == {}
