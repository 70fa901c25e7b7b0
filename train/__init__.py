"""Everything that learns: the training set, fitting with scikit-learn, evaluation and its metrics.

Of use to others are the models as scikit-learn estimators, for labels of one's own; they are imported when asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.train.domain_classifier import DomainClassifier
    from dateline.train.partner_classifier import PartnerClassifier
    from dateline.train.section_classifier import SectionClassifier

__all__ = ["DomainClassifier", "PartnerClassifier", "SectionClassifier"]

_HOMES = {
    "DomainClassifier": "dateline.train.domain_classifier",
    "PartnerClassifier": "dateline.train.partner_classifier",
    "SectionClassifier": "dateline.train.section_classifier",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # a public name may be of any type
    """Import a public name when it is first asked for, for scikit-learn takes seconds to import."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline.train' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
