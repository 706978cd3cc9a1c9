"""Golden local SGD: 4 -> 5 tanh -> 3 softmax, L2 on the first kernel, weighted examples, V = 3
workers that take k = 3 optimizer steps on their own and then average parameters and optimizer
state, weighted by the examples' weights of the round; one epoch of 7 steps of 6 rows, the last of 4.
Worker 1 has no weight in step 2 and no weight at all in the last round. In float64. Writes
averaging.txt beside this script: one array a line, `name: numbers`, kernels as (inputs, units)
row-major; `<optimizer><i>` are the parameters after round i.

Position p of the epoch is row p // V of worker p % V, and step t takes positions 6t ... 6t + 5.

Run: python3 averaging.py    (PyTorch 1.13)
"""
import pathlib
import torch

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)
positions, batch, workers, period = 40, 6, 3, 3
inputs, hidden, classes, l2 = 4, 5, 3, 0.01
# Rounded to float32, so that both sides start from the same numbers.
f32 = lambda t: t.to(torch.float32).to(torch.float64)
x = f32(torch.randn(positions, inputs))
y = torch.randint(0, classes, (positions,))
weight = f32(torch.rand(positions) + 0.5)
steps = [range(t, min(positions, t + batch)) for t in range(0, positions, batch)]
for p in list(steps[1]) + list(steps[6]):
    if p % workers == 1:
        weight[p] = 0
start = [f32(t) for t in (
    torch.randn(inputs, hidden) * 0.5, torch.randn(hidden) * 0.1,
    torch.randn(hidden, classes) * 0.5, torch.randn(classes) * 0.1)]
lines = []


def write(name, tensor):
    lines.append(name + ": " + " ".join(repr(v) for v in tensor.detach().reshape(-1).tolist()))


def write_parameters(name, parameters):
    write(name, torch.cat([p.detach().reshape(-1) for p in parameters]))


def local_steps(name, parameters, states, keys, worker, first):
    """The worker's own steps of a round: its parameters, its state and its weight."""
    own = [p.clone().requires_grad_() for p in parameters]
    optimizer = {
        "sgd": lambda: torch.optim.SGD(own, lr=0.5),
        "momentum": lambda: torch.optim.SGD(own, lr=0.2, momentum=0.9),
        "adam": lambda: torch.optim.Adam(own, lr=0.05),
    }[name]()
    for p, state in zip(own, states):
        optimizer.state[p].update({key: state[key].clone() for key in keys})
    total = 0.0
    for t in range(first, min(len(steps), first + period)):
        rows = [p for p in steps[t] if p % workers == worker]
        w = weight[rows]
        if w.sum() == 0:
            continue
        total += w.sum().item()
        w1, b1, w2, b2 = own
        logits = torch.tanh(x[rows] @ w1 + b1) @ w2 + b2
        each = torch.nn.functional.cross_entropy(logits, y[rows], reduction="none")
        optimizer.zero_grad()
        ((w * each).sum() / w.sum() + l2 * (w1 ** 2).sum()).backward()
        if name == "adam":
            # The step's number is the training's, whether or not the worker had rows before.
            for p in own:
                optimizer.state[p]["step"] = torch.tensor(float(t))
            # PyTorch adds epsilon to the corrected root, Keras and we to the uncorrected one.
            optimizer.param_groups[0]["eps"] = 1e-7 / (1 - 0.999 ** (t + 1)) ** 0.5
        optimizer.step()
    return [p.detach() for p in own], [optimizer.state[p] for p in own], total


def mean(tensors, weights):
    return sum(w * t for w, t in zip(weights, tensors)) / sum(weights)


write("x", x)
write("y", y)
write("weight", weight)
write_parameters("start", start)
for name, keys in (("sgd", []), ("momentum", ["momentum_buffer"]), ("adam", ["exp_avg", "exp_avg_sq"])):
    parameters = start
    states = [{key: torch.zeros_like(p) for key in keys} for p in parameters]
    for index, first in enumerate(range(0, len(steps), period)):
        outcomes = [local_steps(name, parameters, states, keys, v, first) for v in range(workers)]
        weights = [outcome[2] for outcome in outcomes]
        parameters = [mean([o[0][i] for o in outcomes], weights) for i in range(4)]
        states = [
            {key: mean([o[1][i][key] for o in outcomes], weights) for key in keys}
            for i in range(4)]
        write_parameters(f"{name}{index + 1}", parameters)
pathlib.Path(__file__).with_name("averaging.txt").write_text("\n".join(lines) + "\n")
