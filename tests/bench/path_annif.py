"""Annif's tfidf backend, in process: domains. It runs in an environment of its own, with Annif and no dateline."""

import functools
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path as File

from loop import Path, serve

PROJECT = "[tf]\nname=tf\nlanguage=en\nbackend=tfidf\nanalyzer=simple\nlimit=10\nvocab=domains\n"


def prepare(name: str) -> Path:
    """Train it on the labelled articles, as its command line does."""
    articles = [json.loads(line) for line in File(name).read_text("utf-8").splitlines()]
    folder = File(tempfile.mkdtemp())
    os.chdir(folder)
    domains = sorted({domain for article in articles for domain in article["domains"]})
    (folder / "projects.cfg").write_text(PROJECT, encoding="utf-8")
    (folder / "domains.tsv").write_text("".join(f"<urn:x:{each}>\t{each}\n" for each in domains), encoding="utf-8")
    documents = (
        "{}\t{}\n".format(" ".join(article["text"].split()), " ".join(f"<urn:x:{each}>" for each in article["domains"]))
        for article in articles
        if article["domains"]
    )
    (folder / "documents.tsv").write_text("".join(documents), encoding="utf-8")
    _do_without_nltk_data()
    import annif
    import annif.registry
    from annif.corpus import Document, DocumentFileTSV
    from annif.vocab import VocabFileTSV

    annif.create_flask_app().app_context().push()
    annif.registry.get_vocab("domains").load_vocabulary(VocabFileTSV("domains.tsv", "en"))
    project = annif.registry.get_project("tf")
    project.train(DocumentFileTSV("documents.tsv", project.subjects))

    def suggest(texts: Sequence[str]) -> object:
        return list(project.suggest([Document(text=text, subject_set=None) for text in texts]))

    return suggest


def _do_without_nltk_data() -> None:
    """Let words be split without first splitting sentences: the data for these is not on the package index."""
    import nltk.data
    import nltk.tokenize

    nltk.data.find = lambda name, *_: name
    nltk.tokenize.word_tokenize = functools.partial(nltk.tokenize.word_tokenize, preserve_line=True)


if __name__ == "__main__":
    serve(prepare)
