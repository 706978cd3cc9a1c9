"""Writes clipping.csv, what PyTorch's clipping leaves of gradients, beside itself.

Run:  python3 clipping.py     (made with Python 3.11, torch 1.13.0)

The gradients are those of formulas.csv: six weights and a bias. PyTorch divides by norm + 1e-6, we by
the norm.
"""

import pathlib

import torch

HERE = pathlib.Path(__file__)
KNOWN = {c[0]: [float(x) for x in c[1:]]
         for c in (line.split(",") for line in HERE.with_name("formulas.csv").read_text().splitlines())}
STEPS = torch.tensor(KNOWN["optimizer.gradients"], dtype=torch.float64).reshape(5, -1)
LIMIT = 0.3


def clipped(gradient, clip):
    tensors = [torch.nn.Parameter(torch.zeros_like(part)) for part in (gradient[:-1], gradient[-1:])]
    for tensor, part in zip(tensors, (gradient[:-1], gradient[-1:])):
        tensor.grad = part.clone()
    clip(tensors)
    return torch.cat([tensor.grad for tensor in tensors]).tolist()


def each(tensors):
    for tensor in tensors:
        torch.nn.utils.clip_grad_norm_([tensor], LIMIT)


lines = []
for key, clip in [("value", lambda t: torch.nn.utils.clip_grad_value_(t, LIMIT)), ("norm", each),
                  ("global_norm", lambda t: torch.nn.utils.clip_grad_norm_(t, LIMIT))]:
    values = [v for gradient in STEPS for v in clipped(gradient, clip)]
    lines.append(",".join([f"torch.clip.{key}"] + [repr(v) for v in values]))
HERE.with_suffix(".csv").write_text("\n".join(lines) + "\n")
