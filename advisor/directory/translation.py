"""Which fields exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from .models import EmergencyNumber, Institution


@register(Institution)
class InstitutionTranslation(TranslationOptions):
    fields = ("name", "note")
    required_languages = {"de": ("name",)}


@register(EmergencyNumber)
class EmergencyNumberTranslation(TranslationOptions):
    fields = ("what", "use")
    required_languages = ("de",)
