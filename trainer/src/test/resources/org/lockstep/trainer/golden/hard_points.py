"""Writes hard_points.csv, every loss at all pairs of hard points, row by row, beside itself.

Run:  python3 hard_points.py     (made with Python 3.11, numpy 1.24.2, torch 1.13.0)

Rows are not added up as in losses.csv, where the loss of one row at 1e4 would hide the digits of
all others. By torch in float64: its own functions where there are any, otherwise autograd of the
definition; where a row's definition cancels in float64, of another form of it.
"""

import itertools
import pathlib

import numpy as np
import torch
import torch.nn.functional as f

LINES = []
POINTS = [0.0, -0.0, 1e-30, -1e-30, 88, -88, 1e4, -1e4]


def put(key, logits, targets, rows):
    z = torch.tensor(np.array(logits, np.float32), dtype=torch.float64, requires_grad=True)
    losses = rows(z)
    losses.sum().backward()
    # Autograd of q^γ at q = 0 is 0·∞ for γ < 1; the limit is 0.
    for name, values in [("logits", z.detach()), ("targets", targets), ("losses", losses.detach()),
                         ("delta", np.nan_to_num(z.grad))]:
        LINES.append(",".join([f"hard.{key}.{name}"] + [repr(float(v)) for v in np.asarray(values).ravel()]))


# --- several classes: all pairs, and a third logit; each class is the target of a third of the rows ---

LOGITS = [[a, b, 0.25] for a, b in itertools.product(POINTS, POINTS)]
CLASSES = [i % 3 for i in range(len(LOGITS))]
t = torch.tensor(CLASSES)
hot = f.one_hot(t, 3).bool()


def own(z):
    return z.gather(1, t[:, None])[:, 0]


def others(z):
    return z.masked_fill(hot, -torch.inf)


def cross_entropy(z):
    """log Σ e^{zₖ − z_t} = log1p of the others' sum, which does not cancel where the row is right."""
    return -f.logsigmoid(own(z) - torch.logsumexp(others(z), 1))


check = torch.tensor(LOGITS, dtype=torch.float64)
np.testing.assert_allclose(cross_entropy(check), f.cross_entropy(check, t, reduction="none"), atol=1e-12)


def focal(z, gamma):
    q = torch.exp(torch.logsumexp(others(z), 1) - torch.logsumexp(z, 1))
    return q**gamma * cross_entropy(z)


def hinge(z):
    return torch.relu(1 + others(z).max(1).values - own(z))


put("softmax", LOGITS, CLASSES, cross_entropy)
put("softmax_smoothed", LOGITS, CLASSES,
    lambda z: f.cross_entropy(z, t, reduction="none", label_smoothing=0.1))
put("softmax_focal", LOGITS, CLASSES, lambda z: focal(z, 2.0))
put("softmax_focal_half", LOGITS, CLASSES, lambda z: focal(z, 0.5))
put("multiclass_hinge", LOGITS, CLASSES, hinge)

# --- two classes, one logit: every point with either target -------------------------------------------

Z = [[z] for z in POINTS * 2]
T = [0] * len(POINTS) + [1] * len(POINTS)
binary = torch.tensor(T, dtype=torch.float64)
sign = 2 * binary - 1


def surprise(s):
    """−log σ(s); torch's logsigmoid has the digits of small ones."""
    return -f.logsigmoid(s)


put("sigmoid", Z, T, lambda z: surprise(z[:, 0] * sign))
put("sigmoid_smoothed", Z, T,
    lambda z: f.binary_cross_entropy_with_logits(z[:, 0], 0.8 * binary + 0.1, reduction="none"))
for name, gamma in [("sigmoid_focal", 2.0), ("sigmoid_focal_half", 0.5)]:
    put(name, Z, T, lambda z: torch.exp(-gamma * surprise(-z[:, 0] * sign)) * surprise(z[:, 0] * sign))
put("binary_hinge", Z, T, lambda z: torch.relu(1 - z[:, 0] * sign))

# --- two labels: all pairs, with the second label of the two alone, and each third time with both ---

Z = [list(pair) for pair in itertools.product(POINTS, POINTS)]
T = [[float(i % 3 == 0), 1.0] for i in range(len(Z))]
labels = torch.tensor(T, dtype=torch.float64)
put("labels", Z, T, lambda z: surprise(z * (2 * labels - 1)).mean(1))
put("labels_hinge", Z, T, lambda z: torch.relu(1 - z * (2 * labels - 1)).mean(1))

# --- shares of three classes: the same logits as of several classes --------------------------------------

SHARES = [[[0.5, 0.25, 0.25], [0.0, 1.0, 0.0], [0.125, 0.0, 0.875]][i % 3] for i in range(len(LOGITS))]
shares = torch.tensor(SHARES, dtype=torch.float64)
put("shares", LOGITS, SHARES, lambda z: f.kl_div(torch.log_softmax(z, 1), shares, reduction="none").sum(1))

# --- numbers: all pairs against two targets -------------------------------------------------------------

Y = [list(pair) for pair in itertools.product(POINTS, POINTS)]
N = [[0.5, 2.0]] * len(Y)
n = torch.tensor(N, dtype=torch.float64)
put("squared", Y, N, lambda z: ((z - n) ** 2).mean(1))
put("absolute", Y, N, lambda z: f.l1_loss(z, n, reduction="none").mean(1))
put("huber", Y, N, lambda z: f.huber_loss(z, n, delta=0.375, reduction="none").mean(1))

# Bounded numbers: −0.5 … 2 by a sigmoid, from 0.5 on and up to 0.5 by a softplus.
for name, link in [("bounded", lambda z: -0.5 + 2.5 * torch.sigmoid(z)),
                   ("bounded_below", lambda z: 0.5 - f.logsigmoid(-z)),
                   ("bounded_above", lambda z: 0.5 + f.logsigmoid(z))]:
    put(name, Y, N, lambda z: ((link(z) - n) ** 2).mean(1))

# e^1e4 is no number.
Y = [list(pair) for pair in itertools.product(POINTS[:6] + POINTS[7:], repeat=2)]
N = [[3.0, 0.0]] * len(Y)
n2 = torch.tensor(N, dtype=torch.float64)
put("poisson", Y, N,
    lambda z: f.poisson_nll_loss(z, n2, log_input=True, full=False, reduction="none").mean(1))

pathlib.Path(__file__).with_suffix(".csv").write_text("\n".join(LINES) + "\n")
