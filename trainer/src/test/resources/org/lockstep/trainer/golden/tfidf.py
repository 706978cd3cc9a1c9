#!/usr/bin/python3
"""Makes tfidf.json: scikit-learn's vocabularies and values for the settings of TfIdfGoldenTest.

Run here, with scikit-learn 1.2.1: /usr/bin/python3 tfidf.py

The corpus is written for this test; corpus.json is made by the same run. Character terms get the
prefix "char:", as Lockstep's have. max_features cuts no tie of (count) here, since scikit-learn breaks
ties by column order and Lockstep by term; the script checks that.
"""
import json
import sys
from pathlib import Path

import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

CORPUS = [
    "The plane left on time and the crew was kind.",
    "the plane, the plane! THE PLANE; nobody told us about the plane",
    "",
    "   ",
    "a I x",
    "Ünïcödé çafé über Straße ÉCOLE İstanbul ΣΊΣΥΦΟΣ ΌΔΟΣ",
    "naïve naive NAÏVE cafe\u0301 café",
    "Дорогой друг, ДРУГ дорог",
    "flight 123 4 56 flight_123 __init__ _ __ 3rd 1st x2 2x",
    "so happy \U0001f600\U0001f600 with the crew \U0001f44d\U0001f3fd \u2764\ufe0f!!!",
    "don't can't it's o'clock rock'n'roll",
    "@SomeAirline thanks for the crew #BestCrew http://example.org/a?b=c",
    "我们 的 航班 晚点 了 東京タワー",
    "tabs\tand\nnew\r\nlines\u00a0no\u2003break\u3000wide",
    "e-mail me at someone@example.org or SOMEONE@EXAMPLE.ORG",
    "\u0661\u0662\u0663 \u00b2\u00b3 \u00bd\u00be \u2160\u2161 numbers of other kinds",
    "crew crew crew crew kind kind",
    "zero\u200bwidth soft\u00adhyphen join\u200der",
    "the crew was kind, the plane was late, and the plane was late again",
    "\U0001d400\U0001d401 \U00010400\U00010401 beyond the first plane",
    "the plane left on time and the crew was kind.",
]

SETTINGS = {
    "defaults": dict(),
    "sublinear": dict(sublinear_tf=True),
    "plainIdf": dict(smooth_idf=False),
    "noIdfNoNorm": dict(use_idf=False, norm=None),
    "noNorm": dict(norm=None),
    "caseKept": dict(lowercase=False),
    "bigrams": dict(ngram_range=(1, 3)),
    "atLeastTwoRows": dict(min_df=2),
    "shares": dict(min_df=0.09, max_df=0.3),
    "stopWords": dict(stop_words=["the", "and", "was"], ngram_range=(1, 2)),
    "singleCharacters": dict(token_pattern=r"(?u)\b\w+\b"),
    "mostFrequent": dict(max_features=3),
    "characters": dict(analyzer="char_wb", ngram_range=(2, 4)),
    "charactersLong": dict(analyzer="char_wb", ngram_range=(5, 7), sublinear_tf=True, min_df=2),
}


def check_cut(options, settings):
    """The counts at the cut differ, so that the kept set is not a matter of ties."""
    if "max_features" in options:
        from sklearn.feature_extraction.text import CountVectorizer
        counts = sorted(CountVectorizer().fit_transform(CORPUS).sum(axis=0).A1, reverse=True)
        cut = options["max_features"]
        assert counts[cut - 1] > counts[cut], (settings, counts[: cut + 2])


cases = {}
for name, options in SETTINGS.items():
    check_cut(options, name)
    vectorizer = TfidfVectorizer(**options)
    matrix = vectorizer.fit_transform(CORPUS)
    terms = vectorizer.get_feature_names_out()
    prefix = "char:" if options.get("analyzer") == "char_wb" else ""
    rows = []
    for i in range(matrix.shape[0]):
        row = matrix.getrow(i)
        rows.append({prefix + terms[j]: float(v) for j, v in sorted(zip(row.indices, row.data))})
    cases[name] = {"terms": [prefix + t for t in terms], "rows": rows}

here = Path(__file__).parent
here.joinpath("corpus.json").write_text(json.dumps(CORPUS, ensure_ascii=True, indent=0) + "\n")
golden = {"made_by": "tfidf.py, scikit-learn %s, Python %d.%d" % (sklearn.__version__, *sys.version_info[:2]),
          "cases": cases}
here.joinpath("tfidf.json").write_text(json.dumps(golden, ensure_ascii=True) + "\n")
