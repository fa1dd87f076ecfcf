"""JAX with optax. An epoch is one compiled lax.scan, which computes the loss and no other figure."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
from task import batch, classes, layers, rows, serve, steps, task

features, targets = rows()
x, y = jnp.asarray(features.reshape(len(features), -1)), jnp.asarray(targets)
random = np.random.default_rng(0)
activations = {"relu": jax.nn.relu, "elu": jax.nn.elu, "linear": lambda h: h, "softmax": lambda h: h}


def initialize():
    weights, moving, width = [], [], x.shape[1]
    for layer in layers:
        if layer["type"] == "Dense":
            units = layer["units"]
            he = layer.get("kernel_initializer") == "he_normal"
            limit = np.sqrt((6 / width) if he else 6 / (width + units))
            weights.append(random.uniform(-limit, limit, (width, units)).astype("f"))
            width = units
            if layer.get("use_bias", True):
                weights.append(np.zeros(units, "f"))
        elif layer["type"] == "BatchNormalization":
            weights += [np.ones(width, "f"), np.zeros(width, "f")]
            moving += [np.zeros(width, "f"), np.ones(width, "f")]
    return [jnp.array(w) for w in weights], [jnp.array(m) for m in moving]


def forward(weights, moving, h, key):
    parts, states, new_moving = iter(weights), iter(moving), []
    for n, layer in enumerate(layers):
        if layer["type"] == "Dense":
            h = h @ next(parts)
            if layer.get("use_bias", True):
                h = h + next(parts)
        elif layer["type"] == "BatchNormalization":
            gamma, beta = next(parts), next(parts)
            mean, variance = h.mean(0), h.var(0)
            h = (h - mean) * (jax.lax.rsqrt(variance + 1e-3) * gamma) + beta
            new_moving += [0.99 * next(states) + 0.01 * mean, 0.99 * next(states) + 0.01 * variance]
        elif layer["type"] == "Dropout":
            keep = 1 - layer["rate"]
            mask = jax.random.bernoulli(jax.random.fold_in(key, n), keep, h.shape)
            h = jnp.where(mask, h / keep, 0)
        if "activation" in layer:
            h = activations[layer["activation"]](h)
    return h, new_moving


def compute_loss(weights, moving, bx, by, key):
    h, new_moving = forward(weights, moving, bx, key)
    if classes:
        return optax.softmax_cross_entropy_with_integer_labels(h, by).mean(), new_moving
    return ((h[:, 0] - by) ** 2).mean(), new_moving


optimizer = {
    "sgd": lambda: optax.sgd(0.01),
    "adam": lambda: optax.adam(1e-3, eps=1e-7),
    "nadam": lambda: optax.nadam(1e-3, eps=1e-7),
}[task["optimizer"]]()


@jax.jit
def train_epoch(state, order):
    def step(carry, chosen):
        weights, moving, slots, key = carry
        key, step_key = jax.random.split(key)
        (loss, moving), gradients = jax.value_and_grad(compute_loss, has_aux=True)(
            weights, moving, x[chosen], y[chosen], step_key
        )
        changes, slots = optimizer.update(gradients, slots, weights)
        return (optax.apply_updates(weights, changes), moving, slots, key), loss

    return jax.lax.scan(step, state, order)


weights, moving = initialize()
state = (weights, moving, optimizer.init(weights), jax.random.key(0))


def epoch():
    global state
    order = random.permutation(len(x))[: steps * batch].reshape(steps, batch).astype("i")
    state, losses = train_epoch(state, order)
    return losses.mean().item()


serve(epoch)
