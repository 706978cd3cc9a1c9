"""Writes labels.csv, losses and metrics of tasks with one target an output, beside itself.

Run:  python3 labels.py     (made with Python 3.11, numpy 1.24.2, torch 1.13.0, scikit-learn 1.2.1)

Losses are the sum of weight times loss over rows, by torch in float64. A row's multi-label loss is
the mean over its labels, as in Keras' BinaryCrossentropy; a row's divergence is the sum over the
classes, as in Keras' KLDivergence.
"""

import pathlib

import numpy as np
import torch
import torch.nn.functional as f
from sklearn import metrics

LINES = []


def put(key, values):
    LINES.append(",".join([key] + [repr(float(v)) for v in np.asarray(values).ravel()]))


def loss(key, logits, targets, weights, rows):
    z = torch.tensor(np.array(logits, np.float32), dtype=torch.float64, requires_grad=True)
    t = torch.tensor(np.array(targets, np.float32), dtype=torch.float64)
    total = (torch.tensor(weights, dtype=torch.float64) * rows(z, t)).sum()
    total.backward()
    put(f"{key}.logits", z.detach())
    put(f"{key}.targets", t)
    put(f"{key}.weights", weights)
    put(f"{key}.loss", [total.detach()])
    put(f"{key}.delta", np.nan_to_num(z.grad))


# --- losses of labels --------------------------------------------------------------------------------

Z = [[0, -0.0, 0.75], [1000, -1000, 88], [-88, 1e-30, 1e4], [-1e4, 30, -30], [-2.5, 2.5, 20], [-20, 1.5, -1.5]]
T = [[1, 0, 1], [0, 1, 1], [1, 0, 0], [0, 0, 0], [1, 1, 1], [0, 1, 0]]
WEIGHTS = [1, 0.5, 2, 512, 0, 1.75]


def cross_entropy(z, t, **choices):
    return f.binary_cross_entropy_with_logits(z, t, reduction="none", **choices).mean(1)


loss("losses.labels", Z, T, WEIGHTS, cross_entropy)
loss("losses.labels_smoothed", Z, T, WEIGHTS, lambda z, t: cross_entropy(z, 0.8 * t + 0.1))
loss("losses.labels_weighted", Z, T, WEIGHTS,
     lambda z, t: cross_entropy(z, t, pos_weight=torch.tensor([2.0, 0.5, 7.25], dtype=torch.float64)))
for gamma in [2.0, 0.5]:
    def focal(z, t):
        s = z * (2 * t - 1)
        return (-torch.exp(gamma * f.logsigmoid(-s)) * f.logsigmoid(s)).mean(1)
    loss(f"losses.labels_focal_{gamma:g}", Z, T, WEIGHTS, focal)
loss("losses.labels_hinge", Z, T, WEIGHTS, lambda z, t: torch.relu(1 - z * (2 * t - 1)).mean(1))


# With other losses a positive weight multiplies the whole term of a label that an example has, as class
# weights do; torch's pos_weight would spread it over both halves of a smoothed target.
def weighted(terms):
    positive = torch.tensor([2.0, 0.5, 7.25], dtype=torch.float64)
    return lambda z, t: (torch.where(t == 1, positive, 1.0) * terms(z, t)).mean(1)


loss("losses.labels_weighted_smoothed", Z, T, WEIGHTS, weighted(
    lambda z, t: f.binary_cross_entropy_with_logits(z, 0.8 * t + 0.1, reduction="none")))
loss("losses.labels_weighted_focal_2", Z, T, WEIGHTS, weighted(
    lambda z, t: -torch.exp(2 * f.logsigmoid(-z * (2 * t - 1))) * f.logsigmoid(z * (2 * t - 1))))
loss("losses.labels_weighted_hinge", Z, T, WEIGHTS, weighted(lambda z, t: torch.relu(1 - z * (2 * t - 1))))

# --- shares ------------------------------------------------------------------------------------------

Z = [[0, 0, 0], [1.5, -0.25, 3], [88, 0, -88], [-88, 0, 88], [80, 81, 79], [1e-30, -1e-30, 0], [30, 0, 1]]
T = [[0.5, 0.25, 0.25], [0, 1, 0], [0.125, 0.375, 0.5], [0.3, 0.3, 0.4], [0.2, 0.7, 0.1], [1, 0, 0], [0.9, 0.05, 0.0499]]
WEIGHTS = [1, 0.5, 2, 0.25, 0, 1.75, 512]
loss("losses.kl_divergence", Z, T, WEIGHTS,
     lambda z, t: f.kl_div(torch.log_softmax(z, 1), t, reduction="none").sum(1))

random = np.random.RandomState(5)
z = random.normal(0, 2, (40, 3)).astype(np.float32)
t = random.dirichlet([0.5, 1, 1], 40).astype(np.float32)
p = torch.softmax(torch.tensor(z, dtype=torch.float64), 1).numpy()
put("metric.shares.logits", z)
put("metric.shares.targets", t)
put("metric.shares.values", [
    metrics.accuracy_score(t.argmax(1), z.argmax(1)),
    f.kl_div(torch.tensor(p).log(), torch.tensor(t, dtype=torch.float64), reduction="batchmean"),
    metrics.mean_absolute_error(t, p)])

# --- metrics of labels -------------------------------------------------------------------------------

# Different scores in steps of 1/32 for each label: no bin holds two, so the areas are exact. Nobody
# has the last label, it is predicted once; some rows have no label, and some get none.
ROWS = 60
z = np.stack([random.permutation(np.arange(-100, 101))[:ROWS] / 32 for _ in range(5)], 1).astype(np.float32)
z[:, 4] = -np.arange(1, ROWS + 1) / 32
z[7, 4] = 0.5
t = (z + random.normal(0, 2, z.shape) > [0, 1, -1, 1.5, 99]).astype(int)
t[10:14] = 0
z[12:16] = -np.abs(z[12:16]) - 4 - np.arange(4)[:, None] / 32
z[20:23] = np.where(t[20:23] == 1, 6, -9) + np.arange(3)[:, None] / 32
CUTS = [0.5, 0.3, 0.9, 0.125, 0.5]


def scores(key, y):
    values = [metrics.accuracy_score(t, y), metrics.hamming_loss(t, y)]
    for score in (metrics.f1_score, metrics.precision_score, metrics.recall_score):
        values += [score(t, y, average=a, zero_division=0) for a in ("macro", "weighted", "micro", "samples")]
    p = 1 / (1 + np.exp(-z.astype(float)))
    values.append(np.mean([metrics.log_loss(t[:, k], p[:, k], labels=[0, 1]) for k in range(5)]))
    values.append(np.mean([metrics.brier_score_loss(t[:, k], p[:, k]) if t[:, k].any() else np.mean(p[:, k] ** 2)
                           for k in range(5)]))
    values.append(metrics.roc_auc_score(t[:, :4], z[:, :4], average="macro"))
    values.append(metrics.average_precision_score(t[:, :4], z[:, :4], average="macro"))
    put(f"{key}.values", values)
    each = metrics.precision_recall_fscore_support(t, y, zero_division=0)
    for name, numbers in zip(("precision", "recall", "f1", "support"), each):
        put(f"{key}.{name}", numbers)


put("metric.labels.logits", z)
put("metric.labels.targets", t)
put("metric.labels.cuts", CUTS)
put("metric.labels.roc", metrics.roc_auc_score(t[:, :4], z[:, :4], average=None))
put("metric.labels.area", metrics.average_precision_score(t[:, :4], z[:, :4], average=None))
scores("metric.labels.half", z > 0)
scores("metric.labels.chosen", 1 / (1 + np.exp(-z.astype(float))) > CUTS)

# The best F1 of each label over all thresholds, by scikit-learn's curve.
best = []
for k in range(4):
    precision, recall, _ = metrics.precision_recall_curve(t[:, k], z[:, k])
    best.append(np.max(2 * precision * recall / np.maximum(precision + recall, 1e-300)))
put("metric.labels.best", best)

# --- several numbers ---------------------------------------------------------------------------------

y = random.normal(0, 1, (30, 3)).astype(np.float32)
t = (y + random.normal(0, 0.5, y.shape) * [1, 2, 0.1]).astype(np.float32)
put("metric.outputs.predicted", y)
put("metric.outputs.targets", t)
mse = metrics.mean_squared_error(t.astype(float), y.astype(float), multioutput="raw_values")
put("metric.outputs.mse", mse)
put("metric.outputs.rmse", np.sqrt(mse))
put("metric.outputs.mae", metrics.mean_absolute_error(t.astype(float), y.astype(float), multioutput="raw_values"))
put("metric.outputs.r2", metrics.r2_score(t.astype(float), y.astype(float), multioutput="raw_values"))

pathlib.Path(__file__).with_suffix(".csv").write_text("\n".join(LINES) + "\n")
