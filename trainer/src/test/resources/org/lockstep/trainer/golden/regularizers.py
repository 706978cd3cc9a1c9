"""Writes regularizers.csv, scikit-learn's penalised linear models and PyTorch's renorm, beside itself.

Run:  python3 regularizers.py     (made with Python 3.11, scikit-learn 1.2.1, torch 1.13.0, numpy 1.24)

40 rows of 8 features; y depends on the features 0, 1 and 4, and feature 1 is nearly feature 0. Each
model is its coefficients and then its intercept, which none of them penalises.

scikit-learn writes the objectives in other ways than Keras and we do, mean loss + l1·Σ|w| + l2·Σw²:
  Lasso, ElasticNet   squares/(2n) + alpha·ratio·Σ|w| + alpha·(1 − ratio)/2·Σw²: halved, so that
                      l1 = 2·alpha·ratio and l2 = alpha·(1 − ratio)
  Ridge               squares + alpha·Σw²: l2 = alpha/n
  LogisticRegression  Σ|w| + C·Σ losses: l1 = 1/(C·n)
"""

import pathlib

import numpy as np
import torch
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge

ROWS, FEATURES = 40, 8
L1, L2, LOGISTIC_L1, MAX_NORM = 0.3, 0.15, 0.05, 0.75

random = np.random.RandomState(7)
x = random.randn(ROWS, FEATURES)
x[:, 1] = x[:, 0] + 0.1 * random.randn(ROWS)
y = 2 * x[:, 0] + x[:, 1] - 1.5 * x[:, 4] + 0.5 + 0.3 * random.randn(ROWS)
x, y = (a.astype(np.float32).astype(np.float64) for a in (x, y))
labels = (y + random.randn(ROWS) > 0.5).astype(float)

exact = {"tol": 1e-12, "max_iter": 10 ** 6}
alpha = L1 / 2 + L2
models = {
    "lasso": Lasso(alpha=L1 / 2, **exact).fit(x, y),
    "elastic_net": ElasticNet(alpha=alpha, l1_ratio=L1 / 2 / alpha, **exact).fit(x, y),
    "ridge": Ridge(alpha=L2 * ROWS, **exact).fit(x, y),
    "logistic": LogisticRegression(penalty="l1", solver="saga", C=1 / (LOGISTIC_L1 * ROWS), random_state=1,
                                   **exact).fit(x, labels),
}
kernel = torch.tensor(x[:6, :5], dtype=torch.float32)

values = {"x": x.ravel(), "y": y, "labels": labels}
for name, model in models.items():
    values[name] = np.append(np.ravel(model.coef_), np.ravel(model.intercept_))
values["max_norm"] = torch.renorm(kernel, p=2, dim=1, maxnorm=MAX_NORM).double().numpy().ravel()
lines = [",".join([f"regularizer.{key}"] + [repr(float(v)) for v in row]) for key, row in values.items()]
pathlib.Path(__file__).with_suffix(".csv").write_text("\n".join(lines) + "\n")
