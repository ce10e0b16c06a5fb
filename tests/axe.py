"""axe, the newest that installs, as the tests ask it: WCAG 2.2 up to AAA for text, large targets, best practice."""

from functools import lru_cache

from django.conf import settings

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
ACCESS_ONLY = {
    "runOnly": [tag for tag in OPTIONS["runOnly"] if tag.startswith("wcag")],
    "resultTypes": ["violations", "incomplete"],
}
"""For the pages of staff, whose frame is Django's: WCAG 2.2 AA."""
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "target-size"]}} | {
    "resultTypes": OPTIONS["resultTypes"]
}
"""What a further look at the same page in another theme can change."""
SAID = """async options => {
  const said = await axe.run(document, options);
  const short = all => all.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.html.slice(0, 100)} ${node.any.concat(node.all).map(check => check.data?.messageKey ?? '').join(' ')}`.trim()));
  return { violations: short(said.violations), incomplete: short(said.incomplete) };
}"""
DETAILS = "document.querySelectorAll('details').forEach(one => { one.open = true })"


@lru_cache
def script() -> str:
    """The checker, as it is put into a page."""
    return (settings.BASE_DIR / "node_modules/axe-core/axe.min.js").read_text()


def violations(page, options=OPTIONS, unfold: bool = True) -> list[str]:
    """What axe finds on a page, with everything unfolded."""
    return look(page, options, unfold)["violations"]


def look(page, options=OPTIONS, unfold: bool = True) -> dict[str, list[str]]:
    """What axe finds on a page, and what it leaves to people."""
    if unfold:
        page.evaluate(DETAILS)
    page.evaluate(script())
    return page.evaluate(SAID, options)
