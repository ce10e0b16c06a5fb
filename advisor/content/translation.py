"""Which fields exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Segment


@register(Segment)
class SegmentTranslation(TranslationOptions):
    fields = ("body",)
    required_languages = ("de",)
