"""Writes optimizers.csv, five steps of every adaptive optimizer, beside itself.

Run:  python3 optimizers.py     (made with Python 3.11, numpy 1.24.2, torch 1.13.0)

optimizer.KEY are our formulas (Keras' where it differs from PyTorch) in numpy's float32, every
operation rounded: the tests expect these bits. The same code in float64 is compared with PyTorch's
optimizers where these are alike, at a constant rate and with a vanishing epsilon; torch.KEY are
PyTorch's own steps, to which the tests hold our optimizers, too. PyTorch 1.13 has no Lion, and its
NAdam counts μₜ twice in Πₜ₊₁ and keeps Π in float32 (mended in PyTorch 2): ours agrees with it when it
does so, too, and without it with Keras 3's formula.
The start, the gradients and the rates are those of formulas.csv.
"""

import math
import pathlib

import numpy as np
import torch

HERE = pathlib.Path(__file__)
KNOWN = {c[0]: [float(x) for x in c[1:]]
         for c in (line.split(",") for line in HERE.with_name("formulas.csv").read_text().splitlines())}
F = np.float32
START = np.array(KNOWN["optimizer.start"], F)
STEPS = np.array(KNOWN["optimizer.gradients"], F).reshape(5, -1)
RATES = KNOWN["optimizer.rates"]
SAME = [0.01] * 5
KERNELS = np.arange(len(START)) < len(START) - 1  # six weights and a bias
TINY = 1e-36
LINES = []


def put(key, values):
    LINES.append(",".join([key] + [repr(float(v)) for v in np.asarray(values).ravel()]))


def mean(s, name, value, decay, f):
    s[name] = s[name] + (value - s[name]) * f(1 - decay)
    return s[name]


def adagrad(w, g, t, lr, s, f, initial=0.1, epsilon=1e-7):
    if t == 1:
        s["a"] = s["a"] + f(initial)
    s["a"] = s["a"] + g * g
    return w - f(lr) * g / np.sqrt(s["a"] + f(epsilon))


def rmsprop(w, g, t, lr, s, f, rho=0.9, momentum=0.0, epsilon=1e-7, centered=False):
    d = mean(s, "v", g * g, rho, f)
    if centered:
        a = mean(s, "a", g, rho, f)
        d = np.maximum(d - a * a, f(0))
    u = f(lr) * g / np.sqrt(d + f(epsilon))
    if momentum > 0:
        u = s["b"] = f(momentum) * s["b"] + u
    return w - u


def adadelta(w, g, t, lr, s, f, rho=0.95, epsilon=1e-6):
    v = mean(s, "v", g * g, rho, f)
    delta = np.sqrt(s["d"] + f(epsilon)) * g / np.sqrt(v + f(epsilon))
    mean(s, "d", delta * delta, rho, f)
    return w - f(lr) * delta


def adam(w, g, t, lr, s, f, epsilon=1e-7, decay=0.0, amsgrad=False):
    if decay > 0:
        w = np.where(KERNELS, w - w * f(lr * decay), w)
    alpha = f(lr * math.sqrt(1 - 0.999**t) / (1 - 0.9**t))
    m, v = mean(s, "m", g, 0.9, f), mean(s, "v", g * g, 0.999, f)
    if amsgrad:
        v = s["h"] = np.maximum(s["h"], v)
    return w - m * alpha / (np.sqrt(v) + f(epsilon))


def nadam(w, g, t, lr, s, f, epsilon=1e-7, momentum_decay=0.004, twice=False):
    mu = [0.9 * (1 - 0.5 * 0.96**(i * momentum_decay)) for i in range(1, t + 2)]
    product = 1.0
    for each in mu[:t]:
        product *= each
    a, b = f(lr * mu[t] / (1 - product * (mu[t - 1] if twice else 1) * mu[t])), f(lr * (1 - mu[t - 1]) / (1 - product))
    c = f(1 / math.sqrt(1 - 0.999**t))
    m, v = mean(s, "m", g, 0.9, f), mean(s, "v", g * g, 0.999, f)
    return w - (m * a + g * b) / (np.sqrt(v) * c + f(epsilon))


def nadam_of_keras(w, g, t, lr, s, f):
    u = lambda i: 0.9 * (1 - 0.5 * 0.96**i)
    product = math.prod(u(i) for i in range(1, t + 1))
    s["m"] = 0.9 * s["m"] + (1 - 0.9) * g
    s["v"] = 0.999 * s["v"] + (1 - 0.999) * g * g
    m = u(t + 1) * s["m"] / (1 - product * u(t + 1)) + (1 - u(t)) * g / (1 - product)
    return w - m * lr / (np.sqrt(s["v"] / (1 - 0.999**t)) + 1e-7)


def adamax(w, g, t, lr, s, f, epsilon=1e-7):
    alpha = f(lr / (1 - 0.9**t))
    m = mean(s, "m", g, 0.9, f)
    s["u"] = np.maximum(f(0.999) * s["u"], np.abs(g))
    return w - m * alpha / (s["u"] + f(epsilon))


def lion(w, g, t, lr, s, f, decay=0.0):
    if decay > 0:
        w = np.where(KERNELS, w - w * f(lr * decay), w)
    c = s["m"] + (g - s["m"]) * f(1 - 0.9)
    mean(s, "m", g, 0.99, f)
    return w - f(lr) * np.sign(c)


def lion_of_the_paper(w, g, t, lr, s, f, decay=0.0):
    c = 0.9 * s["m"] + (1 - 0.9) * g
    s["m"] = 0.99 * s["m"] + (1 - 0.99) * g
    return w - lr * (np.sign(c) + np.where(KERNELS, decay, 0) * w)


def run(rule, f, rates, **more):
    w, s, path = START.astype(f), {k: np.zeros(len(START), f) for k in "mvabdhu"}, []
    for t, (g, lr) in enumerate(zip(STEPS, rates), 1):
        w = rule(w, g.astype(f), t, lr, s, f, **more)
        assert w.dtype == f, (rule, w.dtype)
        path.append(w)
    return np.array(path)


def by_torch(make):
    kernel, bias = (torch.tensor(START[which].astype(float), requires_grad=True)
                    for which in (KERNELS, ~KERNELS))
    optimizer, path = make(kernel, bias), []
    for g in STEPS:
        kernel.grad, bias.grad = (torch.tensor(g[which].astype(float)) for which in (KERNELS, ~KERNELS))
        optimizer.step()
        path.append(np.concatenate([kernel.detach().numpy(), bias.detach().numpy()]))
    return np.array(path)


O = torch.optim
for key, rule, more, make in [
        ("adagrad", adagrad, {"epsilon": TINY},
         lambda k, b: O.Adagrad([k, b], 0.01, initial_accumulator_value=0.1, eps=TINY)),
        ("rmsprop", rmsprop, {"epsilon": TINY}, lambda k, b: O.RMSprop([k, b], 0.01, alpha=0.9, eps=TINY)),
        ("rmsprop_momentum", rmsprop, {"epsilon": TINY, "momentum": 0.5},
         lambda k, b: O.RMSprop([k, b], 0.01, alpha=0.9, eps=TINY, momentum=0.5)),
        ("rmsprop_centered", rmsprop, {"epsilon": TINY, "momentum": 0.5, "centered": True},
         lambda k, b: O.RMSprop([k, b], 0.01, alpha=0.9, eps=TINY, momentum=0.5, centered=True)),
        ("adadelta", adadelta, {}, lambda k, b: O.Adadelta([k, b], 0.01, rho=0.95, eps=1e-6)),
        ("adamw", adam, {"epsilon": TINY, "decay": 0.1},
         lambda k, b: O.AdamW([{"params": [k]}, {"params": [b], "weight_decay": 0}], 0.01, eps=TINY,
                              weight_decay=0.1)),
        ("amsgrad", adam, {"epsilon": TINY, "amsgrad": True},
         lambda k, b: O.Adam([k, b], 0.01, eps=TINY, amsgrad=True)),
        ("adamax", adamax, {"epsilon": TINY}, lambda k, b: O.Adamax([k, b], 0.01, betas=(0.9, 0.999), eps=TINY))]:
    path = by_torch(make)
    np.testing.assert_allclose(run(rule, np.float64, SAME, **more), path, rtol=1e-12, atol=1e-15, err_msg=key)
    put(f"torch.{key}", path)
np.testing.assert_allclose(run(nadam, np.float64, SAME, twice=True),
                           by_torch(lambda k, b: O.NAdam([k, b], 0.01, eps=1e-7)), rtol=1e-6, atol=1e-9)
np.testing.assert_allclose(run(nadam, np.float64, SAME, momentum_decay=1), run(nadam_of_keras, np.float64, SAME),
                           rtol=1e-12, atol=1e-15)
for decay in [0.0, 0.1]:
    np.testing.assert_allclose(run(lion, np.float64, SAME, decay=decay),
                               run(lion_of_the_paper, np.float64, SAME, decay=decay), rtol=1e-12, atol=1e-15)

for key, rule, more in [
        ("adagrad", adagrad, {}), ("rmsprop", rmsprop, {}), ("rmsprop_momentum", rmsprop, {"momentum": 0.5}),
        ("rmsprop_centered", rmsprop, {"momentum": 0.5, "centered": True}), ("adadelta", adadelta, {}),
        ("adamw", adam, {"decay": 0.1}), ("amsgrad", adam, {"amsgrad": True}), ("nadam", nadam, {}),
        ("adamax", adamax, {}), ("lion", lion, {}), ("lion_decay", lion, {"decay": 0.1})]:
    path = run(rule, F, RATES, **more)
    np.testing.assert_allclose(path, run(rule, np.float64, RATES, **more), rtol=2e-6, atol=1e-8, err_msg=key)
    put(f"optimizer.{key}", path)

HERE.with_suffix(".csv").write_text("\n".join(LINES) + "\n")
