# two-heads
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
    return [f"column{i}" for i in range(cells.shape[1])], cells


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
rest_rows, test_rows = train_test_split(
    np.arange(len(labels)), test_size=10, random_state=1
)
train_rows, validation_rows = train_test_split(rest_rows, test_size=10, random_state=1)
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
