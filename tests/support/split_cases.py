"""Splits by the real scikit-learn.

    python tests/support/split_cases.py SEED COUNT

prints COUNT random cases with their parts as JSON.

    python tests/support/split_cases.py --write

stores 60 cases in tests/golden/split.json. Where the stored cases are the same, it only adds the version of scikit-learn to the file.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np
import sklearn
from sklearn.model_selection import train_test_split

FILE = Path(__file__).parents[1] / "golden" / "split.json"


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


def write():
    made = cases(18, 60)
    stored = json.loads(FILE.read_text()) if FILE.exists() else {"scikit-learn": [], "cases": []}
    versions = stored["scikit-learn"] if stored["cases"] == made else []
    versions = sorted({*versions, sklearn.__version__})
    lines = ",\n".join("    " + json.dumps(one, separators=(",", ":")) for one in made)
    FILE.write_text(f'{{\n  "scikit-learn": {json.dumps(versions)},\n  "cases": [\n{lines}\n  ]\n}}\n')


if sys.argv[1] == "--write":
    write()
else:
    print(json.dumps(cases(int(sys.argv[1]), int(sys.argv[2]))))
