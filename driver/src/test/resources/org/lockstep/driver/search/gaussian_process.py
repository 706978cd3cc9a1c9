"""Expected values of GaussianProcessTest: scikit-learn's GaussianProcessRegressor (Matérn 5/2, ARD)."""
import json
import os
import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

draws = np.random.default_rng(7)
x = draws.random((18, 3)).round(6)
y = np.sin(5 * x[:, 0]) + 2 * (x[:, 1] - 0.4) ** 2 + 0.05 * draws.standard_normal(18)
y = ((y - y.mean()) / y.std()).round(9)
points = draws.random((5, 3)).round(6)


def kernel(lengths, signal, noise, bounds):
    return ConstantKernel(signal, (0.05, 20)) * Matern(lengths, (0.05, 20), nu=2.5) + WhiteKernel(
        noise, (1e-6, 1)
    )


given = kernel([0.3, 0.7, 2.0], 1.3, 0.01, True)
model = GaussianProcessRegressor(given, alpha=0, optimizer=None).fit(x, y)
value, slope = model.log_marginal_likelihood(given.theta, eval_gradient=True)
mean, deviation = model.predict(points, return_std=True)
# scikit-learn's deviation is the function's: WhiteKernel adds nothing between different points,
# but it does at k(x, x), so it is taken off.
deviation = np.sqrt(deviation**2 - 0.01)
fitted = GaussianProcessRegressor(
    kernel([0.5] * 3, 1.0, 1e-3, True), alpha=0, n_restarts_optimizer=20, random_state=1
).fit(x, y)
# theta is (signal, lengths, noise); ours is (lengths, signal, noise).
print(fitted.kernel_)
out = {
    "x": x.tolist(),
    "y": y.tolist(),
    "points": points.tolist(),
    "logLikelihood": value,
    "gradient": [*slope[1:4], slope[0], slope[4]],
    "mean": mean.tolist(),
    "deviation": deviation.tolist(),
    "fittedLogLikelihood": fitted.log_marginal_likelihood_value_,
}
with open(os.path.splitext(os.path.abspath(__file__))[0] + ".json", "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
