"""Marks texts for translation without importing a translation machinery."""


def gettext_noop(message: str) -> str:
    """Return the English source text unchanged; the catalogues find it by this call."""
    return message
