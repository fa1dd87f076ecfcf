"""The task of a rival written in Python, and the protocol of its answers. The first argument is the path of the task's JSON."""

import json
import sys
import time

import numpy as np

with open(sys.argv[1], encoding="utf-8") as file:
    task = json.load(file)
layers = task["layers"]
batch = task["batch"]
classes = task["classes"]
steps = -(-task["rows"] // batch)


def rows():
    """The prepared features (float32, rows × shape) and the targets (int32 classes or float32 numbers)."""
    raw = np.fromfile(task["x"], task["dtype"]).reshape(task["rows"], -1).astype("float32")
    offset, scale = (np.array(task["preparation"][k], "float32") for k in ("offset", "scale"))
    x = ((raw - offset) * scale).reshape(task["rows"], *task["shape"])
    return x, np.fromfile(task["y"], "int32" if classes else "float32")


def serve(epoch):
    """Trains one epoch to warm up, and one epoch for each line of input. Each answer is the milliseconds per step."""
    epoch()
    print(json.dumps({"ready": 1}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        epoch()
        print(json.dumps({"ms_per_step": 1000 * (time.perf_counter() - start) / steps}), flush=True)
