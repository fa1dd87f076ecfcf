# every-option
# pip install tensorflow keras scikit-learn

import gzip
from pathlib import Path

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split


def read_idx(path):
    """The array in an IDX file, plain or gzipped."""
    if not path.exists():
        path = path.with_name(path.name + ".gz")
    if not path.exists():
        raise SystemExit(f"{path} is missing: put the file there, or change its path.")
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    kind = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}[data[2]]
    sizes = np.frombuffer(data, ">i4", count=data[3], offset=4)
    return np.frombuffer(data, kind, offset=4 + 4 * data[3]).reshape(sizes)


IMAGE_FILE = Path(__file__).with_name("pictures")
LABEL_FILE = Path(__file__).with_name("labels")

keras.utils.set_random_seed(1)

x, y = read_idx(IMAGE_FILE), read_idx(LABEL_FILE)
x = x.astype("float32") / 255
_, y = np.unique(y, return_inverse=True)
rows = np.arange(len(y))
rest, test = train_test_split(rows, test_size=6, random_state=1, stratify=y)
train, val = train_test_split(rest, test_size=6, random_state=1, stratify=y[rest])
x_train, x_val, x_test = x[train], x[val], x[test]
y_train, y_val, y_test = y[train], y[val], y[test]

model = keras.Sequential(
    [
        keras.Input(shape=(4, 3), name="layer0"),
        layers.BatchNormalization(
            axis=1,
            momentum=0.9,
            epsilon=1e-5,
            center=False,
            gamma_initializer=keras.initializers.Constant(0.5),
            moving_mean_initializer=keras.initializers.RandomUniform(
                minval=-1.0, maxval=1.0
            ),
            gamma_regularizer="l1",
            name="layer1",
        ),
        layers.Flatten(name="layer2"),
        layers.Dense(
            6,
            activation="leaky_relu",
            kernel_initializer=keras.initializers.VarianceScaling(
                scale=2.0, mode="fan_avg", distribution="uniform", seed=3
            ),
            bias_initializer=keras.initializers.Constant(0.0),
            kernel_regularizer=keras.regularizers.L1L2(l1=0.001, l2=0.01),
            bias_regularizer=keras.regularizers.L2(1e-7),
            activity_regularizer="l1l2",
            name="layer3",
        ),
        layers.Dropout(0.25, seed=9, name="layer4"),
        layers.Dense(
            6,
            kernel_initializer=keras.initializers.Orthogonal(gain=1.5),
            trainable=False,
            name="layer5",
        ),
        layers.Activation("gelu", name="layer6"),
        layers.Dense(3, name="layer7"),
    ]
)
model.summary()

model.compile(
    optimizer=keras.optimizers.Nadam(
        learning_rate=0.002, beta_1=0.85, beta_2=0.99, epsilon=1e-6
    ),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)

model.fit(x_train, y_train, batch_size=8, epochs=10, validation_data=(x_val, y_val))
model.evaluate(x_test, y_test)
model.save("every-option.keras")
