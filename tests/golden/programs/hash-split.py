# hash-split
# pip install tensorflow keras

import argparse
import gzip
from pathlib import Path

import keras
import numpy as np
from keras import layers


def read_idx(path):
    """The array in an IDX file, plain or gzipped."""
    if not path.exists():
        path = path.with_name(path.name + ".gz")
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    kind = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}[data[2]]
    sizes = np.frombuffer(data, ">i4", count=data[3], offset=4)
    return np.frombuffer(data, kind, offset=4 + 4 * data[3]).reshape(sizes)


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
parser.add_argument(
    "--images", type=Path, default="pictures", help="IDX file with the images"
)
parser.add_argument(
    "--labels", type=Path, default="labels", help="IDX file with one label per image"
)
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument(
    "--out", default="hash-split.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

x, labels = read_idx(args.images), read_idx(args.labels)
x = x.astype("float32") / (255 if x.dtype == np.uint8 else 1)
_, labels = np.unique(labels, return_inverse=True)
train_rows, validation_rows, test_rows = split_rows(
    labels, validation=int(0.2 * len(labels) + 0.5), test=12, seed=1
)
x_train, y_train = x[train_rows], labels[train_rows]
x_val, y_val = x[validation_rows], labels[validation_rows]
x_test, y_test = x[test_rows], labels[test_rows]

model = keras.Sequential(
    [keras.Input(shape=(4, 3)), layers.Flatten(), layers.Dense(3, activation="softmax")]
)
model.summary()

model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")

model.fit(x_train, y_train, epochs=args.epochs, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save(args.out)
