"""Codes of languages as records write them."""

from dateline.labels.language import LANGUAGES


def read_language(code: str) -> str:
    """Return the language that a code names, whatever its case and region; as it is if it names none of ours.

    >>> read_language("EN"), read_language("en-GB"), read_language("fr_CA"), read_language("de-AT")
    ('en', 'en', 'fr', 'de-AT')
    """
    language = code.strip().lower().replace("_", "-").partition("-")[0]
    return language if language in LANGUAGES else code
