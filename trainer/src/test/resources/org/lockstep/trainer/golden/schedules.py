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


def plateau(values, **settings):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler, factors = S.ReduceLROnPlateau(optimizer, eps=0, threshold_mode="abs", **settings), []
    for value in values:
        scheduler.step(value)
        factors.append(optimizer.param_groups[0]["lr"])
    return factors


# A loss that falls, stands nearly still, rises, falls and stands. Keras' counts of patience and cooldown, which
# are ours, are PyTorch's plus one.
VALUES = [1, 0.8, 0.79, 0.785, 0.9, 0.85, 0.7, 0.71, 0.72, 0.73, 0.74, 0.6, 0.75, 0.61] + [0.59 + 0.001 * i for i in range(26)]
put("plateau_values", VALUES)
put("plateau", plateau(VALUES, factor=0.5, patience=2, threshold=0.01))
put("plateau_impatient", plateau(VALUES, factor=0.5, patience=0, threshold=0, min_lr=0.02))
put("plateau_cooldown", plateau(VALUES, factor=0.1, patience=1, threshold=0.05, cooldown=3, min_lr=1e-3))
put("plateau_score", plateau([-v for v in VALUES], mode="max", factor=0.5, patience=2, threshold=0.01))
put("inverse_time", by_torch(lambda o: S.LambdaLR(o, lambda t: 1 / (1 + 0.5 * t / 10))))
put("warmup", by_torch(
    lambda o: S.SequentialLR(o, [S.LinearLR(o, 1 / 5, 1, 4), S.ExponentialLR(o, 0.9)], [4])))

pathlib.Path(__file__).with_suffix(".csv").write_text("\n".join(LINES) + "\n")
