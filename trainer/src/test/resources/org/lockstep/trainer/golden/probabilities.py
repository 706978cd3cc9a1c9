"""Writes probabilities.csv, what the probabilities of a classifier are worth, beside itself.

Run:  python3 probabilities.py     (made with Python 3.11, numpy 1.24.2, scikit-learn 1.2.1)

The expected calibration error is put together from scikit-learn's calibration_curve over 15 bins of
the confidence; the Brier score of several classes is numpy's, by Brier's definition of 1950.
"""

import pathlib

import numpy as np
from sklearn import calibration, metrics
from sklearn.preprocessing import label_binarize

LINES = []
F = np.float32


def put(key, values):
    LINES.append(",".join([key] + [repr(float(v)) for v in np.asarray(values).ravel()]))


def calibration_error(hits, confidence):
    accuracy, mean = calibration.calibration_curve(hits, confidence, n_bins=15, strategy="uniform")
    bins = np.searchsorted(np.linspace(0, 1, 16)[1:-1], confidence)
    rows = np.bincount(bins, minlength=15)
    return np.sum(rows[rows > 0] * np.abs(accuracy - mean)) / len(hits)


def binary(key, logits, truth):
    z = np.array(logits, F)
    p = 1 / (1 + np.exp(-z.astype(float)))
    put(f"{key}.logits", z)
    put(f"{key}.targets", truth)
    put(f"{key}.values", [
        metrics.log_loss(truth, p), metrics.brier_score_loss(truth, p),
        calibration_error((z > 0) == truth, np.maximum(p, 1 - p)),
        # By the logits: 1 / (1 + exp(-z)) makes ties of what differs, near 1.
        metrics.roc_auc_score(truth, z), metrics.average_precision_score(truth, z)])


def several(key, logits, truth):
    z = np.array(logits, F)
    classes = z.shape[1]
    e = np.exp(z.astype(float) - z.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    one_hot = label_binarize(truth, classes=range(classes))
    put(f"{key}.logits", z)
    put(f"{key}.targets", truth)
    top = [metrics.top_k_accuracy_score(truth, z, k=k, labels=range(classes)) for k in (2, 3, 5) if k < classes]
    put(f"{key}.values", top + [
        metrics.log_loss(truth, p, labels=range(classes)), np.mean(np.sum((p - one_hot) ** 2, 1)),
        calibration_error(z.argmax(1) == truth, p.max(1)),
        metrics.roc_auc_score(truth, p, multi_class="ovr", average="macro"),
        metrics.average_precision_score(one_hot, p, average="macro")])


random = np.random.RandomState(11)
# Different scores in steps of 1/32: no bin of a width of 1/32 holds two, the areas are exact.
scores = random.permutation(np.arange(-192, 193))[:200] / 32
binary("probabilities.binary", scores, (scores + random.normal(0, 3, 200) > 0).astype(int))

# Any scores: the areas are those of the bins.
truth = (random.uniform(size=2000) < 0.2).astype(int)
binary("probabilities.continuous", random.normal(1.5 * truth - 1, 1.5), truth)
truth = random.randint(0, 7, 1500)
several("probabilities.classes", random.normal(0, 1.5, (1500, 7)) + 2 * np.eye(7)[truth], truth)

# A network that is sure of everything, and once wrong.
truth = np.array([0, 1, 1, 0, 1, 0])
binary("probabilities.sure", [-31, 20, 25, -18, 30, 12], truth)

pathlib.Path(__file__).with_suffix(".csv").write_text("\n".join(LINES) + "\n")
