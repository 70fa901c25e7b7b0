"""Every country of the world is found as a partner in the same neutral article: the model knows none by heart."""

import pytest

from dateline.labels.label_set import LabelSet
from dateline.predict.tagger import Tagger

LEAST_SHARE = 0.97
ARTICLES = {
    "en": (
        "{name} and {home} sign agreement on police cooperation\n"
        "The interior ministers of {name} and {home} signed an agreement on the fight against drug trafficking on "
        "Monday, the ministry said in a statement.\n"
        "The two sides agreed to exchange information and to train officers together."
    ),
    "fr": (
        "Accord de coopération policière entre {home} et {name}\n"
        "Un accord sur la lutte contre le trafic de drogue a été signé lundi entre {home} et {name}, a indiqué le "
        "ministère dans un communiqué.\n"
        "Les deux parties sont convenues d'échanger des informations et de former ensemble leurs policiers."
    ),
}


@pytest.mark.parametrize("language", ARTICLES)
def test_every_country_is_found(language: str, label_set: LabelSet, tagger: Tagger) -> None:
    countries = {code: party.names[language] for code, party in label_set.parties.items() if party.kind == "country"}
    assert len(countries) >= 249
    missed = []
    for code, name in countries.items():
        home = "VN" if code != "VN" else "FR"
        text = ARTICLES[language].format(name=name, home=countries[home])
        tagged = tagger.at_home(home).tag(text, language=language)
        if [partner.code for partner in tagged.partners] != [code]:
            missed.append((code, name, [partner.code for partner in tagged.partners]))
    assert len(missed) <= (1 - LEAST_SHARE) * len(countries), missed
