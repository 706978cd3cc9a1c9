"""Writes formulas.csv, the expected values of the formula tests, beside itself.

Run:  python3 formulas.py     (made with Python 3.11, numpy 1.24.2, torch 1.13.0, SciPy 1.10.1,
scikit-learn 1.2.1)

Each line is a key and numbers. Sources: torch in float64 for activations and losses, scikit-learn
for metrics, numpy for optimizers, where torch checks what it computes alike.
"""

import math
import pathlib

import numpy as np
import torch
from scipy import special
from sklearn import metrics

LINES = []


def text(value):
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def put(key, values):
    LINES.append(",".join([key] + [text(v) for v in np.asarray(values).ravel()]))


# --- random: Philox4x32-10 and the naming of streams, written anew in Python's whole numbers -------

M32, M64 = 2**32 - 1, 2**64 - 1


def philox(low, high, key):
    c = [low & M32, low >> 32, high & M32, high >> 32]
    k = [key & M32, key >> 32]
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & M32, (p0 >> 32) ^ c[3] ^ k[1], p0 & M32]
        k = [(k[0] + 0x9E3779B9) & M32, (k[1] + 0xBB67AE85) & M32]
    return c


assert philox(0, 0, 0) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]


def mix64(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
    return z ^ (z >> 31)


TAGS = {"SPLIT": 1, "ORDER": 2, "INITIALIZATION": 3, "DROPOUT": 4, "DEAL": 5, "CORPUS": 6}


class Stream:
    def __init__(self, seed, purpose, *keys):
        self.seed = seed & M64
        self.name = mix64((TAGS[purpose] << 32) + len(keys))
        for key in keys:
            self.name = mix64(((self.name ^ (key & M64)) + 0x9E3779B97F4A7C15) & M64)

    def block(self, index):
        return philox(index, self.name, self.seed)

    def float_at(self, counter):
        return (self.block(counter >> 2)[counter & 3] >> 8) / 2**24

    def gaussian_at(self, counter):
        w = self.block(counter)
        u1 = ((((w[0] << 32) | w[1]) >> 11) + 1) / 2**53
        u2 = (((w[2] << 32) | w[3]) >> 11) / 2**53
        return math.sqrt(-2 * math.log(u1)) * math.cos(2 * math.pi * u2)

    def bounded_at(self, counter, bound):
        w = self.block(counter)
        return (((w[0] << 32) | w[1]) * bound) >> 64


stream = Stream(-7, "DROPOUT", 12345678901, 3, -1)
put("stream.floats", [stream.float_at(i) for i in range(11)])
put("stream.gaussians", [stream.gaussian_at(i) for i in range(11)])
put("stream.bounded", [stream.bounded_at(i, 2**31 - 1) for i in range(11)])

# --- initializers: Keras' VarianceScaling -----------------------------------------------------------

IN, OUT, SEED, LAYER = 5, 3, 42, 2
init = Stream(SEED, "INITIALIZATION", LAYER)


def uniform(limit):
    return [np.float32((2 * init.float_at(i) - 1) * limit) for i in range(IN * OUT)]


def truncated_normal(deviation):
    values = []
    for i in range(IN * OUT):
        counter = i
        while abs(init.gaussian_at(counter)) > 2:
            counter += 2**31
        values.append(np.float32(deviation / 0.87962566103423978 * init.gaussian_at(counter)))
    return values


put("initializer.glorot_uniform", uniform(math.sqrt(6 / (IN + OUT))))
put("initializer.glorot_normal", truncated_normal(math.sqrt(2 / (IN + OUT))))
put("initializer.he_uniform", uniform(math.sqrt(6 / IN)))
put("initializer.he_normal", truncated_normal(math.sqrt(2 / IN)))
put("initializer.lecun_uniform", uniform(math.sqrt(3 / IN)))
put("initializer.lecun_normal", truncated_normal(math.sqrt(1 / IN)))
put("initializer.normal", [np.float32(0.3 * init.gaussian_at(i)) for i in range(IN * OUT)])
put("initializer.constant", np.full(IN * OUT, np.float32(-0.7)))
put("initializer.zeros", np.zeros(IN * OUT))

# --- activations and their derivatives, torch in float64 --------------------------------------------

POINTS = np.array(
    [0.0, -0.0, 1e-30, -1e-30, 1e-4, -1e-4, 0.3, -0.3, 0.625, -0.625, 2.5, -2.5, 9, -9, 20, -20, 88, -88,
     104, -104, 1e4, -1e4], dtype=np.float32)
put("activation.z", POINTS)
nn = torch.nn.functional


def gelu(z):
    """torch's own 1 + erf cancels for z < 0: 0 from −8.3 on."""
    return z * torch.erfc(-z / math.sqrt(2)) / 2


def gelu_tanh(z):
    """½·(1 + tanh u) = σ(2u), which does not cancel."""
    return z * torch.sigmoid(2 * math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))


def elu(z, alpha=1.0):
    """torch's own eᶻ − 1 cancels near 0."""
    return torch.where(z > 0, z, alpha * torch.expm1(z.clamp(max=0)))


def selu(z):
    scale, alpha = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
    return scale * elu(z, alpha)


check = torch.linspace(-4, 4, 81, dtype=torch.float64)
np.testing.assert_allclose(elu(check, 1.5), nn.elu(check, 1.5), rtol=1e-12)
np.testing.assert_allclose(selu(check), nn.selu(check), rtol=1e-12)
np.testing.assert_allclose(gelu(check), nn.gelu(check), rtol=1e-11)
np.testing.assert_allclose(gelu_tanh(check), nn.gelu(check, approximate="tanh"), rtol=1e-9)

for name, function in [("identity", lambda z: z * 1), ("sigmoid", torch.sigmoid),
                       ("tanh", torch.tanh), ("relu", torch.relu),
                       ("leaky_relu", nn.leaky_relu), ("leaky_relu_other", lambda z: nn.leaky_relu(z, 0.3)),
                       ("elu", elu), ("elu_other", lambda z: elu(z, 1.5)), ("selu", selu),
                       ("gelu", gelu), ("gelu_tanh", gelu_tanh), ("silu", nn.silu), ("mish", nn.mish),
                       # above its threshold torch takes z itself: 20 would show in double
                       ("softplus", lambda z: nn.softplus(z, threshold=40))]:
    z = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    a = function(z)
    a.sum().backward()
    put(f"activation.{name}.a", a.detach())
    put(f"activation.{name}.derivative", z.grad)

# --- the error function and the normal distribution: SciPy -----------------------------------------

X = [-14, -9, -5.5, -3, -2.9, -1, -0.5, -1e-8, 0, 1e-30, 0.3, 0.99, 1.01, 1.9, 2.1, 2.8, 2.9, 4, 6]
put("erf.x", X)
put("erf.erf", special.erf(X))
put("erf.normal", special.ndtr(X))

# --- losses: torch in float64, Σ wᵢ·ℓᵢ and its gradient ----------------------------------------------


def loss(key, logits, targets, weights, rows):
    z = torch.tensor(np.array(logits, np.float32), dtype=torch.float64, requires_grad=True)
    total = (torch.tensor(weights, dtype=torch.float64) * rows(z)).sum()
    total.backward()
    put(f"{key}.logits", z.detach())
    put(f"{key}.targets", targets)
    put(f"{key}.weights", weights)
    put(f"{key}.loss", [total.detach()])
    put(f"{key}.delta", z.grad)


LOGITS = [[0, 0, 0], [1.5, -0.25, 3], [1000, 0, -1000], [-1000, 0, 1000], [80, 81, 79],
          [1e-30, -1e-30, 0], [-3e38, 3e38, 0]]
CLASSES = [2, 0, 0, 1, 2, 1, 1]
ROW_WEIGHTS = [1, 0.5, 2, 0.25, 0, 1.75, 1]
loss("loss.softmax", LOGITS, CLASSES, ROW_WEIGHTS,
     lambda z: torch.nn.functional.cross_entropy(z, torch.tensor(CLASSES), reduction="none"))
put("loss.softmax.predictions", torch.softmax(torch.tensor(np.array(LOGITS, np.float32), dtype=torch.float64), 1))

Z = [[0], [0.75], [-2.5], [30], [-30], [1000], [-1000], [1000], [20], [1e-30]]
T = [1, 0, 1, 1, 0, 0, 1, 1, 0.25, 0]
ROW_WEIGHTS = [1, 0.5, 2, 1024, 512, 0.25, 1.75, 1, 1, 3]
loss("loss.sigmoid", Z, T, ROW_WEIGHTS,
     lambda z: torch.nn.functional.binary_cross_entropy_with_logits(
         z[:, 0], torch.tensor(T, dtype=torch.float64), reduction="none"))
put("loss.sigmoid.predictions", torch.sigmoid(torch.tensor(np.array(Z, np.float32), dtype=torch.float64)))

Y = [[0.5, -1], [3, 3], [1e6, -1e6], [0, 0]]
T = [[0.25, 1], [3, 2.5], [1e6 + 0.5, 0], [1e-20, 0]]
loss("loss.squared", Y, T, [1, 0.5, 2, 1],
     lambda z: ((z - torch.tensor(np.array(T, np.float32), dtype=torch.float64)) ** 2).mean(1))

# --- optimizers: five steps, float32 with every operation rounded, checked in float64 and by torch ---

F = np.float32
START = np.array([1, -1, 0.5, 1e-3, 100, 0, -0.25], F)
STEPS = [np.array(g, F) for g in [
    [0.1, -0.2, 0, 1e-5, 50, 1e-9, 1],
    [0.1, 0.3, 0, -1e-5, -20, 1e-9, 1],
    [-0.05, 0.1, 2, 1e-5, 0, 1e-9, 1],
    [0.1, 0, 0, 1e-5, 1, 1e-9, 1],
    [0.2, -0.4, 0, 1e-5, 30, 1e-9, 1]]]
RATES = [0.01, 0.01, 0.005, 0.005, 0.0025]


def sgd(w, g, t, lr, state, f):
    return w - f(lr) * g


def momentum(w, g, t, lr, state, f, nesterov=False):
    mu, lr = f(0.9), f(lr)
    state["v"] = mu * state["v"] - lr * g
    return w + (mu * state["v"] - lr * g if nesterov else state["v"])


def adam(w, g, t, lr, state, f, epsilon=1e-7):
    alpha = f(lr * math.sqrt(1 - 0.999**t) / (1 - 0.9**t))
    state["m"] = state["m"] + (g - state["m"]) * f(1 - 0.9)
    state["v"] = state["v"] + (g * g - state["v"]) * f(1 - 0.999)
    return w - state["m"] * alpha / (np.sqrt(state["v"]) + f(epsilon))


def run(rule, f, rates, **more):
    w, state, path = START.astype(f), {k: np.zeros(len(START), f) for k in "mv"}, []
    for t, (g, lr) in enumerate(zip(STEPS, rates), 1):
        w = rule(w, g.astype(f), t, lr, state, f, **more)
        assert w.dtype == f
        path.append(w)
    return np.array(path)


def by_torch(make):
    w = torch.tensor(START.astype(float), requires_grad=True)
    optimizer, path = make([w]), []
    for g in STEPS:
        w.grad = torch.tensor(g.astype(float))
        optimizer.step()
        path.append(w.detach().numpy().copy())
    return np.array(path)


# torch keeps the rate out of the velocity and puts epsilon elsewhere: alike at a constant rate and
# with a vanishing epsilon.
SAME = [0.01] * 5
for rule, more, make in [
        (sgd, {}, lambda w: torch.optim.SGD(w, 0.01)),
        (momentum, {}, lambda w: torch.optim.SGD(w, 0.01, momentum=0.9)),
        (momentum, {"nesterov": True}, lambda w: torch.optim.SGD(w, 0.01, momentum=0.9, nesterov=True)),
        (adam, {"epsilon": 1e-30}, lambda w: torch.optim.Adam(w, 0.01, eps=1e-30))]:
    np.testing.assert_allclose(run(rule, np.float64, SAME, **more), by_torch(make), rtol=1e-12, atol=1e-15)

put("optimizer.start", START)
put("optimizer.gradients", STEPS)
put("optimizer.rates", RATES)
for key, rule, more in [("sgd", sgd, {}), ("momentum", momentum, {}),
                        ("nesterov", momentum, {"nesterov": True}), ("adam", adam, {})]:
    path = run(rule, F, RATES, **more)
    np.testing.assert_allclose(path, run(rule, np.float64, RATES, **more), rtol=2e-6, atol=1e-9)
    put(f"optimizer.{key}", path)

# --- metrics: scikit-learn ---------------------------------------------------------------------------


def classification(key, scores, truth, predicted, classes):
    labels = list(range(classes))
    put(f"{key}.logits", scores)
    put(f"{key}.targets", truth)
    p, r, f, s = metrics.precision_recall_fscore_support(
        truth, predicted, labels=labels, zero_division=0)
    put(f"{key}.precision", p)
    put(f"{key}.recall", r)
    put(f"{key}.f1", f)
    put(f"{key}.support", s)
    put(f"{key}.confusion", metrics.confusion_matrix(truth, predicted, labels=labels))
    average = lambda score, how: score(truth, predicted, labels=labels, average=how, zero_division=0)
    values = [metrics.accuracy_score(truth, predicted)]
    for score in [metrics.f1_score, metrics.precision_score, metrics.recall_score]:
        values += [average(score, "macro"), average(score, "weighted"), average(score, "micro")]
    put(f"{key}.values", values)


random = np.random.RandomState(3)
# Class 3 occurs but is never predicted, class 4 is predicted but never occurs, class 5 does neither.
TRUTH = random.choice([0, 1, 2, 3], 40, p=[0.5, 0.2, 0.2, 0.1])
SCORES = random.randint(-8, 8, (40, 6)).astype(F) / 4
SCORES[:, 3] = SCORES[:, 5] = -9
SCORES[np.arange(40), TRUTH] += np.where(TRUTH == 3, 0, 1.5).astype(F)
classification("metric.multiclass", SCORES, TRUTH, SCORES.argmax(1), 6)

TRUTH = random.randint(0, 2, 30)
SCORES = (random.randint(-4, 5, 30) / 2 + TRUTH).astype(F)
SCORES[:2] = 0
classification("metric.binary", SCORES, TRUTH, (SCORES > 0).astype(int), 2)

# Output 1 is far from 0, where Σt² − (Σt)²/n has no correct digit; outputs 2 and 3 are constant.
TARGETS = np.stack([random.randint(-20, 20, 25) / 8, 4194304 + random.randint(0, 4, 25) / 2,
                    np.full(25, 2.5), np.full(25, -1.0)], 1).astype(F)
OUTPUTS = TARGETS + np.stack([random.randint(-8, 8, 25) / 8, random.randint(-1, 2, 25) / 2,
                              random.randint(-8, 8, 25) / 8, np.zeros(25)], 1).astype(F)
t, y = TARGETS.astype(float), OUTPUTS.astype(float)
put("metric.regression.logits", y)
put("metric.regression.targets", t)
put("metric.regression.values", [
    metrics.mean_squared_error(t, y), metrics.mean_squared_error(t, y, squared=False),
    metrics.mean_absolute_error(t, y), metrics.r2_score(t, y)])

pathlib.Path(__file__).with_suffix(".csv").write_text("\n".join(LINES) + "\n")
