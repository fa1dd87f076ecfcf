# Wide and deep
# pip install tensorflow keras scikit-learn

import argparse
import csv
from pathlib import Path

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split


def read_table(path):
    """Column names and cells of a CSV file."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        delimiter = max(",;\t|", key=file.readline().count)
        file.seek(0)
        rows = [row for row in csv.reader(file, delimiter=delimiter) if row]
    cells = np.char.strip(np.array(rows))
    return list(cells[0]), cells[1:]


parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, default="iris.csv", help="CSV file")
parser.add_argument("--epochs", type=int, default=100)
parser.add_argument("--seed", type=int, default=42)
parser.add_argument(
    "--out", default="wide-and-deep.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

names, table = read_table(args.data)
targets = [names.index("species"), names.index("petal_width")]
features = [i for i in range(len(names)) if i not in targets]
x = table[:, features].astype("float32")
_, labels = np.unique(table[:, targets[0]], return_inverse=True)
labels_1 = table[:, targets[1]].astype("float32")
rest_rows, test_rows = train_test_split(
    np.arange(len(labels)),
    test_size=int(0.2 * len(labels) + 0.5),
    random_state=42,
    stratify=labels,
)
train_rows, validation_rows = train_test_split(
    rest_rows,
    test_size=int(0.2 * len(labels) + 0.5),
    random_state=42,
    stratify=labels[rest_rows],
)
mean, std = x[train_rows].mean(axis=0), x[train_rows].std(axis=0)
x = (x - mean) / np.where(std > 0, std, 1)
columns = [names[i] for i in features]
x = {
    "deep": x[:, [columns.index(name) for name in ["sepal_width", "petal_length"]]],
    "wide": x[:, [columns.index(name) for name in ["sepal_length", "sepal_width"]]],
}
y = {"kind": labels, "width": labels_1}
x_train = {name: values[train_rows] for name, values in x.items()}
y_train = {name: values[train_rows] for name, values in y.items()}
x_val = {name: values[validation_rows] for name, values in x.items()}
y_val = {name: values[validation_rows] for name, values in y.items()}
x_test = {name: values[test_rows] for name, values in x.items()}
y_test = {name: values[test_rows] for name, values in y.items()}

deep = keras.Input(shape=(2,), name="deep")
wide = keras.Input(shape=(2,), name="wide")
x = layers.Dense(30, activation="relu", kernel_initializer="he_normal")(deep)
dense_1 = layers.Dense(30, activation="relu", kernel_initializer="he_normal")(x)
concatenate = layers.Concatenate()([dense_1, wide])
dense_3 = layers.Dense(1, name="dense_3")(dense_1)
dense_2 = layers.Dense(3, activation="softmax")(concatenate)
model = keras.Model({"deep": deep, "wide": wide}, {"kind": dense_2, "width": dense_3})
model.summary()

model.compile(
    optimizer="adam",
    loss={"kind": "sparse_categorical_crossentropy", "width": "mean_squared_error"},
    loss_weights={"kind": 0.9, "width": 0.1},
    metrics={"kind": ["accuracy"], "width": ["mean_absolute_error"]},
)

model.fit(
    x_train,
    y_train,
    batch_size=16,
    epochs=args.epochs,
    callbacks=[keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)],
    validation_data=(x_val, y_val),
)
model.evaluate(x_test, y_test)
model.save(args.out)
