"""Write the shipped texts into the database and leave alone what staff have touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from .models import TRANSLATIONS, Delivery, Edition, FormerGerman, Segment, Text, version_kept
from .prose import LANGUAGES, fingerprint
from .seeds import ShippedSegment, ShippedText, shipped

Wordings = dict[str, dict[str, str]]
"""The wordings of a text by slug and language, in their order."""


@dataclass
class Report:
    """What seeding did: counts, and the names of what it left to staff."""

    created: int = 0
    refreshed: int = 0
    removed: int = 0
    kept: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """The rows to write, collected first and written at once."""

    texts: list[Text] = field(default_factory=list)
    touched_texts: list[Text] = field(default_factory=list)
    created: list[Segment] = field(default_factory=list)
    changed: dict[int, Segment] = field(default_factory=dict)
    removed: list[int] = field(default_factory=list)
    removed_texts: list[int] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    """What changes in texts, for their history."""
    former: list[str] = field(default_factory=list)
    """German wordings that are replaced; a translation that staff wrote may stay and was made from them."""


@transaction.atomic
def seed(texts: Mapping[tuple[str, str], ShippedText] | None = None) -> Report:
    """Bring the database up to the shipped texts. Runs again without effect."""
    texts = shipped() if texts is None else texts
    Edition.objects.select_for_update().get_or_create(pk=1)
    rows = {(text.kind, text.key): text for text in Text.objects.all()}
    segments: dict[int, dict[str, Segment]] = {text.pk: {} for text in rows.values()}
    for segment in Segment.objects.order_by("position", "pk"):
        segments[segment.text_id][segment.slug] = segment
    plan, report = Plan(), Report()
    for name, text in texts.items():
        row = rows.get(name) or Text(kind=text.kind, key=text.key)
        _plan_text(text, row, segments.get(row.pk, {}), plan, report)
    for name in rows.keys() - texts.keys():
        _plan_removal(rows[name], segments[rows[name].pk], plan, report)
    _write(plan)
    report.created = len(plan.created)
    report.removed = len(plan.removed)
    report.kept.sort()
    return report


def _plan_text(text: ShippedText, row: Text, present: dict[str, Segment], plan: Plan, report: Report) -> None:
    slugs = [segment.slug for segment in text.segments]
    before, read = row.seeded.split(), _wordings(present.values())
    in_staff_order = [slug for slug in present if slug in before] != [slug for slug in before if slug in present]
    kept = dict(present)
    for segment in text.segments:
        if found := present.get(segment.slug):
            _refresh(found, segment, row, plan, report)
        elif segment.slug in before:
            report.kept.append(f"{row}/{segment.slug}: removed")
        else:
            kept[segment.slug] = _new(segment, row)
            plan.created.append(kept[segment.slug])
    for slug in [slug for slug in before if slug not in slugs and slug in present]:
        if _touched(present[slug]):
            report.kept.append(f"{row}/{slug}: no longer shipped")
        else:
            plan.former.append(present[slug].wording("de"))
            plan.removed.append(kept.pop(slug).pk)
    own_order = [slug for slug in present if slug in kept]
    wanted = [slug for slug in slugs if slug in kept]
    order = merged(own_order, wanted) if in_staff_order else merged(wanted, own_order)
    for position, slug in enumerate(order):
        if kept[slug].position != position:
            kept[slug].position = position
            if kept[slug].pk:
                plan.changed[kept[slug].pk] = kept[slug]
    _plan_delivery(row, read, _wordings(kept[slug] for slug in order), plan)
    if row.seeded != " ".join(slugs) or not row.pk:
        row.seeded = " ".join(slugs)
        (plan.touched_texts if row.pk else plan.texts).append(row)


def _wordings(segments: Iterable[Segment]) -> Wordings:
    return {segment.slug: {language: segment.wording(language) for language in LANGUAGES} for segment in segments}


def _plan_delivery(row: Text, before: Wordings, after: Wordings, plan: Plan) -> None:
    """Note for the history what changes in a text; of a new text that it came."""
    if not row.pk:
        plan.deliveries.append(Delivery(text=row))
    elif list(before.items()) != list(after.items()):
        states = (_changed(before, after), _changed(after, before))
        plan.deliveries.append(Delivery(text=row, before=states[0], after=states[1]))


def _changed(state: Wordings, other: Wordings) -> list[dict[str, str]]:
    """The segments of a state in their order: German by its fingerprint, translations where the other state has others."""
    found = []
    for slug, bodies in state.items():
        others = other.get(slug, {})
        changed = {language: bodies[language] for language in TRANSLATIONS if others.get(language) != bodies[language]}
        found.append({"slug": slug, "de": fingerprint(bodies["de"]), **changed})
    return found


def _refresh(row: Segment, shipped_now: ShippedSegment, text: Text, plan: Plan, report: Report) -> None:
    """Write what is still as seeding left it. Translations follow the German: where staff own that, they own all."""
    german, german_now = row.wording("de"), shipped_now.bodies["de"]
    german_is_theirs = _is_theirs(row, "de") and fingerprint(german) != fingerprint(german_now)
    if not german_is_theirs and fingerprint(german) != fingerprint(german_now):
        plan.former.append(german)
    for language in LANGUAGES:
        body, wording = shipped_now.bodies[language], row.wording(language)
        same = fingerprint(wording) == fingerprint(body)
        if same and not _is_theirs(row, language):
            continue
        if not same and (german_is_theirs or _is_theirs(row, language)):
            report.kept.append(f"{text}/{row.slug}: {language}")
            continue
        setattr(row, f"body_{language}", body)
        setattr(row, f"seeded_{language}", fingerprint(body))
        report.refreshed += 0 if same else 1
        plan.changed[row.pk] = row
    for language in TRANSLATIONS:
        made_from = fingerprint(german_now)
        is_shipped = not _is_theirs(row, language)
        if is_shipped and not german_is_theirs and getattr(row, f"made_from_{language}") != made_from:
            setattr(row, f"made_from_{language}", made_from)
            plan.changed[row.pk] = row


def _is_theirs(row: Segment, language: str) -> bool:
    return getattr(row, f"seeded_{language}") != fingerprint(row.wording(language))


def _touched(row: Segment) -> bool:
    return any(_is_theirs(row, language) for language in LANGUAGES)


def _new(segment: ShippedSegment, text: Text) -> Segment:
    row = Segment(text=text, slug=segment.slug)
    for language in LANGUAGES:
        setattr(row, f"body_{language}", segment.bodies[language])
        setattr(row, f"seeded_{language}", fingerprint(segment.bodies[language]))
    for language in TRANSLATIONS:
        row.mark_translated(language)
    return row


def merged(leading: Sequence[str], other: Sequence[str]) -> list[str]:
    """The leading order, with each further item put after the one that precedes it in the other order."""
    order = list(leading)
    for number, slug in enumerate(other):
        if slug not in order:
            order.insert(order.index(other[number - 1]) + 1 if number else 0, slug)
    return order


def _plan_removal(row: Text, present: dict[str, Segment], plan: Plan, report: Report) -> None:
    before = row.seeded.split()
    if not before:
        return
    if any(slug not in before or _touched(segment) for slug, segment in present.items()):
        report.kept.append(f"{row}: no longer shipped")
    else:
        plan.removed += [segment.pk for segment in present.values()]
        plan.removed_texts.append(row.pk)


def _write(plan: Plan) -> None:
    wordings = [f"{name}_{language}" for name in ("body", "seeded") for language in LANGUAGES]
    if plan.removed:
        Segment.objects.filter(pk__in=plan.removed).delete()
    if plan.removed_texts:
        Text.objects.filter(pk__in=plan.removed_texts).delete()
    if plan.former:
        FormerGerman.remember(plan.former)
    if plan.texts:
        Text.objects.bulk_create(plan.texts)
    if plan.deliveries:
        for delivery in plan.deliveries:
            delivery.version = version_kept()
        Delivery.objects.bulk_create(plan.deliveries)
    if plan.touched_texts:
        Text.objects.bulk_update(plan.touched_texts, ["seeded"])
    if plan.created:
        Segment.objects.bulk_create(plan.created)
    if plan.changed:
        made_from = [f"made_from_{language}" for language in TRANSLATIONS]
        Segment.objects.bulk_update(plan.changed.values(), [*wordings, *made_from, "position"], batch_size=200)
