"""Makes a TF-IDF matrix of a real corpus with scikit-learn and writes it as the files that both sides of a
sparse benchmark read: columns by document frequency, the most frequent first, as a Lockstep vocabulary has them.

    corpus.py airline|imdb|trigrams DATA OUT

DATA is the folder of the data sets. OUT gets shape.txt ("rows columns classes"), indptr.i64, indices.i32,
values.f32 and labels.i32, little-endian.
"""

import csv
import os
import sys
import tarfile

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split


def airline(data):
    """8,784 tweets: 60% of 14,640, stratified."""
    with open(os.path.join(data, "Tweets.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words = ["negative", "neutral", "positive"]
    texts = [row["text"] for row in rows]
    labels = [words.index(row["airline_sentiment"]) for row in rows]
    return train_test_split(texts, labels, train_size=8784, random_state=1, stratify=labels)[0::2]


def imdb(data):
    """20,000 reviews: 80% of the training archive, stratified."""
    texts, labels = [], []
    with tarfile.open(os.path.join(data, "aclImdb_v1.tar.gz")) as archive:
        for member in archive:
            parts = member.name.split("/")
            if parts[-3:-1] in (["train", "neg"], ["train", "pos"]) and member.isfile():
                texts.append(archive.extractfile(member).read().decode("utf-8").replace("<br />", " "))
                labels.append(int(parts[-2] == "pos"))
    return train_test_split(texts, labels, train_size=20000, random_state=1, stratify=labels)[0::2]


def main(name, data, out):
    texts, labels = airline(data) if name == "airline" else imdb(data)
    grams, terms = ((1, 3), 100_000) if name == "trigrams" else ((1, 1), 5_000)
    rows = TfidfVectorizer(max_features=terms, ngram_range=grams, dtype=np.float32).fit_transform(texts)
    by_frequency = np.argsort(-np.bincount(rows.indices, minlength=rows.shape[1]), kind="stable")
    rows = rows[:, by_frequency].tocsr()
    rows.sort_indices()
    os.makedirs(out, exist_ok=True)
    rows.indptr.astype("<i8").tofile(os.path.join(out, "indptr.i64"))
    rows.indices.astype("<i4").tofile(os.path.join(out, "indices.i32"))
    rows.data.astype("<f4").tofile(os.path.join(out, "values.f32"))
    np.asarray(labels, "<i4").tofile(os.path.join(out, "labels.i32"))
    with open(os.path.join(out, "shape.txt"), "w") as file:  # last: a reader takes it for the whole
        file.write("%d %d %d\n" % (*rows.shape, max(labels) + 1))
    print("%s: %d x %d, %.1f non-zeros a row" % (name, *rows.shape, rows.nnz / rows.shape[0]))


if __name__ == "__main__":
    main(*sys.argv[1:])
