"""The peer of the sparse benchmarks: scikit-learn's MLPClassifier on the same matrix and settings.

    mlp_classifier.py FOLDER EPOCHS

FOLDER is what corpus.py wrote. Prints the milliseconds an epoch (the median of three fits of so many epochs, each
divided by their number), the last epoch's mean training loss and scikit-learn's version. 64 sigmoid units, Adam at 0.001, batch 512, no penalty, two BLAS threads.
"""

import os
import sys
import time
import warnings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")
os.environ.setdefault("OMP_NUM_THREADS", "2")

import numpy as np
import sklearn
from scipy.sparse import csr_matrix
from sklearn.neural_network import MLPClassifier


def main(folder, epochs):
    def read(name, kind):
        return np.fromfile(os.path.join(folder, name), kind)

    rows, columns, _ = map(int, open(os.path.join(folder, "shape.txt")).read().split())
    matrix = csr_matrix(
        (read("values.f32", "<f4"), read("indices.i32", "<i4"), read("indptr.i64", "<i8").astype(np.int32)),
        shape=(rows, columns),
    )
    labels = read("labels.i32", "<i4")
    network = MLPClassifier(
        hidden_layer_sizes=(64,),
        activation="logistic",
        solver="adam",
        learning_rate_init=0.001,
        batch_size=512,
        alpha=0,
        max_iter=int(epochs),
        n_iter_no_change=int(epochs) + 1,
        random_state=1,
    )
    warnings.filterwarnings("ignore", category=sklearn.exceptions.ConvergenceWarning)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        network.fit(matrix, labels)
        times.append((time.perf_counter() - start) * 1e3 / network.n_iter_)
    print("%.3f %.6f %s" % (np.median(times), network.loss_, sklearn.__version__))


if __name__ == "__main__":
    main(*sys.argv[1:])
