#!/usr/bin/python3
"""Makes table.json: scikit-learn's SimpleImputer, scalers and OneHotEncoder for TableGoldenTest.

Run here, with scikit-learn 1.2.1: /usr/bin/python3 table.py
"""
import json
from pathlib import Path

import numpy
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

generator = numpy.random.default_rng(7)
rows = 23
numbers = numpy.column_stack([
    generator.normal(1e6, 3, rows),         # a mean far above the deviation
    generator.lognormal(0, 3, rows),        # skewed
    generator.integers(-3, 4, rows) * 1.0,  # ties and zeros
    numpy.full(rows, 0.1),                  # no variance
])
numbers[generator.random(numbers.shape) < 0.2] = numpy.nan
words = generator.choice(["red", "green", "Blue", "", "\u00e9t\u00e9"], rows)

nothing = lambda x: x
cases = {}
for blanks in ["mean", "median", "constant"]:
    imputer = SimpleImputer(strategy=blanks, fill_value=-2.5 if blanks == "constant" else None)
    filled = imputer.fit_transform(numbers)
    for scale, scaler in [("none", None), ("standard", StandardScaler()), ("min_max", MinMaxScaler())]:
        scaled = filled if scaler is None else scaler.fit_transform(filled)
        cases[blanks + " " + scale] = scaled.tolist()
encoder = OneHotEncoder(sparse_output=False)
one_hot = encoder.fit_transform(words.reshape(-1, 1))

golden = {
    "made_by": "table.py, scikit-learn " + sklearn.__version__,
    "numbers": [[None if numpy.isnan(x) else x for x in row] for row in numbers.tolist()],
    "words": words.tolist(),
    "categories": encoder.categories_[0].tolist(),
    "one_hot": one_hot.tolist(),
    "cases": cases,
}
Path(__file__).parent.joinpath("table.json").write_text(json.dumps(golden) + "\n")
