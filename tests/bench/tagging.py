"""Speed of tagging beside the plain scikit-learn path, in one run and in alternation, in CPU time of one process.

The plain path is what one would write first: TF-IDF of words 1-2 and pieces 3-5 over the whole text and a linear
support vector machine for each domain. It tells no sections and no partners.

    python tests/bench/tagging.py [number of articles]
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC

from dateline.predict.tagger import Tagger
from dateline.train.corpus import load_corpus
from dateline.train.splice import splice_all

ROUNDS = 5


def main(number: int) -> None:
    """Print documents per CPU second of each path, and their ratio."""
    corpus = load_corpus()
    pages = splice_all(corpus.articles, corpus.label_set.content_sections, copies=1, broken=0.0, seed=11)
    texts = [page.text for page in pages[:number]]
    union = make_union(
        TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True),
    )
    plain = make_pipeline(union, OneVsRestClassifier(LinearSVC()))
    train, truth = [a.text for a in corpus.articles], [sorted(a.gold.domains) for a in corpus.articles]
    plain.fit(train, MultiLabelBinarizer().fit_transform(truth))
    tagger = Tagger.load()
    paths: dict[str, Callable[[Sequence[str]], object]] = {
        "dateline: sections, partners, domains, evidence": lambda chunk: [tagger.tag(text) for text in chunk],
        "plain scikit-learn: domains": plain.predict,
    }
    rates: dict[str, list[float]] = {name: [] for name in paths}
    size = len(texts) // ROUNDS
    for start in range(0, size * ROUNDS, size):  # each round sees articles that no round before it saw
        for name, path in paths.items():
            began = time.process_time()
            path(texts[start : start + size])
            rates[name].append(size / (time.process_time() - began))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    for name, rate in medians.items():
        sys.stdout.write(f"{rate:8.0f} articles per CPU second   {name}\n")
    first, second = medians.values()
    sys.stdout.write(f"{first / second:8.1f} times as many\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
