#!/usr/bin/python3
"""Makes hashing.json: scikit-learn's hashes and hashed rows for HashingGoldenTest.

Run here, with scikit-learn 1.2.1: /usr/bin/python3 hashing.py

The texts are those of corpus.json. Rows are HashingVectorizer's, followed by TfidfTransformer where idf
is used. An entry that cancelled to 0 is left out, as Lockstep leaves it out.
"""
import json
import sys
from pathlib import Path

import sklearn
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.utils import murmurhash3_32

here = Path(__file__).parent
corpus = json.loads(here.joinpath("corpus.json").read_text())

TERMS = ["", "a", "ab", "abc", "abcd", "abcde", "plane", "the plane", "@united", "\u00fcnic\u00f6de", "\u6211\u4eec",
         "\U0001f600", "x" * 1000] + ["term%d" % i for i in range(40)]
SEEDS = [0, 1, 42, 2**31 - 1]

CASES = {
    "counts": (dict(n_features=2**20, norm=None), None),
    "unsigned": (dict(n_features=2**20, norm="l2", alternate_sign=False), None),
    "collisions": (dict(n_features=2**3, norm="l2"), None),
    "bigramsIdf": (dict(n_features=2**20, norm=None, ngram_range=(1, 2)), dict()),
    "plainIdf": (dict(n_features=2**10, norm=None), dict(smooth_idf=False)),
    "sublinear": (dict(n_features=2**6, norm=None, alternate_sign=False), dict(sublinear_tf=True)),
    "manyCollisionsIdf": (dict(n_features=2**2, norm=None), dict(norm=None)),
}

cases = {}
for name, (options, tfidf) in CASES.items():
    matrix = HashingVectorizer(**options).transform(corpus)
    if tfidf is not None:
        matrix = TfidfTransformer(**tfidf).fit_transform(matrix)
    rows = []
    for i in range(matrix.shape[0]):
        row = matrix.getrow(i)
        rows.append({str(j): float(v) for j, v in sorted(zip(row.indices.tolist(), row.data)) if v != 0})
    cases[name] = rows

golden = {"made_by": "hashing.py, scikit-learn %s, Python %d.%d" % (sklearn.__version__, *sys.version_info[:2]),
          "hashes": [[t, s, int(murmurhash3_32(t, seed=s))] for t in TERMS for s in SEEDS],
          "cases": cases}
here.joinpath("hashing.json").write_text(json.dumps(golden, ensure_ascii=True) + "\n")
