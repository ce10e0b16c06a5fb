"""In forced colours, where the reader's own few colours replace ours, nothing that carries meaning is lost."""

import pytest

from tests.kinds import KINDS, LANGUAGES, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PRESSED = "a.button, button.main, .option, select, a.card, input:not([type=hidden], [type=radio], [type=checkbox])"
LOST = """selector => {
  const bright = colour => { const [r, g, b, a = 1] = (colour.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    const one = part => (part /= 255) <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    return a === 0 ? null : 0.2126 * one(r) + 0.7152 * one(g) + 0.0722 * one(b); };
  const paper = bright(getComputedStyle(document.body).backgroundColor) ?? 1;
  const stands = colour => { const light = bright(colour);
    return light !== null && (Math.max(light, paper) + .05) / (Math.min(light, paper) + .05) >= 3; };
  const shown = one => one.getClientRects().length && !one.closest('.unseen, [hidden]');
  for (const one of document.querySelectorAll('details')) one.open = true;
  const edge = one => { const style = getComputedStyle(one);
    return ['BlockStart', 'BlockEnd', 'InlineStart', 'InlineEnd'].some(side => parseFloat(style[`border${side}Width`]) > 0
      && style[`border${side}Style`] !== 'none' && stands(style[`border${side}Color`])) || style.textDecorationLine !== 'none'
      || one.localName === 'summary' || stands(style.backgroundColor); };
  const pressed = [...document.querySelectorAll(selector)].filter(one => shown(one) && !edge(one));
  const drawn = [...document.querySelectorAll('main svg')].filter(shown).filter(svg => ![...svg.querySelectorAll('path, line, rect, circle, polyline, polygon, text, use')]
    .some(one => { const style = getComputedStyle(one); return stands(style.stroke) || stands(style.fill); }));
  const curves = [...document.querySelectorAll('main svg :is(path, polyline)[class]')].filter(one => shown(one)
    && !stands(getComputedStyle(one).stroke) && !stands(getComputedStyle(one).fill) && !getComputedStyle(one).fill.startsWith('url'));
  return [...pressed, ...drawn, ...curves].map(one => one.outerHTML.slice(0, 110));
}"""
RING = """() => { const one = document.activeElement.matches('[type=radio]') ? [document.activeElement, document.activeElement.closest('label')] : [document.activeElement];
  return one.some(e => getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 2); }"""


@pytest.fixture(params=["light", "dark"])
def forced(request, browser):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, forced_colors="active", color_scheme=request.param, bypass_csp=True
    )
    yield context.new_page()
    context.close()


def kind(name):
    return next(one for one in KINDS if one.name == name)


def test_nothing_that_carries_meaning_is_lost(forced, site):
    assert forced.evaluate("matchMedia('(forced-colors: active)').matches")
    found = {}
    for number, one in enumerate(KINDS):
        if number % 2 == 0 or "working" in one.name or "wrong" in one.name:
            visit(forced, site, one.at(LANGUAGES[number % 3]))
            if lost := forced.evaluate(LOST, PRESSED):
                found[one.name] = lost
    assert found == {}, "\n".join(f"{name}: {lost}" for name, lost in found.items())


def test_a_taken_answer_the_focus_and_an_error_are_seen(forced, site):
    visit(forced, site, kind("question with options").at("hu"))
    first = forced.locator(".option").first
    before = first.screenshot()
    first.click()
    assert first.screenshot() != before
    forced.keyboard.press("ArrowDown")
    assert forced.evaluate(RING)
    visit(forced, site, kind("question with options, none taken").at("hu"))
    summary = forced.locator(".error-summary")
    assert summary.evaluate("e => parseFloat(getComputedStyle(e).borderInlineStartWidth)") >= 2
    assert forced.locator("p.error strong").first.is_visible()


def test_what_is_lost_is_seen(forced, site):
    visit(forced, site, kind("question with options").at("de"))
    assert forced.evaluate(LOST, PRESSED) == []
    planted = "<svg viewBox='0 0 9 9'><path class='a' d='M0 0h9' stroke='Canvas' fill='none'/></svg>"
    forced.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", planted)
    assert forced.evaluate(LOST, PRESSED)
