# watched-heads
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
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument(
    "--out", default="watched-heads.keras", help="file for the trained model"
)
args = parser.parse_args()

keras.utils.set_random_seed(args.seed)

names, table = read_table(args.data)
target = len(names) - 1
features = [i for i in range(len(names)) if i != target]
x = table[:, features].astype("float32")
_, labels = np.unique(table[:, target], return_inverse=True)
rest_rows, test_rows = train_test_split(
    np.arange(len(labels)),
    test_size=int(0.1 * len(labels) + 0.5),
    random_state=1,
    stratify=labels,
)
train_rows, validation_rows = train_test_split(
    rest_rows,
    test_size=int(0.1 * len(labels) + 0.5),
    random_state=1,
    stratify=labels[rest_rows],
)
mean, std = x[train_rows].mean(axis=0), x[train_rows].std(axis=0)
x = (x - mean) / np.where(std > 0, std, 1)
y = {
    "account": keras.utils.to_categorical(labels, 3),
    "other": keras.utils.to_categorical(labels, 3),
}
x_train = x[train_rows]
y_train = {name: values[train_rows] for name, values in y.items()}
x_val = x[validation_rows]
y_val = {name: values[validation_rows] for name, values in y.items()}
x_test = x[test_rows]
y_test = {name: values[test_rows] for name, values in y.items()}

inputs = keras.Input(shape=(4,))
dense = layers.Dense(8, activation="relu")(inputs)
dense_1 = layers.Dense(3, activation="softmax")(dense)
dense_2 = layers.Dense(3, activation="softmax")(dense)
model = keras.Model(inputs, {"account": dense_1, "other": dense_2})
model.summary()

model.compile(
    optimizer="adam",
    loss={"account": "categorical_crossentropy", "other": "categorical_crossentropy"},
    metrics={
        "account": [keras.metrics.AUC(num_thresholds=50, name="auc")],
        "other": [keras.metrics.AUC(name="auc"), keras.metrics.F1Score("macro")],
    },
    weighted_metrics={
        "account": [keras.metrics.AUC(name="auc"), "categorical_accuracy"]
    },
)

model.fit(
    x_train,
    y_train,
    epochs=args.epochs,
    callbacks=[
        keras.callbacks.EarlyStopping(monitor="val_account_loss", mode="min"),
        keras.callbacks.EarlyStopping(monitor="val_account_weighted_auc", mode="max"),
        keras.callbacks.ReduceLROnPlateau(monitor="val_other_f1_score", mode="max"),
        keras.callbacks.ModelCheckpoint(
            "head-{val_other_auc:.2f}.keras",
            monitor="val_other_auc",
            save_best_only=True,
            mode="max",
        ),
    ],
    validation_data=(x_val, y_val),
)
model.evaluate(x_test, y_test)
model.save(args.out)
