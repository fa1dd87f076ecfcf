"""Figures of predictions by the real scikit-learn.

    python tests/support/evaluation_cases.py SEED COUNT

prints COUNT random cases of each kind with their figures as JSON.

    python tests/support/evaluation_cases.py --write

stores cases in tests/golden/evaluation.json.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.preprocessing import label_binarize

FILE = Path(__file__).parents[1] / "golden" / "evaluation.json"
warnings.simplefilter("ignore")


def averages(truth, predicted):
    figures = {}
    for average in ["macro", "weighted"]:
        for name in ["precision", "recall", "f1"]:
            function = getattr(metrics, f"{name}_score")
            figures[f"{name}_{average}"] = function(truth, predicted, average=average)
    return figures


def class_scores(truth, predicted, probabilities, classes):
    """Scores of classes by the names that the app gives them; None where scikit-learn has no answer."""
    figures = {
        "accuracy": metrics.accuracy_score(truth, predicted),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, predicted),
        **averages(truth, predicted),
        "log_loss": metrics.log_loss(truth, probabilities, labels=np.arange(classes)),
    }
    present = len(np.unique(truth)) == classes
    if classes == 2:
        for name in ["precision", "recall", "f1"]:
            figures[name] = getattr(metrics, f"{name}_score")(truth, predicted)
        figures["roc_auc"] = metrics.roc_auc_score(truth, probabilities[:, 1]) if present else None
        figures["average_precision"] = metrics.average_precision_score(truth, probabilities[:, 1]) if present else None
        return figures
    for k in [2, 3, 5]:
        if k < classes:
            figures[f"top_{k}_accuracy"] = metrics.top_k_accuracy_score(truth, probabilities, k=k, labels=np.arange(classes))
    if present:
        # In 64 bits, as scikit-learn's own check that the probabilities of a row sum to 1 is strict.
        exact = probabilities.astype(np.float64)
        exact /= exact.sum(axis=1, keepdims=True)
        figures["roc_auc_ovr"] = np.mean(
            [metrics.roc_auc_score(truth == c, probabilities[:, c]) for c in range(classes)]
        )
        assert abs(figures["roc_auc_ovr"] - metrics.roc_auc_score(truth, exact, multi_class="ovr")) < 1e-3
        figures["average_precision_macro"] = metrics.average_precision_score(
            label_binarize(truth, classes=np.arange(classes)), probabilities, average="macro"
        )
    return figures


def class_case(random):
    """Usual classes; sometimes ties, a class without rows, few rows."""
    classes = int(random.integers(2, 9))
    rows = int(random.integers(3, 120))
    truth = random.integers(0, max(1, classes - random.integers(0, 2)), rows)
    logits = random.normal(size=(rows, classes)) + random.uniform(0, 3) * np.eye(classes)[truth]
    if random.random() < 0.3:
        logits = np.round(logits)
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if random.random() < 0.3:
        sure = probabilities.max(axis=1, keepdims=True) > 0.8
        probabilities = np.where(sure, np.eye(classes)[probabilities.argmax(axis=1)], probabilities)
    probabilities = probabilities.astype(np.float32)
    if classes == 2:
        probabilities[:, 0] = 1 - probabilities[:, 1]
    predicted = (probabilities[:, 1] > 0.5).astype(int) if classes == 2 else probabilities.argmax(axis=1)
    train = np.concatenate([np.arange(classes), random.integers(0, classes, 30)])
    dummy = DummyClassifier(strategy="prior").fit(np.zeros((len(train), 1)), train)
    trivial = dummy.predict(np.zeros((rows, 1)))
    trivial_probabilities = dummy.predict_proba(np.zeros((rows, 1))).astype(np.float32)
    labels = np.arange(classes)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(truth, predicted, labels=labels)
    case = {
        "classes": classes,
        "truth": truth.tolist(),
        "probabilities": probabilities.astype(float).tolist(),
        "train": np.bincount(train, minlength=classes).tolist(),
        "scores": class_scores(truth, predicted, probabilities, classes),
        "trivial": class_scores(truth, trivial, trivial_probabilities, classes),
        "confusion": metrics.confusion_matrix(truth, predicted, labels=labels).tolist(),
        "by_class": [list(each) for each in zip(precision.tolist(), recall.tolist(), f1.tolist(), support.tolist())],
    }
    if classes == 2 and len(np.unique(truth)) == 2:
        scores = probabilities[:, 1]
        actual, mean = calibration_curve(truth, scores, n_bins=10)
        case["calibration"] = [actual.tolist(), mean.astype(float).tolist()]
        fpr, tpr, thresholds = metrics.roc_curve(truth, scores, drop_intermediate=False)
        case["roc"] = [fpr[1:].tolist(), tpr[1:].tolist(), thresholds[1:].astype(float).tolist()]
        case["precision"] = metrics.precision_recall_curve(truth, scores)[0][:-1][::-1].tolist()
    return case


def number_scores(truth, predicted):
    return {
        "mean_squared_error": metrics.mean_squared_error(truth, predicted),
        "root_mean_squared_error": metrics.root_mean_squared_error(truth, predicted),
        "mean_absolute_error": metrics.mean_absolute_error(truth, predicted),
        "median_absolute_error": metrics.median_absolute_error(truth, predicted),
        "mean_absolute_percentage_error": metrics.mean_absolute_percentage_error(truth, predicted),
        "r2": metrics.r2_score(truth, predicted),
    }


def number_case(random):
    rows = int(random.integers(2, 120))
    truth = random.normal(scale=random.uniform(0.1, 100), size=rows) + random.uniform(-50, 50)
    if random.random() < 0.2:
        truth = np.round(truth)
    if random.random() < 0.1:
        truth = np.full(rows, 3.0)
    predicted = truth + random.normal(size=rows)
    train = random.normal(size=40)
    dummy = DummyRegressor(strategy="mean").fit(np.zeros((40, 1)), train)
    return {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "mean": float(train.mean()),
        "scores": number_scores(truth, predicted),
        "trivial": number_scores(truth, dummy.predict(np.zeros((rows, 1)))),
        "quantiles": np.quantile(np.abs(predicted - truth), [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]).tolist(),
    }


def label_scores(truth, predicted):
    scores = {
        "accuracy": metrics.accuracy_score(truth, predicted),
        "hamming_loss": metrics.hamming_loss(truth, predicted),
    }
    for average in ["micro", "macro"]:
        for name in ["precision", "recall", "f1"]:
            scores[f"{name}_{average}"] = getattr(metrics, f"{name}_score")(truth, predicted, average=average)
    return scores


def label_case(random):
    rows = int(random.integers(3, 80))
    labels = int(random.integers(2, 6))
    truth = random.integers(0, 2, (rows, labels))
    scores = np.clip(random.normal(size=(rows, labels)) * 0.3 + 0.3 + 0.4 * truth, 0, 1).astype(np.float32)
    predicted = (scores > 0.5).astype(int)
    train = random.integers(0, 2, (31, labels))
    trivial = DummyClassifier(strategy="most_frequent").fit(np.zeros((31, 1)), train).predict(np.zeros((rows, 1)))
    figures = metrics.precision_recall_fscore_support(truth, predicted)
    areas = [
        metrics.roc_auc_score(truth[:, i], scores[:, i]) if 0 < truth[:, i].sum() < rows else None for i in range(labels)
    ]
    return {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "scores_of": scores.astype(float).tolist(),
        "train": train.mean(axis=0).tolist(),
        "scores": label_scores(truth, predicted),
        "trivial": label_scores(truth, trivial),
        "by_label": [list(each) for each in zip(*(figure.tolist() for figure in figures), areas)],
    }


def cases(seed, count):
    random = np.random.default_rng(seed)
    kinds = {"classes": class_case, "numbers": number_case, "labels": label_case}
    return {kind: [make(random) for _ in range(count)] for kind, make in kinds.items()}


if sys.argv[1] == "--write":
    stored = {"scikit-learn": sklearn.__version__, **cases(19, 12)}
    FILE.write_text(json.dumps(stored, separators=(",", ":")) + "\n")
else:
    print(json.dumps(cases(int(sys.argv[1]), int(sys.argv[2]))))
