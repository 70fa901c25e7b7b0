"""dateline: sections, partners, domains, evidence."""

from collections.abc import Sequence

from loop import Path, serve

from dateline.predict.tagger import Tagger


def prepare(_: str) -> Path:
    """Load the shipped model."""
    tagger = Tagger.load()

    def tag(texts: Sequence[str]) -> object:
        return [tagger.tag(text).to_dict() for text in texts]

    return tag


if __name__ == "__main__":
    serve(prepare)
