"""The shapes of bodies and answers, for the description that the service gives of itself (OpenAPI).

Nothing is read or written through these: records are read as everywhere (`dateline.predict.readers`), and answers are
what `to_dict()` returns.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Score = Annotated[float, Field(ge=0, le=1)]
Place = Annotated[int, Field(ge=0)]
Language = Literal["en", "fr", "vi", "es"]
Kind = Literal["country", "organisation"]


class Record(BaseModel):
    """An article as it is sent; its other fields are carried through."""

    model_config = ConfigDict(extra="allow")

    text: str = Field(min_length=1, description="The article's text, a paragraph a line.")
    id: Any = Field(None, description="Its id; what is no string is made one.")
    home: str | None = Field(None, description="The home country, which is no partner; `none` keeps all parties.")
    language: Language | None = Field(None, description="Its language; guessed if not given.")


class Evidence(BaseModel):
    """A place that speaks for a tag; offsets count Unicode code points of the text as given."""

    paragraph: Place
    start: Place
    end: Place
    text: str


class Partner(BaseModel):
    """A party other than home, with the domains that it shares."""

    code: str
    name: str
    kind: Kind
    score: Score
    domains: list[str]
    evidence: list[Evidence] = []


class DomainTag(BaseModel):
    """A domain of the cooperation."""

    id: str
    name: str
    score: Score
    evidence: list[Evidence] = []


class SectionTag(BaseModel):
    """A paragraph with its label and side."""

    paragraph: Place
    start: Place
    end: Place
    label: str
    content: bool
    score: Score


class Doubt(BaseModel):
    """How many tags and paragraphs are expected to be wrong."""

    tags: float
    paragraphs: float


class ModelName(BaseModel):
    """Which model tagged."""

    name: str
    version: str


class Tagged(BaseModel):
    """A tagged article, then the carried fields of its record."""

    model_config = ConfigDict(extra="allow")

    id: str
    language: Language
    home: str | None
    partners: list[Partner]
    domains: list[DomainTag]
    sections: list[SectionTag]
    review: bool
    doubt: Doubt
    model: ModelName


class Section(BaseModel):
    """A kind of paragraph."""

    id: str
    side: Literal["content", "boilerplate"]
    names: dict[str, str]
    scope_note: str


class Domain(BaseModel):
    """A field of cooperation."""

    id: str
    group: str
    names: dict[str, str]
    scope_note: str
    identifiers: dict[str, list[str]]


class Party(BaseModel):
    """A country or an organisation."""

    code: str
    kind: Kind
    names: dict[str, str]


class Labels(BaseModel):
    """The label set."""

    name: str
    sections: list[Section]
    domains: list[Domain]
    parties: list[Party]


class Thresholds(BaseModel):
    """The least probability of a partner, and of each domain."""

    partners: Score
    domains: dict[str, Score]


class ServiceLimits(BaseModel):
    """What a request may ask for: bytes, records, seconds, requests at once."""

    body: int
    batch_body: int
    batch: int
    seconds: float
    batch_seconds: float
    requests: int


class ServiceSettings(BaseModel):
    """The service: its version, its home country, its limits."""

    version: str
    home: str | None
    limits: ServiceLimits


class Model(BaseModel):
    """The model, and the service that runs it."""

    name: str
    version: str
    format_version: int
    training: dict[str, Any]
    libraries: dict[str, str]
    scores: dict[str, float]
    thresholds: Thresholds
    service: ServiceSettings


class Health(BaseModel):
    """How the service is."""

    status: Literal["live", "ready"]


class ProblemDetails(BaseModel):
    """Why a request is refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
