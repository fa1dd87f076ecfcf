"""Splits by the real scikit-learn.

    python tests/support/split_cases.py SEED COUNT

prints COUNT random cases with their parts as JSON.

    python tests/support/split_cases.py --folds SEED COUNT

does so for KFold and StratifiedKFold: the validation rows of each fold, and the training rows of one.

    python tests/support/split_cases.py --write

stores 60 cases of the first kind in tests/golden/split.json and 40 of the second in tests/golden/folds.json. Where the stored cases are the
same, it only adds the version of scikit-learn to the file.
"""

import json
import random
import sys
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split

GOLDEN = Path(__file__).parents[1] / "golden"


def parts(codes, stratify, validation, test, seed):
    """Training, validation and test rows."""
    rest, test_rows = split(np.arange(len(codes)), codes, stratify, test, seed)
    train_rows, validation_rows = split(rest, codes, stratify, validation, seed)
    return {"train": train_rows.tolist(), "validation": validation_rows.tolist(), "test": test_rows.tolist()}


def split(rows, codes, stratify, size, seed):
    """Two parts of the rows; not stratified where scikit-learn refuses."""
    if size == 0:
        return rows, rows[:0]
    if stratify:
        try:
            return train_test_split(rows, test_size=size, random_state=seed, stratify=codes[rows])
        except ValueError as error:
            if "least populated class" not in str(error) and "number of classes" not in str(error):
                raise
    return train_test_split(rows, test_size=size, random_state=seed)


def case(source):
    """Mostly a usual table; sometimes with rare classes, tiny parts or no part."""
    rows = source.randint(4, 150)
    classes = source.randint(1, 12)
    skew = source.choice([1, 1, 2, 4])
    codes = [int(source.random() ** skew * classes) for _ in range(rows)]
    test = source.choice([0, 1, source.randint(0, rows // 3), rows // 5, rows // 5])
    validation = source.choice([0, 1, source.randint(0, rows // 3), rows // 5, rows // 5])
    seed = source.choice([0, 1, 42, 2**31, 2**32 - 1, source.randrange(2**32)])
    stratify = source.random() < 0.75
    known = {"codes": codes, "stratify": stratify, "validation": validation, "test": test, "seed": seed}
    return known | {"parts": parts(np.array(codes), stratify, validation, test, seed)}


def cases(seed, count):
    source = random.Random(seed)
    return [case(source) for _ in range(count)]


def folds(codes, stratify, count, seed):
    """The rows of each fold and of the rest of the last; KFold where StratifiedKFold refuses."""
    rows = np.arange(len(codes))
    splitter = KFold(count, shuffle=True, random_state=seed)
    if stratify and max(np.bincount(codes)) >= count:
        splitter = StratifiedKFold(count, shuffle=True, random_state=seed)
    parts = list(splitter.split(rows, codes))
    return {"validation": [val.tolist() for _, val in parts], "train": parts[-1][0].tolist()}


def fold_case(source):
    rows = source.randint(4, 120)
    classes = source.randint(1, 9)
    skew = source.choice([1, 1, 2, 4])
    codes = [int(source.random() ** skew * classes) for _ in range(rows)]
    count = source.choice([2, 3, 5, 5, 10, min(rows, 40)])
    count = min(count, rows)
    seed = source.choice([0, 1, 42, 2**31, 2**32 - 1, source.randrange(2**32)])
    known = {"codes": codes, "stratify": source.random() < 0.75, "count": count, "seed": seed}
    return known | folds(np.array(codes), known["stratify"], count, seed)


def fold_cases(seed, count):
    warnings.simplefilter("ignore")  # classes with fewer rows than folds
    source = random.Random(seed)
    return [fold_case(source) for _ in range(count)]


def write(name, made):
    file = GOLDEN / name
    stored = json.loads(file.read_text()) if file.exists() else {"scikit-learn": [], "cases": []}
    versions = stored["scikit-learn"] if stored["cases"] == made else []
    versions = sorted({*versions, sklearn.__version__})
    lines = ",\n".join("    " + json.dumps(one, separators=(",", ":")) for one in made)
    file.write_text(f'{{\n  "scikit-learn": {json.dumps(versions)},\n  "cases": [\n{lines}\n  ]\n}}\n')


if sys.argv[1] == "--write":
    write("split.json", cases(18, 60))
    write("folds.json", fold_cases(18, 40))
elif sys.argv[1] == "--folds":
    print(json.dumps(fold_cases(int(sys.argv[2]), int(sys.argv[3]))))
else:
    print(json.dumps(cases(int(sys.argv[1]), int(sys.argv[2]))))
