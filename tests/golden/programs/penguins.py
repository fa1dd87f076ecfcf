# Penguins
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

DATA = Path(__file__).with_name("penguins.csv")
if not DATA.exists():
    raise SystemExit(f"{DATA} is missing: put the table there, or change DATA.")

keras.utils.set_random_seed(42)

table = pd.read_csv(
    DATA,
    dtype={"island": str, "sex": str, "species": str},
    keep_default_na=False,
    na_values=["", "NA"],
)
classes, y = np.unique(table["species"], return_inverse=True)
rows = np.arange(len(table))
rest, test = train_test_split(rows, test_size=69, random_state=42, stratify=y)
train, val = train_test_split(rest, test_size=69, random_state=42, stratify=y[rest])
x = {}
values = table["island"]
x["island"] = pd.get_dummies(values)[np.unique(values.iloc[train])]
values = table[
    ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "year"]
]
values = values.fillna(values.iloc[train].median())
fit = values.iloc[train]
values = (values - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x.update(values)
values = table["sex"]
categories = np.unique(values.iloc[train].dropna())
x["sex"] = np.column_stack(
    [
        pd.get_dummies(values)[categories],
        *([values.isna()] if values.iloc[train].isna().any() else []),
    ]
)
x = np.column_stack([x[name] for name in table if name in x]).astype("float32")
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]

model = keras.Sequential(
    [
        keras.Input(shape=(11,)),
        layers.Dense(16, activation="relu", kernel_initializer="he_normal"),
        layers.Dense(3, activation="softmax"),
    ]
)
model.summary()

model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

model.fit(
    x_train,
    y_train,
    batch_size=16,
    epochs=200,
    callbacks=[keras.callbacks.EarlyStopping(patience=20, restore_best_weights=True)],
    validation_data=(x_val, y_val),
)
model.evaluate(x_test, y_test)
model.save("penguins.keras")
