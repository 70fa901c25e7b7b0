"""A label set as one JSON value: what a bundle needs of it to name and group what it tags."""

from dataclasses import asdict
from typing import Any

from dateline.labels.label_set import Domain, LabelSet, Party, Section, Surfaces

Json = dict[str, Any]


def label_set_to_json(label_set: LabelSet) -> Json:
    """Return a label set without its lexicons."""
    return {
        "name": label_set.name,
        "sections": [asdict(section) for section in label_set.sections.values()],
        "domains": [asdict(domain) for domain in label_set.domains.values()],
        "parties": [asdict(party) for party in label_set.parties.values()],
    }


def label_set_from_json(record: Json, domain_surfaces: Surfaces, party_surfaces: Surfaces) -> LabelSet:
    """Return the label set of `label_set_to_json` with its lexicons.

    Raises:
        KeyError: A part is missing.
        TypeError: A label has other fields than its type.
    """
    return LabelSet(
        name=record["name"],
        sections={section["id"]: Section(**section) for section in record["sections"]},
        domains={domain["id"]: Domain(**domain) for domain in record["domains"]},
        parties={party["code"]: Party(**party) for party in record["parties"]},
        domain_surfaces=domain_surfaces,
        party_surfaces=party_surfaces,
    )
