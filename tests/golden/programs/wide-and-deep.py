# Wide and deep
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

DATA = Path(__file__).with_name("iris.csv")
if not DATA.exists():
    raise SystemExit(f"{DATA} is missing: put the table there, or change DATA.")

keras.utils.set_random_seed(42)

table = pd.read_csv(DATA, dtype={"species": str}, keep_default_na=False, na_values=[""])
classes, y = np.unique(table["species"], return_inverse=True)
y_1 = table["petal_width"].to_numpy("float32")
rows = np.arange(len(table))
rest, test = train_test_split(rows, test_size=30, random_state=42, stratify=y)
train, val = train_test_split(rest, test_size=30, random_state=42, stratify=y[rest])
x = table.drop(columns=["species", "petal_width"])
fit = x.iloc[train]
x = (x - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x = {
    "deep": x[["sepal_width", "petal_length"]].to_numpy("float32"),
    "wide": x[["sepal_length", "sepal_width"]].to_numpy("float32"),
}
y = {"kind": y, "width": y_1}
x_train = {name: values[train] for name, values in x.items()}
x_val = {name: values[val] for name, values in x.items()}
x_test = {name: values[test] for name, values in x.items()}
y_train = {name: values[train] for name, values in y.items()}
y_val = {name: values[val] for name, values in y.items()}
y_test = {name: values[test] for name, values in y.items()}

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
    epochs=100,
    callbacks=[keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)],
    validation_data=(x_val, y_val),
)
model.evaluate(x_test, y_test)
model.save("wide-and-deep.keras")
