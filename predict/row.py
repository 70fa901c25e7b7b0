"""A tagged article as one flat row, for tables that hold no nested values."""

from typing import Any

from dateline.predict.tagged import TaggedArticle


def flatten(tagged: TaggedArticle) -> dict[str, Any]:
    """Return the tags by column: lists of codes and scores, surest first, and counts.

    A pair is a partner's code with the domains that it shares: `FR:training,terrorism`.
    """
    content = sum(section.content for section in tagged.sections)
    return {
        "partners": [tag.code for tag in tagged.partners],
        "partner_scores": [tag.score for tag in tagged.partners],
        "domains": [tag.id for tag in tagged.domains],
        "domain_scores": [tag.score for tag in tagged.domains],
        "pairs": [f"{tag.code}:{','.join(tag.domains)}" for tag in tagged.partners],
        "content_paragraphs": content,
        "boilerplate_paragraphs": len(tagged.sections) - content,
        "review": tagged.doubt.review,
    }
