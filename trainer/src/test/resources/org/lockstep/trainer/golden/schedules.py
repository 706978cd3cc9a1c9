"""Writes schedules.csv, the factors of the first 40 steps of schedules, beside itself.

Run:  python3 schedules.py     (made with Python 3.11, torch 1.13.0)

PyTorch's schedulers where it has the schedule; Keras' formulas, written anew, where only Keras has it.
"""

import math
import pathlib

import torch
from torch.optim import lr_scheduler as S

STEPS = 40
LINES = []


def put(key, factors):
    LINES.append(",".join([f"schedule.{key}"] + [repr(float(f)) for f in factors]))


def by_torch(make, steps=STEPS):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0, momentum=0.9)
    scheduler, factors = make(optimizer), []
    for _ in range(steps):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(factors) < steps:
            scheduler.step()
    return factors


def keras_polynomial(t, total, end, power):
    return (1 - end) * (1 - min(t, total) / total) ** power + end


def keras_cosine_restarts(t, first, t_mul, m_mul, alpha):
    completed = t / first
    if t_mul == 1:
        restart = math.floor(completed)
        completed -= restart
    else:
        restart = math.floor(math.log(1 - completed * (1 - t_mul)) / math.log(t_mul))
        completed = (completed - (1 - t_mul**restart) / (1 - t_mul)) / t_mul**restart
    return (1 - alpha) * 0.5 * m_mul**restart * (1 + math.cos(math.pi * completed)) + alpha


put("step", by_torch(lambda o: S.StepLR(o, 7, 0.5)))
put("piecewise", by_torch(lambda o: S.MultiStepLR(o, [5, 20], 0.1)))
put("exponential", by_torch(lambda o: S.ExponentialLR(o, 0.9)))
put("cosine", by_torch(lambda o: S.CosineAnnealingLR(o, STEPS, 0.1)))
put("cosine_restarts", by_torch(lambda o: S.CosineAnnealingWarmRestarts(o, 5, 2, 0.1)))
put("cosine_restarts_peaks", [keras_cosine_restarts(t, 7, 1.5, 0.8, 0.1) for t in range(STEPS)])
put("cosine_restarts_alike", [keras_cosine_restarts(t, 7, 1, 0.8, 0) for t in range(STEPS)])
put("polynomial", [keras_polynomial(t, 30, 0.05, 2.5) for t in range(STEPS)])
put("one_cycle", by_torch(lambda o: S.OneCycleLR(o, 1.0, STEPS)))
put("one_cycle_odd", by_torch(lambda o: S.OneCycleLR(o, 1.0, STEPS, pct_start=0.45, div_factor=10, final_div_factor=100)))

pathlib.Path(__file__).with_suffix(".csv").write_text("\n".join(LINES) + "\n")
