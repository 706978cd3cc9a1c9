"""Writes losses.csv, losses of logits at hard points with their gradients, beside itself.

Run:  python3 losses.py     (made with Python 3.11, numpy 1.24.2, torch 1.13.0, scikit-learn 1.2.1)

Everything is the sum of weight times loss over rows, by torch in float64: its own functions where
there are any (label smoothing, Huber, L1, Poisson), otherwise autograd of the definition; the hinge
losses are checked against scikit-learn.
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
    total = (torch.tensor(weights, dtype=torch.float64) * rows(z)).sum()
    total.backward()
    put(f"{key}.logits", z.detach())
    put(f"{key}.targets", targets)
    put(f"{key}.weights", weights)
    put(f"{key}.loss", [total.detach()])
    # Autograd of q^γ at q = 0 is 0·∞ for γ < 1; the limit is 0.
    put(f"{key}.delta", np.nan_to_num(z.grad))


# --- several classes ---------------------------------------------------------------------------------

LOGITS = [[0, 0, 0], [1.5, -0.25, 3], [1000, 0, -1000], [-1000, 0, 1000], [80, 81, 79],
          [1e-30, -1e-30, 0], [88, -88, 0], [-0.0, 1e4, -1e4], [30, 0, 1]]
CLASSES = [2, 0, 0, 1, 2, 1, 1, 1, 0]
WEIGHTS = [1, 0.5, 2, 0.25, 0, 1.75, 1, 3, 512]
t = torch.tensor(CLASSES)

for name, smoothing in [("smoothed", 0.1), ("smoothed_much", 0.9)]:
    loss(f"losses.softmax_{name}", LOGITS, CLASSES, WEIGHTS,
         lambda z: f.cross_entropy(z, t, reduction="none", label_smoothing=smoothing))


def focal(z, gamma):
    log_p = torch.log_softmax(z, 1).gather(1, t[:, None])[:, 0]
    # 1 − p from the other classes, since 1 − e^{log p} has no digit left where p is near 1.
    other = z.masked_fill(f.one_hot(t, 3).bool(), -torch.inf)
    q = torch.exp(torch.logsumexp(other, 1) - torch.logsumexp(z, 1))
    return -q**gamma * log_p


for gamma in [2.0, 0.5]:
    loss(f"losses.softmax_focal_{gamma:g}", LOGITS, CLASSES, WEIGHTS, lambda z: focal(z, gamma))


def crammer_singer(z):
    other = z.masked_fill(f.one_hot(t, 3).bool(), -torch.inf)
    return torch.relu(1 + other.max(1).values - z.gather(1, t[:, None])[:, 0])


# Without ties of the two largest others, where a subgradient has to be chosen.
HINGED = [[0, 0.5, 0], [1.5, -0.25, 3], [1000, 0, -1000], [-1000, 0, 1000], [80, 81, 79], [0.25, 1, 0],
          [3, -88, 0], [-0.0, 1e4, -1e4], [2, 1.5, 0.5]]
loss("losses.multiclass_hinge", HINGED, CLASSES, WEIGHTS, crammer_singer)
np.testing.assert_allclose(
    crammer_singer(torch.tensor(HINGED, dtype=torch.float64)).mean(),
    metrics.hinge_loss(CLASSES, np.array(HINGED), labels=[0, 1, 2]), rtol=1e-12)

# --- two classes, one logit --------------------------------------------------------------------------

Z = [0, -0.0, 0.75, -2.5, 30, -30, 1000, -1000, 88, -88, 1e-30, 20, 1e4, -1e4, 1, 1.5]
T = [1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1]
WEIGHTS = [1, 1, 0.5, 2, 1024, 512, 0.25, 1.75, 1, 0, 3, 1, 1, 0.5, 1, 2]
binary = torch.tensor(T, dtype=torch.float64)

loss("losses.sigmoid_smoothed", Z, T, WEIGHTS,
     lambda z: f.binary_cross_entropy_with_logits(z, 0.8 * binary + 0.1, reduction="none"))
for gamma in [2.0, 0.5]:
    def rows(z):
        s = z * (2 * binary - 1)
        return -torch.exp(gamma * f.logsigmoid(-s)) * f.logsigmoid(s)
    loss(f"losses.sigmoid_focal_{gamma:g}", Z, T, WEIGHTS, rows)
loss("losses.binary_hinge", Z, T, WEIGHTS, lambda z: torch.relu(1 - z * (2 * binary - 1)))
np.testing.assert_allclose(
    np.maximum(0, 1 - np.array(Z) * (2 * np.array(T) - 1)).mean(), metrics.hinge_loss(T, np.array(Z)), rtol=1e-12)

# --- numbers -----------------------------------------------------------------------------------------

Y = [[0.5, -1], [3, 3], [1e4, -1e4], [0, -0.0], [1e-30, -1e-30], [88, -88], [2.5, 2.5]]
T = [[0.25, 1], [3, 2.5], [1e4 + 0.5, 0], [1e-20, 0], [0, 0], [87, -90], [1, 4]]
WEIGHTS = [1, 0.5, 2, 1, 3, 0.25, 1]
t2 = torch.tensor(np.array(T, np.float32), dtype=torch.float64)
loss("losses.absolute", Y, T, WEIGHTS, lambda z: f.l1_loss(z, t2, reduction="none").mean(1))
for delta in [1.0, 0.375]:
    loss(f"losses.huber_{delta:g}", Y, T, WEIGHTS,
         lambda z: f.huber_loss(z, t2, delta=delta, reduction="none").mean(1))

LOG_MEANS = [[0, -0.0], [1.5, -2.25], [10, -88], [80, -1e4], [1e-30, -1e-30]]
COUNTS = [[1, 0], [7, 0.5], [20000, 0], [3, 2], [1, 2]]
t3 = torch.tensor(np.array(COUNTS, np.float32), dtype=torch.float64)
loss("losses.poisson", LOG_MEANS, COUNTS, [1, 0.5, 2, 0.25, 1],
     lambda z: f.poisson_nll_loss(z, t3, log_input=True, full=False, reduction="none").mean(1))

pathlib.Path(__file__).with_suffix(".csv").write_text("\n".join(LINES) + "\n")
