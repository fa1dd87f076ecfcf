# repeated-block-of-two-outputs
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

keras.utils.set_random_seed(1)

table = pd.read_csv(DATA, keep_default_na=False, na_values=[""])
classes, y = np.unique(table.iloc[:, -1], return_inverse=True)
rows = np.arange(len(table))
n_val, n_test = int(0.1 * len(table) + 0.5), int(0.1 * len(table) + 0.5)
rest, test = train_test_split(rows, test_size=n_test, random_state=1, stratify=y)
train, val = train_test_split(rest, test_size=n_val, random_state=1, stratify=y[rest])
x = table.iloc[:, :-1]
fit = x.iloc[train]
x = (x - fit.mean()) / np.where(fit.max() > fit.min(), fit.std(ddof=0), 1)
x = x.to_numpy("float32")
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]


def two_ways(input_1, input_2):
    dense = layers.Dense(8, activation="relu")(input_1)
    x = layers.Add()([dense, input_2])
    layer_normalization = layers.LayerNormalization()(x)
    return dense, layer_normalization


inputs = keras.Input(shape=(4,))
dense = layers.Dense(8)(inputs)
x = layers.Dense(8, activation="tanh")(inputs)
two_ways_2, two_ways_3 = dense, x
for _ in range(3):
    two_ways_2, two_ways_3 = two_ways(two_ways_2, two_ways_3)
x = layers.Concatenate()([two_ways_2, two_ways_3])
outputs = layers.Dense(3, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.summary()

model.compile(
    optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
)

model.fit(x_train, y_train, epochs=10, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save("repeated-block-of-two-outputs.keras")
