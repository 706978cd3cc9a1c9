"""Golden training trajectory: 4 -> 5 tanh -> 3 softmax, weighted examples, L2 on the first kernel,
five full-batch Adam steps in float64. Writes network.txt beside this script: one array a line,
`name: numbers`, kernels as (inputs, units) row-major.

Run: python3 network.py    (PyTorch 1.13)
"""
import pathlib
import torch

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
rows, inputs, hidden, classes, l2 = 11, 4, 5, 3, 0.01
# Rounded to float32, so that both sides start from the same numbers.
f32 = lambda t: t.to(torch.float32).to(torch.float64)
x = f32(torch.randn(rows, inputs))
y = torch.randint(0, classes, (rows,))
weight = f32(torch.rand(rows) + 0.5)
parameters = [f32(t).requires_grad_() for t in (
    torch.randn(inputs, hidden) * 0.5, torch.randn(hidden) * 0.1,
    torch.randn(hidden, classes) * 0.5, torch.randn(classes) * 0.1)]
w1, b1, w2, b2 = parameters
lines = []


def write(name, tensor):
    lines.append(name + ": " + " ".join(repr(v) for v in tensor.detach().reshape(-1).tolist()))


def write_parameters(name):
    write(name, torch.cat([p.detach().reshape(-1) for p in parameters]))


write("x", x)
write("y", y)
write("weight", weight)
write_parameters("step0")
optimizer = torch.optim.Adam(parameters, lr=0.05)
losses = []
for step in range(1, 6):
    logits = torch.tanh(x @ w1 + b1) @ w2 + b2
    each = torch.nn.functional.cross_entropy(logits, y, reduction="none")
    loss = (weight * each).sum() / weight.sum()
    losses.append(loss.item())
    optimizer.zero_grad()
    (loss + l2 * (w1 ** 2).sum()).backward()
    # PyTorch adds epsilon to the corrected root, Keras and we to the uncorrected one (epsilon-hat).
    optimizer.param_groups[0]["eps"] = 1e-7 / (1 - 0.999 ** step) ** 0.5
    optimizer.step()
    write_parameters(f"step{step}")
write("loss", torch.tensor(losses))
pathlib.Path(__file__).with_name("network.txt").write_text("\n".join(lines) + "\n")
