"""Keras's model.fit, one epoch per round: with default settings, or `tuned` with jit_compile and many steps per execution."""

import sys

import keras
from task import batch, classes, layers, rows, serve, task

tuned = sys.argv[2] == "tuned"
x, y = rows()


def build_layer(layer):
    arguments = {k: v for k, v in layer.items() if k != "type"}
    return getattr(keras.layers, layer["type"])(**arguments)


model = keras.Sequential([keras.Input(task["shape"]), *map(build_layer, layers)])
model.compile(
    optimizer=task["optimizer"],
    loss="sparse_categorical_crossentropy" if classes else "mse",
    metrics=["accuracy" if classes else "mae"],
    **({"jit_compile": True, "steps_per_execution": 100} if tuned else {}),
)
serve(lambda: model.fit(x, y, batch_size=batch, epochs=1, verbose=0))
