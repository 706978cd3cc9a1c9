"""The numbers of DifferenceTest: corrected resampled t-test (Nadeau & Bengio 2003), with SciPy."""
import numpy as np
from scipy import stats

a = np.array([.731, .742, .728, .755, .739, .733, .748, .726, .751, .737])
b = np.array([.729, .731, .725, .742, .741, .722, .739, .727, .738, .730])
d = a - b
error = np.sqrt((1 / 10 + 1 / 4) * d.var(ddof=1))
reach = stats.t.ppf(0.975, 9) * error
print(d.mean(), d.mean() - reach, d.mean() + reach, 2 * stats.t.cdf(-d.mean() / error, 9))
