"""Writes lazy.csv, steps of PyTorch's SparseAdam over rows of which a step names some, beside itself.

Run:  python3 lazy.py     (made with Python 3.11, numpy 1.24.2, torch 1.13.0)

lazy.start is a kernel (6, 3); lazy.named tells, a row a step, which rows the step names; lazy.gradients
are the steps' gradients, zero in the other rows; lazy.sparse_adam is the kernel after every step, in
double. SparseAdam has our form of epsilon, added to the root before the correction.
"""

import pathlib

import numpy as np
import torch

ROWS, COLUMNS, STEPS = 6, 3, 8
random = np.random.default_rng(5)
start = random.standard_normal((ROWS, COLUMNS)).astype(np.float32)
named = random.random((STEPS, ROWS)) < 0.4
named[:, 5] = False
named[0, 0] = True
gradients = (random.standard_normal((STEPS, ROWS, COLUMNS)) * named[:, :, None]).astype(np.float32)

w = torch.nn.Parameter(torch.tensor(start, dtype=torch.float64))
optimizer = torch.optim.SparseAdam([w], lr=0.01, betas=(0.9, 0.999), eps=1e-7)
path = []
for step in range(STEPS):
    rows = np.flatnonzero(named[step])
    w.grad = torch.sparse_coo_tensor(
        torch.tensor(rows)[None, :], torch.tensor(gradients[step][rows], dtype=torch.float64), (ROWS, COLUMNS))
    optimizer.step()
    path.append(w.detach().numpy().copy())

HERE = pathlib.Path(__file__)
HERE.with_suffix(".csv").write_text("".join(
    ",".join([f"lazy.{key}"] + [repr(float(v)) for v in np.asarray(values).ravel()]) + "\n"
    for key, values in
    [("start", start), ("named", named), ("gradients", gradients), ("sparse_adam", path)]))
