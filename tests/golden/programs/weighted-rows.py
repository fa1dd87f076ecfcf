# weighted-rows
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

DATA = Path(__file__).with_name("prices.csv")
if not DATA.exists():
    raise SystemExit(f"{DATA} is missing: put the table there, or change DATA.")

keras.utils.set_random_seed(1)

table = pd.read_csv(DATA, sep=";", keep_default_na=False, na_values=[""])
y = table["price"].to_numpy("float32")
w = table["area"].to_numpy("float32")
rows = np.arange(len(table))
n_val, n_test = int(0.2 * len(table) + 0.5), int(0.2 * len(table) + 0.5)
rest, test = train_test_split(rows, test_size=n_test, random_state=1)
train, val = train_test_split(rest, test_size=n_val, random_state=1)
x = table.drop(columns=["price", "area"])
fit = x.iloc[train]
x = (x - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x = x.to_numpy("float32")
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]
w_train, w_val, w_test = w[train], w[val], w[test]

model = keras.Sequential(
    [keras.Input(shape=(3,)), layers.Dense(8, activation="relu"), layers.Dense(1)]
)
model.summary()

model.compile(
    optimizer="adam",
    loss="mean_squared_error",
    metrics=["mean_absolute_error"],
    weighted_metrics=["mean_absolute_error", "root_mean_squared_error"],
)

model.fit(
    x_train,
    y_train,
    epochs=10,
    sample_weight=w_train,
    validation_data=(x_val, y_val, w_val),
)
model.evaluate(x_test, y_test, sample_weight=w_test)
model.save("weighted-rows.keras")
