"""The peer of a search: scikit-learn's GridSearchCV over MLPClassifier on the same matrix.

    grid_search.py FOLDER OUT

FOLDER is what corpus.py wrote; its rows are also written to OUT, in LIBSVM's format, for Lockstep. 24 settings, 6
rates and 4 decays of Adam's first moment, 3 stratified folds, two processes; 64 sigmoid units, batch 512, 10 epochs,
no penalty, macro-F1. Prints the seconds of the search (the median of three, without the winner's refit), the best mean
score and scikit-learn's version.
"""

import os
import sys
import time

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # a thread for each of the two processes
os.environ.setdefault("PYTHONWARNINGS", "ignore")  # ten epochs converge nowhere, and the processes say so

import numpy as np
import sklearn
from scipy.sparse import csr_matrix
from sklearn.datasets import dump_svmlight_file
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.neural_network import MLPClassifier

EPOCHS = 10


def main(folder, out):
    def read(name, kind):
        return np.fromfile(os.path.join(folder, name), kind)

    rows, columns, _ = map(int, open(os.path.join(folder, "shape.txt")).read().split())
    matrix = csr_matrix(
        (read("values.f32", "<f4"), read("indices.i32", "<i4"), read("indptr.i64", "<i8").astype(np.int32)),
        shape=(rows, columns),
    )
    labels = read("labels.i32", "<i4")
    dump_svmlight_file(matrix, labels, out, zero_based=False)
    network = MLPClassifier(
        hidden_layer_sizes=(64,),
        activation="logistic",
        solver="adam",
        batch_size=512,
        alpha=0,
        max_iter=EPOCHS,
        n_iter_no_change=EPOCHS + 1,
        random_state=1,
    )
    grid = {
        "learning_rate_init": [0.001, 0.002, 0.004, 0.008, 0.016, 0.032],
        "beta_1": [0.8, 0.85, 0.9, 0.95],
    }
    times = []
    for _ in range(3):
        search = GridSearchCV(
            network,
            grid,
            scoring="f1_macro",
            cv=StratifiedKFold(3, shuffle=True, random_state=1),
            n_jobs=2,
            refit=False,
        )
        start = time.perf_counter()
        search.fit(matrix, labels)
        times.append(time.perf_counter() - start)
    best = max(search.cv_results_["mean_test_score"])
    print("%.3f %.5f %s" % (np.median(times), best, sklearn.__version__))


if __name__ == "__main__":
    main(*sys.argv[1:])
