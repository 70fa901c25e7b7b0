"""Everything that uses a fitted model: the tagger, readers and writers."""

from dateline.predict.readers.fields import Fields
from dateline.predict.tagged import DomainTag, Evidence, PartnerTag, SectionTag, TaggedArticle
from dateline.predict.tagged_frame import tag_frame
from dateline.predict.tagger import Tagger

__all__ = ["DomainTag", "Evidence", "Fields", "PartnerTag", "SectionTag", "TaggedArticle", "Tagger", "tag_frame"]
