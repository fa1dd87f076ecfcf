"""Answers requests with the real Keras.

Each line of standard input is a JSON list of requests. The answers go to the file descriptor that is the first argument, one line for
each line of input: {"answers": [...]}, or {"error": "..."}.

The script builds models from plain descriptions. It shares no code with the generator of Python programs, so that the two check each
other.
"""

import ast
import builtins
import contextlib
import functools
import gc
import inspect
import io
import json
import math
import os
import runpy
import sys
import traceback
import types
import unittest.mock

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="", COLUMNS="80")


def main():
    with os.fdopen(int(sys.argv[1]), "w") as out:
        for line in sys.stdin:
            try:
                reply = {"answers": [answer_request(**request) for request in json.loads(line)]}
            except Exception:
                reply = {"error": traceback.format_exc()}
            json.dump(reply, out)
            out.write("\n")
            out.flush()


def answer_request(kind, **request):
    """The answer to one request. The Keras session is cleared first, so that earlier requests leave no state."""
    if kind not in WITHOUT_KERAS:
        keras = load_keras()
        keras.backend.clear_session()
        keras.config.set_dtype_policy("float32")
    try:
        return KINDS[kind](**request)
    except Exception as error:
        raise RuntimeError(f"{kind} {request.get('name', '')}: {error}") from error


@functools.cache
def load_keras():
    """The keras module, imported once.

    Clearing a session collects garbage. The objects of the libraries are frozen, because scanning them each time takes longer than
    most answers.
    """
    import keras
    import tensorflow  # noqa: F401

    gc.collect()
    gc.freeze()
    return keras


def parse(programs):
    """The syntax error of each program, or None."""
    faults = []
    for program in programs:
        try:
            ast.parse(program)
            faults.append(None)
        except SyntaxError as error:
            faults.append(str(error))
    return faults


def hidden(programs):
    """The modules, functions, classes and builtins that each program shadows, so that they can no longer be used."""
    found = []
    for program in programs:
        known, shadowed = set(dir(builtins)), set()
        for statement in ast.parse(program).body:
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                names = {alias.asname or alias.name for alias in statement.names}
            elif isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                names = {statement.name}
            else:
                names = set()
            shadowed |= known & (names | assigned_names(statement))
            known |= names
        found.append(sorted(shadowed))
    return found


def assigned_names(statement):
    """The names of variables and parameters in a statement. Those inside a class do not count."""
    nodes = [] if isinstance(statement, ast.ClassDef) else list(ast.walk(statement))
    variables = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return variables | {node.arg for node in nodes if isinstance(node, ast.arg)}


def literals(texts):
    """The value of each Python expression."""
    return [ast.literal_eval(text) for text in texts]


def version():
    import keras

    return keras.__version__


def build(value):
    """Builds the object of a description such as {"keras": "regularizers.L2", "config": {...}}."""
    import keras

    if isinstance(value, dict) and "keras" in value:
        found = keras
        for part in value["keras"].split("."):
            found = getattr(found, part)
        config = {name: build(v) for name, v in value["config"].items()}
        # An activation is a function that the layer calls.
        return functools.partial(found, **config) if inspect.isfunction(found) else found(**config)
    if isinstance(value, dict) and "python" in value:
        names = {"keras": keras}
        exec(value["python"], names)
        return names[value["name"]](**value["config"])
    if isinstance(value, list):
        return [build(v) for v in value]
    if isinstance(value, dict):
        return {name: build(v) for name, v in value.items()}
    return value


def network(input_shape, layers, calls, sequential=False, inputs=None, outputs=None, policy="float32"):
    """Calls the layers one after the other. `calls` holds [index, input, ...] for each call; an input of -1 is the second Input.

    inputs: the columns by the name of the Input, for several Inputs. outputs: the call by the name of the Output.
    """
    import keras

    keras.config.set_dtype_policy(policy)
    if inputs:
        input_tensors = {name: keras.Input(shape=(len(columns),), name=name) for name, columns in inputs.items()}
        first, *others = input_tensors.values()
    else:
        input_tensors, others = keras.Input(shape=input_shape), []
        first = input_tensors
    instances = [build(layer) for layer in layers]
    if sequential:
        return keras.Sequential([first, *instances]), instances
    values = called(first, others, instances, calls)
    output_tensors = {name: values[call] for name, call in outputs.items()} if outputs else values[-1]
    return keras.Model(input_tensors, output_tensors), instances


def called(first, others, instances, calls):
    """The first Input and the output of each call."""
    values = [first]
    for index, *sources in calls:
        given = [values[s] if s >= 0 else others[-s - 1] for s in sources]
        values.append(instances[index](given[0] if len(given) == 1 else given))
    return values


def summary(input_shape, layers, calls, sequential, name="", inputs=None, outputs=None):
    model, _ = network(input_shape, layers, calls, sequential, inputs, outputs)
    return summary_of(model)


def summary_of(model):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        model.summary()
    return out.getvalue()


def numbers(array):
    """The values as float32, each as the shortest decimal that parses to the same float32."""
    import numpy as np

    return [shown(v) for v in np.asarray(array, "float32").reshape(-1)]


def shown(value):
    import numpy as np

    return float(str(np.float32(value))) if math.isfinite(value) else str(float(value))


def train(
    name, input_shape, layers, calls, weights, x, y, held_out, compile, steps, series,
    policy="float32", class_weight=None, inputs=None, outputs=None, sample_weight=None,
):
    """The results of the first training step, of all steps, and of an evaluation.

    x, y: one list per batch. held_out: [x, y], evaluated in batches of 4. sample_weight: one list per batch, and the list of the
    held-out rows at the end.
    """
    import keras
    import numpy as np
    import tensorflow as tf

    model, instances = network(input_shape, layers, calls, inputs=inputs, outputs=outputs, policy=policy)
    assign(instances, weights)
    model.compile(**{k: build(v) for k, v in compile.items()})
    model_inputs = lambda bx: split_inputs(array(bx, input_shape), inputs)
    batches = [(model_inputs(bx), array_of(by)) for bx, by in zip(x, y)]
    row_weights = [None if sample_weight is None else np.array(w, "float32") for w in sample_weight or [None] * (len(x) + 1)]
    flat_outputs = lambda results: [n for name in outputs for n in numbers(results[name])] if outputs else numbers(results)

    @tf.function
    def gradients(bx, by):
        with tf.GradientTape() as tape:
            factors = row_weights[0] if class_weight is None else tf.gather(np.array(class_weight, "float32"), classes_of(by))
            loss = model.compute_loss(x=bx, y=by, y_pred=model(bx, training=True), sample_weight=factors, training=True)
        found = tape.gradient(loss, [v.value for v in model.trainable_variables], unconnected_gradients="zero")
        # The gradient of an Embedding is sparse (IndexedSlices).
        return loss, [tf.convert_to_tensor(g) for g in found]

    before = [v.numpy() for v in model.variables]
    bx, by = batches[0]
    answer = {"prediction": flat_outputs(model(bx, training=False))}
    loss, grads = gradients(bx, by)
    answer["loss"] = shown(loss.numpy())
    answer["gradients"] = {path_of(v): numbers(g) for v, g in zip(model.trainable_variables, grads)}
    for variable, value in zip(model.variables, before):
        variable.assign(value)
    hx, hy = model_inputs(held_out[0]), array_of(held_out[1])
    figures = model.evaluate(hx, hy, batch_size=4, sample_weight=row_weights[-1], verbose=0, return_dict=True)
    answer["evaluated"] = [shown(figures[name]) for name in series]
    for n in range(steps):
        factors = None if class_weight is None else dict(enumerate(class_weight))
        logs = model.train_on_batch(
            *batches[n], sample_weight=row_weights[n], class_weight=factors, return_dict=True
        )
        if n == 0:
            answer["figures"] = [shown(float(logs[name])) for name in series]
            answer["moving"] = {path_of(v): numbers(v) for v in model.non_trainable_variables if "moving" in v.name}
    if steps > 1:
        answer["after"] = {
            "loss": shown(model.compute_loss(x=bx, y=by, y_pred=model(bx, training=False), sample_weight=row_weights[0], training=False).numpy()),
            "prediction": flat_outputs(model(bx, training=False)),
            "weights": {path_of(v): numbers(v) for v in model.weights if "seed" not in v.name},
        }
    return answer


def assign(instances, weights):
    import numpy as np

    for layer in instances:
        for variable in layer.weights:
            variable.assign(np.reshape(weights[f"{layer.name}/{variable.name}"], variable.shape))


def activations(name, input_shape, layers, calls, weights, x):
    """What each call puts out in a prediction: for each row of x, the values of each call."""
    import keras

    first, instances = keras.Input(shape=input_shape), [build(layer) for layer in layers]
    values = called(first, [], instances, calls)
    assign(instances, weights)
    outputs = keras.Model(first, values[1:]).predict_on_batch(array(x, input_shape))
    return [[numbers(output[row]) for output in outputs] for row in range(len(outputs[0]))]


def signals(
    name, input_shape, layers, calls, weights, x, y, compile,
    policy="float32", class_weight=None, inputs=None, outputs=None, sample_weight=None, **_,
):
    """What the calls of a network put out for the first batch, the gradients there, and what the first step changes.

    A gradient is that of the sum of the rows' own losses, without penalties, by all outputs of a call.
    """
    import keras
    import numpy as np
    import tensorflow as tf

    model, instances = network(input_shape, layers, calls, inputs=inputs, outputs=outputs, policy=policy)
    assign(instances, weights)
    model.compile(**{k: build(v) for k, v in compile.items()})
    bx, by = split_inputs(array(x[0], input_shape), inputs), array_of(y[0])
    factors = None if sample_weight is None else np.array(sample_weight[0], "float32")
    if class_weight is not None:
        factors = tf.gather(np.array(class_weight, "float32"), classes_of(by))
    first, *others = model.inputs
    every_call = keras.Model(model.input, called(first, others, instances, calls)[1:])
    before = {path_of(v): v.numpy() for v in model.trainable_variables}
    results = lambda of: {output: of[call - 1] for output, call in outputs.items()} if outputs else of[-1]
    loss_of = lambda of: model.compute_loss(x=bx, y=by, y_pred=results(of), sample_weight=factors, training=True)
    with tf.GradientTape(persistent=True) as tape:
        rows = tf.nest.map_structure(tf.constant, bx)
        tape.watch(rows)
        values = tf.nest.flatten(every_call(rows, training=True))
        loss = loss_of(values)
        penalties = sum(model.losses, 0.0)
        own = loss - penalties
        # Keras's crossentropy looks behind a softmax or sigmoid for its logits, so that the loss does not depend on the probabilities; of
        # a copy it takes the values.
        if any(hasattr(value, "_keras_logits") for value in tf.nest.flatten(results(values))):
            model.compile(**{k: build(v) for k, v in {**compile, "loss": of_probabilities(compile["loss"])}.items()})
        own_of_values = loss_of([tf.identity(value) for value in values]) - penalties
    batch = tf.nest.flatten(rows)[0].shape[0]
    trained = [v.value for v in model.trainable_variables]
    steps = [tf.convert_to_tensor(g) for g in tape.gradient(loss, trained, unconnected_gradients="zero")]
    # A Dropout of nothing returns the tensor that it gets.
    is_end = lambda value: any(value is end for end in tf.nest.flatten(results(values)))
    arriving = [
        tape.gradient(own_of_values if is_end(value) else own, value, unconnected_gradients="zero") * batch
        for value in values
    ]
    model.optimizer.apply(steps, model.trainable_variables)
    norm = lambda array: shown(np.linalg.norm(np.asarray(array, "float64").reshape(-1)))
    return {
        "loss": shown(loss.numpy()),
        "calls": [
            {"outputs": output_figures(value), "gradients": gradient_figures(gradient)}
            for value, gradient in zip(values, arriving)
        ],
        "weights": {
            path_of(v): {
                "norm": norm(before[path_of(v)]),
                "gradientNorm": norm(gradient),
                "updateNorm": norm(v.numpy().astype("float64") - before[path_of(v)]),
            }
            for v, gradient in zip(model.trainable_variables, steps)
        },
    }


def of_probabilities(loss):
    """The description of a loss of probabilities, in place of one of logits."""
    if not isinstance(loss, dict):
        return loss
    return {name: of_probabilities(each) for name, each in loss.items() if name != "from_logits"}


def output_figures(tensor):
    import numpy as np

    values = np.asarray(tensor, "float64")
    units = values.reshape(-1, values.shape[-1])
    return {
        "mean": shown(values.mean()),
        "deviation": shown(values.std()),
        "unitDeviation": shown(np.sqrt((units.std(axis=0) ** 2).mean())),
        "min": shown(values.min()),
        "max": shown(values.max()),
        "zeros": shown((values == 0).mean()),
    }


def gradient_figures(tensor):
    import numpy as np

    sizes = np.abs(np.asarray(tensor, "float64"))
    low, high = np.quantile(sizes, [0.1, 0.9])
    return {"mean": shown(sizes.mean()), "low": shown(low), "high": shown(high), "zeros": shown((sizes == 0).mean())}


def split_inputs(rows, inputs):
    """Splits the rows into the columns of each Input."""
    return {name: rows[:, columns] for name, columns in inputs.items()} if inputs else rows


def classes_of(target):
    import tensorflow as tf

    return tf.argmax(target, -1) if len(target.shape) > 1 and target.shape[-1] > 1 else tf.cast(tf.reshape(target, [-1]), tf.int32)


def path_of(variable):
    return "/".join(variable.path.split("/")[-2:])


def array(values, shape):
    import numpy as np

    return np.array(values, "float32").reshape([-1, *shape])


def array_of(target):
    import numpy as np

    if "values" not in target:
        return {name: array_of(each) for name, each in target.items()}
    return np.array(target["values"], target["dtype"]).reshape(target["shape"])


def early_stopping(name, options, logs):
    """The callback's state after each epoch: [best, best_epoch, wait, stop_training]."""
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(loss="mse", metrics=["accuracy", "mean_absolute_error"])
    model.train_on_batch(np.zeros((1, 1)), np.zeros((1, 1)))
    callback = keras.callbacks.EarlyStopping(**options)
    callback.set_model(model)
    model.stop_training = False
    callback.on_train_begin()
    states = []
    for epoch, value in enumerate(logs):
        if value is not None:
            callback.on_epoch_end(epoch, {options["monitor"]: float(value)})
        best = None if callback.best is None else shown(float(callback.best))
        states.append([best, callback.best_epoch, callback.wait, bool(model.stop_training)])
        if model.stop_training:
            break
    return states


def plateau(name, options, rate, logs):
    """The learning rate after each epoch."""
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(rate), loss="mse", metrics=["accuracy"])
    model.train_on_batch(np.zeros((1, 1)), np.zeros((1, 1)))
    callback = keras.callbacks.ReduceLROnPlateau(**options)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(logs):
        callback.on_epoch_end(epoch, {} if value is None else {options["monitor"]: float(value)})
        rates.append(shown(float(model.optimizer.learning_rate)))
    return rates


def csv_log(name, options, logs):
    """The text of the file that a CSVLogger writes."""
    import tempfile

    import keras

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log.csv")
        callback = keras.callbacks.CSVLogger(path, **options)
        callback.on_train_begin()
        for epoch, figures in enumerate(logs):
            callback.on_epoch_end(epoch, figures)
        callback.on_train_end()
        with open(path, newline="") as file:
            return file.read()


def events(path):
    """The events that TensorFlow reads from an event file: [step, tag, value], or [step, "restart"]."""
    import tensorflow as tf

    found = []
    for event in tf.compat.v1.train.summary_iterator(path):
        if event.HasField("session_log"):
            found.append([event.step, "restart"])
        found += [[event.step, value.tag, shown(value.simple_value)] for value in event.summary.value]
    return found


def formatted(templates, figures):
    """The templates formatted with Python's str.format, as ModelCheckpoint does."""
    return [template.format(**figures) for template in templates]


def schedule(name, schedule, steps):
    """The learning rate at each step."""
    import tensorflow as tf

    rate = build(schedule)
    return [shown(float(rate(tf.constant(step, "int64")))) for step in steps]


def curve(name, layers, calls, weights, files, shape, scale, batch, rows, optimizer, loss, epochs, policy, jit, nudge):
    """The mean loss of each window of steps, [from, to) within its epoch. The files give the rows and their order."""
    import keras
    import numpy as np
    import tensorflow as tf

    model, instances = network(shape, layers, calls, policy=policy)
    values = np.fromfile(files["weights"], "float32")
    if nudge is not None:
        values[nudge::5] = np.nextafter(values[nudge::5], np.float32(np.inf))
    variables = {f"{layer.name}/{v.name}": v for layer in instances for v in layer.weights}
    for path, size in weights:
        count = math.prod(size)
        variables[path].assign(values[:count].reshape(size))
        values = values[count:]
    optimizer, loss = build(optimizer), build(loss)
    model.compile(optimizer, loss)
    optimizer.build(model.trainable_variables)
    x = np.fromfile(files["features"], "uint8").reshape([-1, *shape])
    y = np.fromfile(files["targets"], "int32")
    order = np.fromfile(files["order"], "int32").reshape([len(epochs), rows])

    @tf.function(jit_compile=jit)
    def step(bx, by):
        bx = tf.cast(bx, tf.float32) * np.float32(scale)
        with tf.GradientTape() as tape:
            value = model.compute_loss(x=bx, y=by, y_pred=model(bx, training=True), training=True)
        trained = [v.value for v in model.trainable_variables]
        optimizer.apply(tape.gradient(value, trained), model.trainable_variables)
        return value

    means = []
    for windows, at in zip(epochs, order):
        for begin, end in windows:
            chosen = [at[i * batch : (i + 1) * batch] for i in range(begin, end)]
            means.append(shown(float(np.mean([step(x[c], y[c]).numpy() for c in chosen]))))
    return means


def run(path, arguments, folder, weights=None, epochs=None, downloads=None):
    """Runs a program as a user would, and returns its output and its results.

    weights: initial weights in place of the program's own. epochs: in place of the program's own. downloads: the folder with the files
    that Keras would download.
    """
    import keras
    import numpy as np
    from keras.src.datasets import fashion_mnist

    out = io.StringIO()
    old = sys.argv, os.getcwd()
    fit, stoppers = keras.Model.fit, []

    def begin(model, *args, callbacks=(), **options):
        for variable in model.weights if weights else ():
            variable.assign(np.reshape(weights[path_of(variable)], variable.shape))
        stoppers.extend(c for c in callbacks if isinstance(c, keras.callbacks.EarlyStopping))
        if epochs:
            options["epochs"] = epochs
        return fit(model, *args, callbacks=list(callbacks), **options)

    sys.argv = [path, *arguments]
    os.chdir(folder)
    keras.Model.fit = begin
    get_file = fashion_mnist.get_file
    if downloads:
        fashion_mnist.get_file = lambda name, **_: os.path.join(downloads, name)
    try:
        with contextlib.redirect_stdout(out):
            names = runpy.run_path(path, run_name="__main__")
    finally:
        keras.Model.fit = fit
        fashion_mnist.get_file = get_file
        sys.argv = old[0]
        os.chdir(old[1])
    first = lambda x: next(iter(x.values())) if isinstance(x, dict) else x
    rows = {k: len(first(names[k])) for k in ("x_train", "x_val", "x_test") if k in names}
    model = names["model"]
    history = model.history.history if hasattr(model, "history") else {}
    return {
        "printed": out.getvalue(),
        "rows": rows,
        "history": {k: [float(v) for v in vs] for k, vs in history.items()},
        "best": stoppers[0].best_epoch + 1 if stoppers else None,
        "weights": {path_of(v): numbers(v) for v in model.weights if "seed" not in v.name},
    }


def prepared(programs):
    """The rows of each program, which is run up to its model: [x, y, w] of each part, and the classes; or the error.

    programs: [path, code]. Keras is not needed up to there, and its import takes long.
    """
    results = []
    for path, code in programs:
        keras, sys.modules["keras"] = sys.modules.get("keras"), types.ModuleType("keras")
        sys.modules["keras"].layers = sys.modules["keras"].utils = unittest.mock.MagicMock()
        names = {"__file__": path, "__name__": "__main__"}
        try:
            exec(compile(code, path, "exec"), names)
            parts = [part for part in ("train", "val", "test") if f"x_{part}" in names]
            rows = [[listed(names.get(f"{name}_{part}")) for name in "xyw"] for part in parts]
            results.append({"parts": rows, "classes": [str(c) for c in names.get("classes", [])]})
        except (Exception, SystemExit):
            results.append({"error": f"{traceback.format_exc()}\n{code}"})
        finally:
            del sys.modules["keras"]
            if keras:
                sys.modules["keras"] = keras
    return results


def listed(values):
    """Arrays as lists, with None for NaN."""
    if values is None or isinstance(values, dict):
        return values and {name: listed(each) for name, each in values.items()}
    import numpy as np

    isnan = np.isnan(values)
    return np.where(isnan, None, values).tolist() if isnan.any() else values.tolist()


def unknown(things):
    """The entries of [module, name, path] that Keras does not know by name or by path."""
    import keras

    wrong = []
    for module, name, path in things:
        if find(path) is None:
            wrong.append(path)
        try:
            known = module is None or getattr(keras, module).get(name) is not None
        except Exception as error:
            known = False
            name = f"{name}, {error!r}"
        if not known:
            wrong.append(f"{module}.get({name})")
    return wrong


def find(path):
    import keras

    found = keras
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


def defaults(path):
    """The arguments of a class and their defaults; "required" where there is none."""
    import inspect

    parameters = inspect.signature(find(path).__init__).parameters.values()
    return {p.name: "required" if p.default is inspect.Parameter.empty else p.default for p in parameters if p.name != "self"}


def directions(paths):
    """The direction of improvement that a callback of mode "auto" assumes for each metric: "up", "down" or None."""
    return [getattr(find(path)(), "_direction", None) for path in paths]


WITHOUT_KERAS = {f.__name__ for f in (parse, hidden, literals, formatted, prepared)}
KINDS = {f.__name__: f for f in (parse, hidden, literals, version, summary, train, signals, activations, early_stopping, plateau, csv_log, curve, events, formatted, schedule, run, prepared, unknown, defaults, directions)}
main()
