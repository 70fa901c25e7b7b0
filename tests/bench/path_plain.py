"""What one would write first: TF-IDF of words 1-2 and pieces 3-5 over the whole text, a linear SVM for each domain."""

import json
from pathlib import Path as File

from loop import Path, serve
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC


def prepare(name: str) -> Path:
    """Fit it to the labelled articles."""
    articles = [json.loads(line) for line in File(name).read_text("utf-8").splitlines()]
    union = make_union(
        TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True),
    )
    plain = make_pipeline(union, OneVsRestClassifier(LinearSVC()))
    truth = MultiLabelBinarizer().fit_transform([article["domains"] for article in articles])
    plain.fit([article["text"] for article in articles], truth)
    return plain.predict


if __name__ == "__main__":
    serve(prepare)
