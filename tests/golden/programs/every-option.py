# every-option

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
    "--out", default="every-option.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

x, labels = read_idx(args.images), read_idx(args.labels)
x = x.astype("float32") / 255
_, labels = np.unique(labels, return_inverse=True)
train_rows, validation_rows, test_rows = split_rows(
    labels, validation=6, test=6, seed=1
)
x_train, y_train = x[train_rows], labels[train_rows]
x_val, y_val = x[validation_rows], labels[validation_rows]
x_test, y_test = x[test_rows], labels[test_rows]

model = keras.Sequential(
    [
        keras.Input(shape=(4, 3), name="layer0"),
        layers.BatchNormalization(
            axis=1,
            momentum=0.9,
            epsilon=1e-5,
            center=False,
            gamma_initializer=keras.initializers.Constant(0.5),
            moving_mean_initializer=keras.initializers.RandomUniform(
                minval=-1.0, maxval=1.0
            ),
            gamma_regularizer="l1",
            name="layer1",
        ),
        layers.Flatten(name="layer2"),
        layers.Dense(
            6,
            activation="leaky_relu",
            kernel_initializer=keras.initializers.VarianceScaling(
                scale=2.0, mode="fan_avg", distribution="uniform", seed=3
            ),
            bias_initializer=keras.initializers.Constant(0.0),
            kernel_regularizer=keras.regularizers.L1L2(l1=0.001, l2=0.01),
            bias_regularizer=keras.regularizers.L2(1e-7),
            activity_regularizer="l1l2",
            name="layer3",
        ),
        layers.Dropout(0.25, seed=9, name="layer4"),
        layers.Dense(
            6,
            kernel_initializer=keras.initializers.Orthogonal(gain=1.5),
            trainable=False,
            name="layer5",
        ),
        layers.Activation("gelu", name="layer6"),
        layers.Dense(3, name="layer7"),
    ]
)
model.summary()

model.compile(
    optimizer=keras.optimizers.Nadam(
        learning_rate=0.002, beta_1=0.85, beta_2=0.99, epsilon=1e-6
    ),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)

model.fit(
    x_train, y_train, batch_size=8, epochs=args.epochs, validation_data=(x_val, y_val)
)
model.evaluate(x_test, y_test)
model.save(args.out)
