"""What the classes and the opposites of `markers.toml` are called in a message, so that who translates understands it."""

from django.utils.translation import pgettext_lazy

CLASSES = {
    "ambiguous": pgettext_lazy("small words", "Two readings"),
    "exception": pgettext_lazy("small words", "Exception (unless, except)"),
    "need_not": pgettext_lazy("small words", "No duty (need not)"),
    "prohibition": pgettext_lazy("small words", "Must not, or cannot"),
    "only": pgettext_lazy("small words", "Only"),
    "as_a_rule": pgettext_lazy("small words", "As a rule"),
    "at_least": pgettext_lazy("small words", "At least"),
    "at_most": pgettext_lazy("small words", "At most"),
    "until": pgettext_lazy("small words", "Until when"),
    "from": pgettext_lazy("small words", "From when"),
    "independent": pgettext_lazy("small words", "Does not depend on it"),
    "half": pgettext_lazy("small words", "Half"),
    "conjunction_or": pgettext_lazy("small words", "Or"),
    "conjunction_and": pgettext_lazy("small words", "And"),
    "obligation": pgettext_lazy("small words", "Duty (must)"),
    "permission": pgettext_lazy("small words", "May, or can"),
    "negation": pgettext_lazy("small words", "Not"),
}
SIDES = {
    "above": pgettext_lazy("small words", "more, above"),
    "below": pgettext_lazy("small words", "less, below"),
    "before": pgettext_lazy("small words", "before"),
    "after": pgettext_lazy("small words", "after"),
    "employer": pgettext_lazy("small words", "employer"),
    "employee": pgettext_lazy("small words", "employee"),
    "free": pgettext_lazy("small words", "not subject to insurance"),
    "bound": pgettext_lazy("small words", "subject to insurance"),
    "statutory": pgettext_lazy("small words", "statutory"),
    "private": pgettext_lazy("small words", "private"),
    "up": pgettext_lazy("small words", "rises"),
    "down": pgettext_lazy("small words", "falls"),
}
