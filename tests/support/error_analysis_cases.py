"""Scores of slices by numpy and scikit-learn, and scikit-learn's permutation_importance.

    python tests/support/error_analysis_cases.py SEED COUNT

prints COUNT random cases of each kind as JSON.
"""

import json
import sys
import warnings

import numpy as np
from sklearn import metrics
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.inspection import permutation_importance

warnings.simplefilter("ignore")


def class_slice(random):
    rows, classes = int(random.integers(20, 200)), int(random.integers(2, 6))
    truth, predicted = random.integers(0, classes, rows), random.integers(0, classes, rows)
    loss = random.random(rows).astype(np.float32)
    places = np.sort(random.choice(rows, int(random.integers(5, rows)), replace=False))
    own, said = truth[places], predicted[places]
    return {
        "kind": "classes", "width": 1, "classes": classes, "places": places.tolist(),
        "truth": truth.tolist(), "predicted": predicted.tolist(), "loss": loss.tolist(),
        "scores": [
            metrics.accuracy_score(own, said),
            metrics.f1_score(own, said, average="macro"),
            float(np.mean(loss[places].astype(np.float64))),
        ],
    }


def label_slice(random):
    rows, labels = int(random.integers(20, 100)), int(random.integers(2, 5))
    truth, predicted = random.integers(0, 2, (rows, labels)), random.integers(0, 2, (rows, labels))
    loss = random.random(rows).astype(np.float32)
    places = np.sort(random.choice(rows, int(random.integers(5, rows)), replace=False))
    own, said = truth[places], predicted[places]
    return {
        "kind": "labels", "width": labels, "classes": 0, "places": places.tolist(),
        "truth": truth.ravel().tolist(), "predicted": predicted.ravel().tolist(), "loss": loss.tolist(),
        "scores": [
            metrics.accuracy_score(own, said),
            metrics.f1_score(own, said, average="micro"),
            float(np.mean(loss[places].astype(np.float64))),
        ],
    }


def number_slice(random):
    rows = int(random.integers(20, 200))
    truth = random.normal(size=rows)
    predicted = truth + random.normal(size=rows) / 2
    loss = random.random(rows).astype(np.float32)
    places = np.sort(random.choice(rows, int(random.integers(5, rows)), replace=False))
    own, said = truth[places], predicted[places]
    return {
        "kind": "number", "width": 1, "classes": 0, "places": places.tolist(),
        "truth": truth.tolist(), "predicted": predicted.tolist(), "loss": loss.tolist(),
        "scores": [
            metrics.mean_absolute_error(own, said),
            metrics.r2_score(own, said),
            float(np.mean(loss[places].astype(np.float64))),
        ],
    }


class Sign(ClassifierMixin, BaseEstimator):
    """Predicts class 1 where a weighted sum is positive."""

    def __init__(self, weights=None):
        self.weights = weights

    def fit(self, x, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict(self, x):
        return (x @ np.asarray(self.weights) > 0).astype(int)


def importance(random):
    rows, columns = int(random.integers(10, 200)), int(random.integers(1, 5))
    x, weights = random.normal(size=(rows, columns)), random.normal(size=columns)
    y = (x @ weights + random.normal(size=rows) > 0).astype(int)
    seed, repeats = int(random.integers(0, 2**31)), int(random.integers(1, 7))
    estimator = Sign(weights.tolist()).fit(x, y)
    found = permutation_importance(
        estimator, x, y, scoring="accuracy", n_repeats=repeats, random_state=seed
    )
    return {
        "x": x.tolist(), "y": y.tolist(), "weights": weights.tolist(), "seed": seed, "repeats": repeats,
        "importances": found.importances.tolist(),
        "mean": found.importances_mean.tolist(), "std": found.importances_std.tolist(),
    }


if __name__ == "__main__":
    generator = np.random.default_rng(int(sys.argv[1]))
    count = int(sys.argv[2])
    slices = [kind(generator) for _ in range(count) for kind in (class_slice, label_slice, number_slice)]
    json.dump({"slices": slices, "importances": [importance(generator) for _ in range(count)]}, sys.stdout)
