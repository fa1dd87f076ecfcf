# two-heads

import argparse
import csv
from pathlib import Path

import keras
import numpy as np
from keras import layers


def read_table(path):
    """Column names and cells of a CSV file."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        delimiter = max(",;\t|", key=file.readline().count)
        file.seek(0)
        rows = [row for row in csv.reader(file, delimiter=delimiter) if row]
    cells = np.char.strip(np.array(rows))
    return [f"column{i}" for i in range(cells.shape[1])], cells


def mix(x):
    """The 32-bit finalizer of MurmurHash3."""
    x = (x ^ (x >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    x = (x ^ (x >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return x ^ (x >> 16)


def permutation(n, seed):
    """Row numbers sorted by a hash of (seed, row number)."""
    seed &= 0xFFFFFFFF
    rows = np.arange(n, dtype=np.uint64)
    first, second = mix(seed), mix((seed + 0x9E3779B9) & 0xFFFFFFFF)
    keys = mix((rows + np.uint64(first)) & np.uint64(0xFFFFFFFF))
    keys = mix(keys ^ np.uint64(second))
    return np.argsort(keys, kind="stable")


def allot(total, counts):
    """Divides total in proportion to counts; leftovers go to the largest remainders."""
    shares = total * counts // counts.sum()
    left = total - shares.sum()
    shares[np.argsort(-(total * counts % counts.sum()), kind="stable")[:left]] += 1
    return shares


def split_rows(classes, validation, test, seed):
    """Row numbers for training, validation and test, per class."""
    order = permutation(len(classes), seed)
    _, classes = np.unique(classes, return_inverse=True)
    counts = np.bincount(classes).astype(np.int64)
    for_validation = allot(validation, counts)
    for_test = allot(test, counts - for_validation)
    parts = [], [], []
    for c in range(len(counts)):
        rows = order[classes[order] == c]
        a, b = for_validation[c], for_validation[c] + for_test[c]
        for part, chosen in zip(parts, (rows[b:], rows[:a], rows[a:b])):
            part.append(chosen)
    return [np.sort(np.concatenate(part)) for part in parts]


parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, default="numbers.csv", help="CSV file")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument(
    "--out", default="two-heads.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

names, table = read_table(args.data)
targets = [names.index("column3"), names.index("column2")]
features = [i for i in range(len(names)) if i not in targets]
x = table[:, features].astype("float32")
_, labels = np.unique(table[:, targets[0]].astype(float), return_inverse=True)
labels_1 = table[:, targets[1]].astype("float32")
train_rows, validation_rows, test_rows = split_rows(
    np.zeros(len(labels)), validation=10, test=10, seed=1
)
mean, std = x[train_rows].mean(axis=0), x[train_rows].std(axis=0)
x = (x - mean) / np.where(std > 0, std, 1)
columns = [names[i] for i in features]
x = {
    "deep": x[:, [columns.index(name) for name in ["column0", "column1"]]],
    "wide": x[:, [columns.index(name) for name in ["column1"]]],
}
y = {"kind": labels.astype("float32"), "share": labels_1}
x_train = {name: values[train_rows] for name, values in x.items()}
y_train = {name: values[train_rows] for name, values in y.items()}
x_val = {name: values[validation_rows] for name, values in x.items()}
y_val = {name: values[validation_rows] for name, values in y.items()}
x_test = {name: values[test_rows] for name, values in x.items()}
y_test = {name: values[test_rows] for name, values in y.items()}

deep = keras.Input(shape=(2,), name="deep")
wide = keras.Input(shape=(1,), name="wide")
dense = layers.Dense(4, activation="relu")(deep)
concatenate = layers.Concatenate()([dense, wide])
dense_2 = layers.Dense(1, name="dense_2")(dense)
dense_1 = layers.Dense(1, activation="sigmoid")(concatenate)
model = keras.Model({"deep": deep, "wide": wide}, {"kind": dense_1, "share": dense_2})
model.summary()

model.compile(
    optimizer="adam",
    loss={"kind": "binary_crossentropy", "share": "mean_squared_error"},
    loss_weights={"kind": 0.9, "share": 0.1},
    metrics={"kind": ["accuracy", "auc"], "share": ["mean_absolute_error", "r2_score"]},
)

model.fit(x_train, y_train, epochs=args.epochs, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save(args.out)
