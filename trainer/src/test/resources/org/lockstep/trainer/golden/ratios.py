#!/usr/bin/python3
"""Makes ratios.json: log-count ratios (Wang & Manning 2012) and the rows that they weigh.

Run here after tfidf.py, with scikit-learn 1.2.1: /usr/bin/python3 ratios.py

Written from the paper with numpy, one class against the rest: p = 1 + rows of the class with the
term, q = 1 + the other rows with it, r = log((p / |p|) / (q / |q|)). Of several classes the largest
ratio by size counts, the later class's on a tie. Rows: scikit-learn's TF-IDF without its scaling,
times r, then scaled to length 1; or plain counts times r, unscaled.
"""
import json
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

here = Path(__file__).parent
corpus = json.loads(here.joinpath("corpus.json").read_text())


def ratios(presence, labels, classes):
    best = np.zeros(presence.shape[1])
    for k in range(classes):
        p = 1 + presence[labels == k].sum(axis=0)
        q = 1 + presence[labels != k].sum(axis=0)
        r = np.log((p / p.sum()) / (q / q.sum()))
        best = np.where(np.abs(r) >= np.abs(best) - 1e-12, r, best)
    return best


def case(classes, ngrams, scaled):
    labels = np.arange(len(corpus)) % classes
    labels[len(corpus) // 2] = 0
    counts = CountVectorizer(ngram_range=ngrams)
    presence = (counts.fit_transform(corpus).toarray() > 0).astype(float)
    r = ratios(presence, labels, classes)
    if scaled:
        values = TfidfVectorizer(ngram_range=ngrams, norm=None).fit_transform(corpus).toarray() * r
        values = normalize(values)
    else:
        values = counts.transform(corpus).toarray() * r
    terms = list(counts.get_feature_names_out())
    return {
        "labels": labels.tolist(),
        "ratios": dict(zip(terms, r.tolist())),
        "rows": [{terms[j]: float(row[j]) for j in np.flatnonzero(row)} for row in values],
    }


golden = {
    "made_by": "ratios.py, numpy " + np.__version__,
    "cases": {
        "twoClasses": case(2, (1, 1), False),
        "threeClasses": case(3, (1, 2), True),
    },
}
here.joinpath("ratios.json").write_text(json.dumps(golden, ensure_ascii=True) + "\n")
