# one-cycle
# pip install tensorflow keras pandas scikit-learn

from pathlib import Path

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split


@keras.saving.register_keras_serializable()
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Up to the largest rate, then far below the first one (Smith and Topin 2017)."""

    def __init__(
        self,
        max_learning_rate,
        total_steps,
        rising=0.3,
        div_factor=25.0,
        final_div_factor=10000.0,
    ):
        self.config = {
            "max_learning_rate": max_learning_rate,
            "total_steps": total_steps,
            "rising": rising,
            "div_factor": div_factor,
            "final_div_factor": final_div_factor,
        }
        self.top = max_learning_rate
        self.first = max_learning_rate / div_factor
        self.last = self.first / final_div_factor
        self.peak = rising * total_steps
        self.fall = total_steps - self.peak

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        up = keras.ops.minimum(step, self.peak) / max(self.peak, 1.0)
        down = keras.ops.minimum(step - self.peak, self.fall) / max(self.fall, 1.0)
        rising = self.wave(up) * (self.first - self.top) + self.top
        falling = self.wave(down) * (self.top - self.last) + self.last
        return keras.ops.where(step < self.peak, rising, falling)

    def wave(self, done):
        return (keras.ops.cos(done * 3.141592653589793) + 1) * 0.5

    def get_config(self):
        return self.config


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

model = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        layers.Dense(8, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ]
)
model.summary()

model.compile(
    optimizer=keras.optimizers.Adam(
        learning_rate=OneCycle(max_learning_rate=0.05, total_steps=400, rising=0.25),
        use_ema=True,
        ema_overwrite_frequency=10,
    ),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

callbacks = [
    keras.callbacks.TerminateOnNaN(),
    keras.callbacks.CSVLogger("log.csv", separator=";"),
    keras.callbacks.ModelCheckpoint(
        "kept-{epoch:02d}-{val_loss:.2f}.weights.h5",
        monitor="val_accuracy",
        save_best_only=True,
        save_weights_only=True,
    ),
]
model.fit(
    x_train, y_train, epochs=10, callbacks=callbacks, validation_data=(x_val, y_val)
)
model.evaluate(x_test, y_test)
model.save("one-cycle.keras")
