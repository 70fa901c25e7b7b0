"""Marks that agencies and pages leave in a line: credits, datelines, end marks, link words, timestamps."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A pattern that is dear to search for, with signs one of which stands wherever it matches.

    Attributes:
        pattern: The pattern.
        signs: The signs, in lower case.
    """

    pattern: re.Pattern[str]
    signs: tuple[str, ...]

    def stands_in(self, text: str, low: str) -> bool:
        """Tell whether the mark stands in a line, given also in lower case."""
        for sign in self.signs:
            if sign in low:
                return self.pattern.search(text) is not None
        return False


PHOTO_CREDIT = Mark(
    re.compile(
        r"\b(photos?|ph|pic|picture|image|foto|fotos|ảnh|illustration|crédit|credit|courtesy)\s*(:|by\b|\|)|"
        r"\((photo|foto|ảnh|file photo|archives?|photo [^()]{2,40})[^()]*\)|"
        r"\b(photo|foto|ảnh)\s*(courtesy|d'illustration|minh họa)|(/|\s)photos?\)?\s*[.|]?$",
        re.IGNORECASE,
    ),
    (
        "photo",
        "foto",
        "ảnh",
        "ph:",
        "ph :",
        "ph|",
        "ph |",
        "ph by",
        "phby",
        "pic",
        "image",
        "illustration",
        "credit",
        "crédit",
        "courtesy",
        "archive",
    ),
)
"""A photo credit: "(Photo: VNA)", "Ảnh: TTXVN", "VNA/VNS Photo"."""

_PLACE = r"[A-ZÀ-ÖØ-ÞĐ][^\W_]*(?:[.'’-][^\W_]+)*\.?"
DATELINE = Mark(
    re.compile(
        rf"^\W{{0,2}}{_PLACE}(?:[ ,]{{1,2}}{_PLACE}){{0,5}}[ ,]{{0,2}}"
        r"[\w ,./]{0,30}(?:\([\w ./+-]{2,40}\))?\s{0,2}(?:–|—|-{1,2}|:|/[A-Z-]+/\.?)\s"
        r"|^\W{0,2}\([\w ./+-]{2,30}\)\s?[-–—:]?\s|^[A-Z][A-Za-z.]+\s?[–—]\s?[A-Z]"
    ),
    ("–", "—", "- ", ": ", "/ ", "/. ", "("),
)
"""A place or an agency mark at the head of a story: "Hanoi (VNA) –", "SUVA, June 3 (Reuters) -", "(VOVWORLD) -"."""

END_MARK = re.compile(
    r"(\./\.?|\.//\.?|/\.\s*|\s?\.\s?[-–—]+\s?(VNA|TTXVN|NNN|"
    r"Bernama|BERNAMA|PNA|MAP|APS|AIP|KPL|AKP|Xinhua)\b.{0,20}|"
    r"[-–—]\s?[A-Z]{2,8}|\((VNA|TTXVN|END|end|Fin|FIN|Ends|PNA|APS|AIP)[\w/+ -]{0,20}\)|-30-|###|■|□|\bENDS?)\s*$"
)
"""A story's end: "./.", "-VNA", "(END)", "-30-", "■"."""

SIGN_OFF = re.compile(r"^\W*(source|nguồn|fuente|VNA|TTXVN|[A-Z]{2,8})\W*$", re.IGNORECASE)
"""A line with nothing but an agency's name or the word for source."""

LINK_WORDS = re.compile(
    r"^\W{0,3}(see (more|also)|read (more|also|next|full)|also read|"
    r"you (may|might) also|voir (plus|aussi)|(à )?lire (aussi|également)|"
    r"related\b.{0,25}|recommended|more (on|from|news|stories|in)\b|other (news|"
    r"stories|articles)|others|latest\b.{0,12}|most (read|viewed|popular)|"
    r"trending|sur le même (sujet|thème)|dans la même rubrique|articles? (similaires|liés|connexes)|aller plus loin|"
    r"ces articles|tin (liên quan|khác|mới|cùng)|xem thêm|đọc thêm|"
    r"có thể bạn|noticias? relacionadas|lea (también|además)|"
    r"(te|le) puede interesar|ver (más|también)|más (noticias|leídas)|up next|don'?t miss|editor'?s picks?)",
    re.IGNORECASE,
)
"""Words that open a block of links to other stories: "See more", "À lire aussi", "Tin liên quan"."""

PAGE_WORDS = re.compile(
    r"^\W{0,3}(share|print|email|e-?mail|comments?|leave a (reply|"
    r"comment)|tags?|keywords?|topics?|source|nguồn|fuente|theo|"
    r"home|menu|search|login|sign (in|up)|subscribe|follow|newsletter|"
    r"advertisement|publicité|publicidad|cookies?|skip to|"
    r"partager|imprimer|commentaires?|suivez|abonnez|accueil|"
    r"recherche|compartir|imprimir|comentarios|etiquetas|inicio|"
    r"chia sẻ|bình luận|in bài|từ khóa|trang chủ|theo dõi|gửi|"
    r"back to top|feedback|loading|click|download|télécharger|you are here|vous êtes ici|usted está|"
    r"java ?script|(your|this) browser|this (article|page|story) (is|was)|\d+ min(ute)?s? read|"
    r"copyright|©|all rights|tous droits|mentions légales|bản quyền|"
    r"giấy phép|editor|reporter|translated|published|updated|posted|"
    r"publié|mis à jour|actualizado|publicado|cập nhật|"
    r"by\s+[A-ZÀ-Þ][\w.]+(\s+[A-ZÀ-Þ][\w.]+){0,3}\s*$|par\s+[A-ZÀ-Þ]|por\s+[A-ZÀ-Þ])",
    re.IGNORECASE,
)
"""Words that open page furniture: sharing, printing, comments, tags, bylines, copyright."""

CLOCK = re.compile(r"\b\d{1,2}[:hH.]\d{2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b")
"""A time of day or a date in figures."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

DAY = Mark(re.compile(rf"GMT|\b({'|'.join(_DAYS)}),", re.IGNORECASE), ("gmt", *_DAYS))
"""A day of the week, or a time zone."""

DATE_ALONE = re.compile(r"\W*\w{3,9}\.? \d{1,2}, \d{4}\W*$")
"""A line that is a date: "March 3, 2024"."""

FILE_OR_URL = Mark(
    re.compile(
        r"\.(jpe?g|png|gif|webp|svg|mp4|pdf)\b|https?://|www\.|\S@[\w.-]{1,60}\.\w|\b\w+\.(com|vn|org|net|gov|fr)\b",
        re.IGNORECASE,
    ),
    (
        ".jp",
        ".png",
        ".gif",
        ".webp",
        ".svg",
        ".mp4",
        ".pdf",
        "://",
        "www.",
        "@",
        ".com",
        ".vn",
        ".org",
        ".net",
        ".gov",
        ".fr",
    ),
)
"""A file name or an address."""

NUMBERED_PICTURE = re.compile(r"\s[-–—]\s?(ảnh|hình|photo|image|picture|foto|imagen)\s?\d+\W*$", re.IGNORECASE)
"""The alt text of a picture, a copy of the title with a number: "… - ảnh 1"."""

ARROW = re.compile(r"^\W{0,3}(>>|»|►|▶|➤|→)")
"""An arrow before a link to another story: ">> …"."""

HASHTAGS = re.compile(r"#\w+\W+#\w")
"""Two tags or more."""

_NAVIGATION = re.compile(r"[›»>|•]|#\w|\s/\s[^/]*\s/\s")
_ONE_OR_TWO_WORDS = re.compile(r"\S+(\s\S+)?$")


def is_breadcrumb(text: str) -> bool:
    """Tell whether a line bears signs of navigation or tags, or is one or two words.

    >>> is_breadcrumb("Home > World"), is_breadcrumb("Politics"), is_breadcrumb("Fiji and Tonga sign a pact")
    (True, True, False)
    """
    return _NAVIGATION.search(text) is not None or _ONE_OR_TWO_WORDS.match(text) is not None


CAPTION_WORDS = Mark(
    re.compile(
        r"\((L|R|right|left|centre|center|second|third|front|[23]nd|standing|"
        r"gauche|droite|trái|phải|izquierda|derecha|file|[23]e)\b[^()]*\)|"
        r"\b(pose[sd]? for|posent|poses for|at the (meeting|event|"
        r"ceremony|reception|talks|signing|session|conference|launch)|"
        r"tại (buổi|lễ|hội nghị)|lors (de la|du|de l['’])|group photo|family photo|"
        r"photo de famille|an overview|(a )?view of|toàn cảnh|quang cảnh)\b",
        re.IGNORECASE,
    ),
    (
        *(f"({first}" for first in "lrcstfgdpi23"),
        "pose",
        "at the ",
        "tại ",
        "lors d",
        "group photo",
        "family photo",
        "photo de famille",
        "an overview",
        "view of",
        "toàn cảnh",
        "quang cảnh",
    ),
)
"""Words of captions: "(R)", "at the signing ceremony", "pose for a photo"."""

SAYING = Mark(
    re.compile(
        r"\b(said|says|stressed|added|noted|affirmed|told|stated|according to|expressed|thanked|proposed|agreed|"
        r"a (déclaré|souligné|affirmé|indiqué|ajouté|précisé|annoncé|rappelé)|selon|ont convenu|"
        r"cho biết|khẳng định|nhấn mạnh|đề nghị|phát biểu|bày tỏ|thống nhất|"
        r"(dijo|afirmó|señaló|destacó|explicó|indicó|según|acordaron))\b",
        re.IGNORECASE,
    ),
    (
        "said",
        "says",
        "stressed",
        "added",
        "noted",
        "affirmed",
        "told",
        "stated",
        "according to",
        "expressed",
        "thanked",
        "proposed",
        "agreed",
        "a déclaré",
        "a souligné",
        "a affirmé",
        "a indiqué",
        "a ajouté",
        "a précisé",
        "a annoncé",
        "a rappelé",
        "selon",
        "ont convenu",
        "cho biết",
        "khẳng định",
        "nhấn mạnh",
        "đề nghị",
        "phát biểu",
        "bày tỏ",
        "thống nhất",
        "dijo",
        "afirmó",
        "señaló",
        "destacó",
        "explicó",
        "indicó",
        "según",
        "acordaron",
    ),
)
"""Verbs that report speech or agreement."""

OPENS_WITH_REFERENCE = re.compile(
    r"^\W{0,2}(he|she|they|it|his|her|their|this|these|that|both|the (two|"
    r"minister|official|sides?|ambassador|delegation|ministry|meeting|"
    r"agreement|officials|statement|operation|host)|host and guest|for (his|"
    r"her|their|its) part|on (his|her|this|the)|at the (meeting|event|talks|"
    r"reception|same)|during the|in (reply|response|addition|his|her|this)|"
    r"also|meanwhile|however|besides|moreover|additionally|regarding|"
    r"il|elle|ils|elles|ce|cette|ces|les deux|de son côté|pour sa part|"
    r"lors de|au cours de|selon|par ailleurs|en outre|dans ce|à cette|"
    r"hai bên|ông|bà|tại (buổi|cuộc)|về phía|nhân dịp|trong|theo đó|bên cạnh|đồng chí|"
    r"ambos|ambas|por su parte|asimismo|además|durante|el (ministro|"
    r"acuerdo|funcionario)|la (ministra|reunión)|en (este|la|el))\b",
    re.IGNORECASE,
)
"""An opening that refers to what was said before: "He", "The two sides", "De son côté"."""
