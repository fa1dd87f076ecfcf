# activations-with-arguments
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split


@keras.saving.register_keras_serializable()
def elu_alpha_0_5(x):
    return keras.activations.elu(x, alpha=0.5)


@keras.saving.register_keras_serializable()
def threshold_threshold_minus_0_5_default_value_minus_1(x):
    return keras.activations.threshold(x, threshold=-0.5, default_value=-1.0)


@keras.saving.register_keras_serializable()
def relu_negative_slope_0_1_max_value_6(x):
    return keras.activations.relu(x, negative_slope=0.1, max_value=6.0)


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
y = keras.utils.to_categorical(y, 3)
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]

model = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        layers.Dense(6, activation=elu_alpha_0_5),
        layers.Dense(6, activation=threshold_threshold_minus_0_5_default_value_minus_1),
        layers.Dense(6, activation=elu_alpha_0_5),
        layers.Activation(relu_negative_slope_0_1_max_value_6),
        layers.Dense(3, activation="softmax"),
    ]
)
model.summary()

model.compile(
    optimizer="adam",
    loss=keras.losses.CategoricalFocalCrossentropy(gamma=1.5, label_smoothing=0.1),
    metrics=[
        "accuracy",
        keras.metrics.TopKCategoricalAccuracy(k=2),
        keras.metrics.Precision(class_id=1),
        keras.metrics.F1Score("weighted"),
    ],
)

model.fit(x_train, y_train, epochs=10, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save("activations-with-arguments.keras")
