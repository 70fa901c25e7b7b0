"""Every error that dateline raises, in one tree.

    DatelineError
    ├── ArticleError          a text or record that cannot be read as an article
    ├── TimeLimitError        an article that was not tagged within the time that it had
    ├── LabelSetError         a label set or lexicon file that does not parse or contradicts itself
    ├── AnnotationError       labels that do not fit their article or the label set
    ├── CorpusError           a set of labelled articles that cannot be trained or evaluated on
    ├── OutputError           output that cannot be written, or a stopped run that cannot be continued
    ├── ServiceError          a service that cannot be started
    └── BundleError           a model bundle that cannot be used
        ├── BundleFormatError     missing, damaged or foreign files
        └── BundleVersionError    a bundle of another format version

A message says what, where, the value seen, the value wanted and the cure.
"""


class DatelineError(Exception):
    """Base of all errors that dateline raises on purpose.

    Attributes:
        code: A short, stable name of the kind of error, as it stands in failed records.
    """

    code = "error"


class ArticleError(DatelineError):
    """A text or record cannot be read as an article."""

    code = "article"


class TimeLimitError(DatelineError):
    """An article was not tagged within the time that it had."""

    code = "timeout"


class LabelSetError(DatelineError):
    """A label set or lexicon file does not parse or contradicts itself."""

    code = "label-set"


class AnnotationError(DatelineError):
    """Labels do not fit their article or the label set."""

    code = "annotation"


class CorpusError(DatelineError):
    """A set of labelled articles cannot be trained or evaluated on."""

    code = "corpus"


class OutputError(DatelineError):
    """Output cannot be written, or a stopped run cannot be continued."""

    code = "output"


class ServiceError(DatelineError):
    """A service cannot be started."""

    code = "service"


class BundleError(DatelineError):
    """A model bundle cannot be used."""

    code = "bundle"


class BundleFormatError(BundleError):
    """Files of a model bundle are missing, damaged or foreign."""

    code = "bundle-format"


class BundleVersionError(BundleError):
    """A model bundle has another format version than this program reads."""

    code = "bundle-version"
