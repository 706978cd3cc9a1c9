"""The peer of the scoring benchmark: scikit-learn's pipeline, one tweet a call.

    scoring.py texts DATA FILE     writes the airline tweets, one a line
    scoring.py time FILE           prints the median microseconds of predict_proba([tweet]) and the release

TF-IDF of the 5,000 most frequent words, 64 sigmoid units, 3 classes; one BLAS thread.
"""

import csv
import os
import sys
import time
import warnings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

TWEETS = 1500


def write_texts(data, file):
    with open(os.path.join(data, "Tweets.csv"), newline="", encoding="utf-8") as rows, open(
        file, "w", encoding="utf-8"
    ) as out:
        for row in csv.DictReader(rows):
            out.write(" ".join(row["text"].split()) + "\n")


def measure(file):
    import numpy as np
    import sklearn
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline

    texts = open(file, encoding="utf-8").read().split("\n")[:-1]
    warnings.filterwarnings("ignore")
    network = MLPClassifier(hidden_layer_sizes=(64,), activation="logistic", max_iter=1, random_state=1)
    pipeline = make_pipeline(TfidfVectorizer(max_features=5000), network)
    pipeline.fit(texts, [i % 3 for i in range(len(texts))])
    times = []
    for text in texts[:TWEETS]:
        start = time.perf_counter()
        shares = pipeline.predict_proba([text])
        times.append((time.perf_counter() - start) * 1e6)
        assert abs(shares.sum() - 1) < 1e-6
    print("%.3f %s" % (np.median(times), sklearn.__version__))


if __name__ == "__main__":
    {"texts": write_texts, "time": measure}[sys.argv[1]](*sys.argv[2:])
