"""Writes layers.csv, the expected values of the layer tests, beside itself.

Run:  python3 layers.py     (made with Python 3.11, numpy 1.24.2, torch 1.13.0)

Each line is a key and numbers. All is torch in float64. Batch normalization follows Keras where
torch differs: its momentum is 1 minus Keras', and the variance that moves is the biased one, of
which torch's running variance is n/(n-1).
"""

import math
import pathlib

import numpy as np
import torch

LINES = []
nn = torch.nn.functional


def text(value):
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def put(key, values):
    if torch.is_tensor(values):
        values = values.detach().numpy()
    LINES.append(",".join([key] + [text(v) for v in np.asarray(values).ravel()]))


# --- activations with slopes that are learned or drawn, at the points of formulas.py ----------------

POINTS = np.array(
    [0.0, -0.0, 1e-30, -1e-30, 1e-4, -1e-4, 0.3, -0.3, 0.625, -0.625, 2.5, -2.5, 9, -9, 20, -20, 88, -88,
     104, -104, 1e4, -1e4], dtype=np.float32)

for name, function in [("prelu", lambda z: nn.prelu(z, torch.tensor([0.25], dtype=z.dtype))),
                       ("prelu_other", lambda z: nn.prelu(z, torch.tensor([-0.5], dtype=z.dtype))),
                       ("rrelu", lambda z: nn.rrelu(z, training=False)),
                       ("rrelu_other", lambda z: nn.rrelu(z, 0.25, 0.75, training=False)),
                       # torch.heaviside has no gradient: it is 0 where there is one
                       ("step", lambda z: torch.heaviside(z.detach(), torch.zeros_like(z)) + 0 * z)]:
    z = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    a = function(z)
    a.sum().backward()
    put(f"activation.{name}.a", a)
    put(f"activation.{name}.derivative", z.grad)

# --- PReLU: one slope a unit, its gradient ----------------------------------------------------------

rng = np.random.default_rng(3)


def f32(*shape):
    """Numbers that a float holds exactly."""
    return rng.normal(size=shape).astype(np.float32).astype(np.float64)


x = torch.tensor(f32(5, 3), requires_grad=True)
alpha = torch.tensor(np.float64(np.float32([0.25, -0.5, 1.5])), requires_grad=True)
delta = torch.tensor(f32(5, 3))
y = nn.prelu(x, alpha)
y.backward(delta)
for key, value in [("x", x), ("alpha", alpha), ("delta", delta), ("y", y), ("dx", x.grad),
                   ("dalpha", alpha.grad)]:
    put(f"prelu.{key}", value)

# --- softmax over the units of a row, the last two rows with hard points ---------------------------

rows = np.concatenate([np.random.default_rng(5).normal(size=(3, 4)), [[88, -88, 104, 1e4], [-0.0, 1e-30, -1e4, 0]]])
x = torch.tensor(rows.astype(np.float32).astype(np.float64), requires_grad=True)
delta = torch.tensor(np.random.default_rng(4).normal(size=(5, 4)).astype(np.float32).astype(np.float64))
y = nn.softmax(x, dim=1)
y.backward(delta)
for key, value in [("x", x), ("delta", delta), ("y", y), ("dx", x.grad)]:
    put(f"softmax.{key}", value)

# --- batch normalization ----------------------------------------------------------------------------

for name, rows, columns, epsilon, momentum, shift in [("batch_norm", 6, 3, 1e-3, 0.75, 0),
                                                      ("batch_norm_two_rows", 2, 3, 1e-5, 0.5, 0),
                                                      # far from 0: Σx² − n·mean² would cancel
                                                      ("batch_norm_far", 7, 2, 1e-3, 0.99, 1000)]:
    x = torch.tensor((f32(rows, columns) + shift).astype(np.float32).astype(np.float64), requires_grad=True)
    gamma = torch.tensor(f32(columns), requires_grad=True)
    beta = torch.tensor(f32(columns), requires_grad=True)
    mean = torch.tensor(f32(columns))
    variance = torch.tensor(np.abs(f32(columns)))
    delta = torch.tensor(f32(rows, columns))
    for key, value in [("x", x), ("gamma", gamma), ("beta", beta), ("mean", mean), ("variance", variance),
                       ("delta", delta), ("settings", [rows, columns, epsilon, momentum])]:
        put(f"{name}.{key}", value)
    put(f"{name}.evaluation", nn.batch_norm(x, mean, variance, gamma, beta, False, 0, epsilon))
    before = variance.clone()
    y = nn.batch_norm(x, mean, variance, gamma, beta, True, 1 - momentum, epsilon)
    y.backward(delta)
    unbiased = (variance - momentum * before) / (1 - momentum)
    biased = unbiased * (rows - 1) / rows
    np.testing.assert_allclose(biased, x.detach().numpy().var(axis=0), rtol=1e-9)
    for key, value in [("y", y), ("dx", x.grad), ("dgamma", gamma.grad), ("dbeta", beta.grad),
                       ("moved_mean", mean), ("moved_variance", momentum * before + (1 - momentum) * biased)]:
        put(f"{name}.{key}", value)

pathlib.Path(__file__).with_name("layers.csv").write_text("\n".join(LINES) + "\n")
