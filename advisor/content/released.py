"""The figures with the rows that staff have released laid over the shipped ones."""

from collections.abc import Iterable
from dataclasses import replace

from advisor.rules.figures import Figures

from .models import FigureReview, FigureRow


def laid_over(shipped: Figures, rows: Iterable[FigureRow], reviews: Iterable[FigureReview]) -> Figures:
    """The shipped figures with these rows and reviews over them; a name that is no longer shipped is left out."""
    changed = {}
    for row in rows:
        if series := changed.get(row.name) or shipped.series.get(row.name):
            changed[row.name] = series.with_row(row.row())
    for review in reviews:
        if series := changed.get(review.name) or shipped.series.get(review.name):
            changed[review.name] = replace(series, reviewed_until=review.reviewed_until, checked_on=review.checked_on)
    return shipped.with_series(changed.values()) if changed else shipped


def released_figures(shipped: Figures) -> Figures:
    """The shipped figures with everything that staff have released."""
    return laid_over(shipped, FigureRow.objects.all(), FigureReview.objects.all())
