"""A typical PyTorch loop over shuffled batches that are already tensors, with the sums of loss and accuracy.

`compiled`: torch.compile compiles the forward pass and the loss of a batch.
"""

import sys

import torch
from task import batch, classes, layers, rows, serve, task
from torch import nn

x, y = (torch.from_numpy(part) for part in rows())
if classes:
    y = y.long()

modules = []
width = task["shape"][-1]
activations = {"relu": nn.ReLU, "elu": nn.ELU}
for layer in layers:
    kind = layer["type"]
    if kind == "Flatten":
        modules.append(nn.Flatten())
        width = x[0].numel()
    elif kind == "Dense":
        modules.append(nn.Linear(width, layer["units"], bias=layer.get("use_bias", True)))
        width = layer["units"]
    elif kind == "BatchNormalization":
        modules.append(nn.BatchNorm1d(width, eps=1e-3, momentum=0.01))
    elif kind == "Dropout":
        modules.append(nn.Dropout(layer["rate"]))
    # In PyTorch the softmax is part of the loss.
    if layer.get("activation") in activations:
        modules.append(activations[layer["activation"]]())
model = nn.Sequential(*modules)
optimizer = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.01),
    "adam": lambda p: torch.optim.Adam(p, eps=1e-7, fused=True),
    "nadam": lambda p: torch.optim.NAdam(p, lr=0.001, eps=1e-7, foreach=True),
}[task["optimizer"]](model.parameters())
criterion = nn.CrossEntropyLoss() if classes else nn.MSELoss()


def compute_loss(inputs, targets):
    outputs = model(inputs) if classes else model(inputs)[:, 0]
    return criterion(outputs, targets), outputs


if sys.argv[2] == "compiled":
    compute_loss = torch.compile(compute_loss)


def epoch():
    model.train()
    order = torch.randperm(len(x))
    total = torch.zeros(())
    metric_sum = torch.zeros(())
    for start in range(0, len(x), batch):
        chosen = order[start : start + batch]
        inputs, targets = x[chosen], y[chosen]
        optimizer.zero_grad()
        loss, outputs = compute_loss(inputs, targets)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            total += loss * len(chosen)
            metric_sum += (outputs.argmax(1) == targets).sum() if classes else (outputs - targets).abs().sum()
    return total.item(), metric_sum.item()


serve(epoch)
