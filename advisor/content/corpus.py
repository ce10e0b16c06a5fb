"""All wordings that must say the same in every language: the shipped texts and the catalogues."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from .prose import LANGUAGES, tidy
from .seeds import ShippedText


@dataclass(frozen=True, slots=True)
class Aligned:
    """One wording in all languages. `name` is stable, `place` says where to edit it."""

    name: str
    place: str
    bodies: Mapping[str, str]
    catalogue: bool = False


def aligned_texts(texts: Mapping[tuple[str, str], ShippedText]) -> Iterator[Aligned]:
    """Every segment of the shipped texts."""
    for text in texts.values():
        for segment in text.segments:
            name = f"{text.kind}/{text.key}/{segment.slug}"
            yield Aligned(name, f"{text.file}: {text.key}.{segment.slug}", segment.bodies)


def aligned_catalogues(locale: Path) -> Iterator[Aligned]:
    """Every message that the German catalogue has; plural forms one by one."""
    catalogues = {language: _messages(locale / language / "LC_MESSAGES" / "django.po") for language in LANGUAGES}
    for key, forms in catalogues["de"].items():
        context, msgid = key
        digest = hashlib.sha256(f"{context or ''}\4{msgid}".encode()).hexdigest()[:10]
        for number, german in enumerate(forms):
            bodies = {"de": german}
            for language in LANGUAGES[1:]:
                others = catalogues[language].get(key, ())
                bodies[language] = others[number] if number < len(others) else ""
            ending = f"-{number}" if number else ""
            place = f"locale: “{tidy(msgid)[:60]}”"
            yield Aligned(f"locale/{digest}{ending}", place, {code: tidy(body) for code, body in bodies.items()}, True)


def _messages(path: Path) -> dict[tuple[str | None, str], tuple[str, ...]]:
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {(message.context, _msgid(message)): _forms(message) for message in catalogue if message.id}


def _msgid(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
