# two-heads
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

DATA = Path(__file__).with_name("numbers.csv")
if not DATA.exists():
    raise SystemExit(f"{DATA} is missing: put the table there, or change DATA.")

keras.utils.set_random_seed(1)

table = pd.read_csv(DATA, header=None, keep_default_na=False, na_values=[""])
table.columns = [f"column{i}" for i in table.columns]
classes, y = np.unique(table["column3"], return_inverse=True)
y_1 = table["column2"].to_numpy("float32")
rows = np.arange(len(table))
rest, test = train_test_split(rows, test_size=10, random_state=1)
train, val = train_test_split(rest, test_size=10, random_state=1)
x = table.drop(columns=["column3", "column2"])
fit = x.iloc[train]
x = (x - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x = {
    "deep": x[["column0", "column1"]].to_numpy("float32"),
    "wide": x[["column1"]].to_numpy("float32"),
}
y = {"kind": y.astype("float32"), "share": y_1}
x_train = {name: values[train] for name, values in x.items()}
x_val = {name: values[val] for name, values in x.items()}
x_test = {name: values[test] for name, values in x.items()}
y_train = {name: values[train] for name, values in y.items()}
y_val = {name: values[val] for name, values in y.items()}
y_test = {name: values[test] for name, values in y.items()}

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

model.fit(x_train, y_train, epochs=10, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save("two-heads.keras")
