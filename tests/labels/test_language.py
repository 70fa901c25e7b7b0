import json
from collections import Counter
from pathlib import Path

import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.language import LANGUAGES, guess_language


def test_every_labelled_article_is_guessed_right(root: Path, labelled: list[LabelledArticle]) -> None:
    files = [root / "labels" / "seeds.jsonl", *(root / "labels" / "articles").glob("*.jsonl")]
    records = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    label = {record["id"]: record["lang"] for record in records}
    wrong = [article.article.id for article in labelled if guess_language(article.text) != label[article.article.id]]
    assert wrong == []
    assert min(Counter(label.values())[language] for language in LANGUAGES) > 50


def test_nearly_every_story_is_guessed_right_by_its_longest_paragraph(labelled: list[LabelledArticle]) -> None:
    right = [
        guess_language(max(article.article.texts, key=len)) == article.article.language
        for article in labelled
        if len(max(article.article.texts, key=len)) > 200
    ]
    assert sum(right) / len(right) >= 0.99


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two sides signed a protocol on the return of stolen vehicles.", "en"),
        ("THE TWO SIDES SIGNED A PROTOCOL ON THE RETURN OF STOLEN VEHICLES.", "en"),
        ("Les deux parties ont signé un protocole sur la restitution des véhicules volés.", "fr"),
        ("Hai bên đã ký một nghị định thư về việc trao trả các phương tiện bị đánh cắp.", "vi"),
        ("Las dos partes firmaron un protocolo sobre la devolución de los vehículos robados.", "es"),
        ("Interpol – Europol", "en"),
        ("2025", "en"),
        ("公安部", "en"),
    ],
)
def test_a_sentence_is_guessed_by_its_function_words(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_teasers_in_another_language_far_below_the_story_do_not_count() -> None:
    story = "The two sides agreed to set up a hotline for the exchange of warnings at the border. " * 40
    assert guess_language(story + "\nLe ministre de la police et les deux parties dans la région. " * 500) == "en"
