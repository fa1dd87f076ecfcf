# Residual block
# pip install tensorflow keras scikit-learn

import argparse
import gzip
from pathlib import Path

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split


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


parser = argparse.ArgumentParser()
parser.add_argument(
    "--data",
    type=Path,
    default=".cache/data/fashion-mnist",
    help="folder with the four IDX files of Fashion-MNIST",
)
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=42)
parser.add_argument(
    "--out", default="residual-block.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

x = np.concatenate(
    [read_idx(args.data / f"{part}-images-idx3-ubyte") for part in ("train", "t10k")]
)
x = x.astype("float32") / 255
labels = np.concatenate(
    [read_idx(args.data / f"{part}-labels-idx1-ubyte") for part in ("train", "t10k")]
)
rest_rows, test_rows = train_test_split(
    np.arange(len(labels)), test_size=10000, random_state=42, stratify=labels
)
train_rows, validation_rows = train_test_split(
    rest_rows, test_size=5000, random_state=42, stratify=labels[rest_rows]
)
x_train, y_train = x[train_rows], labels[train_rows]
x_val, y_val = x[validation_rows], labels[validation_rows]
x_test, y_test = x[test_rows], labels[test_rows]

inputs = keras.Input(shape=(28, 28))
x = layers.Flatten()(inputs)
dense = layers.Dense(100, activation="elu", kernel_initializer="he_normal")(x)
x = layers.Dense(100, activation="elu", kernel_initializer="he_normal")(dense)
x = layers.Dense(100, kernel_initializer="he_normal")(x)
x = layers.Add()([dense, x])
x = layers.Activation("elu")(x)
outputs = layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.summary()

model.compile(
    optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
)

model.fit(
    x_train,
    y_train,
    epochs=args.epochs,
    callbacks=[keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)],
    validation_data=(x_val, y_val),
)
model.evaluate(x_test, y_test)
model.save(args.out)
