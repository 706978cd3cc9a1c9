"""Writes the ONNX files that OnnxImportTest reads, by PyTorch's own exporter, and what PyTorch makes of four rows.

    python3 torch_stacks.py

Made with PyTorch 1.13. Weights are small multiples of 1/64, so that the files are the same on every machine.
"""

import json
import os
import warnings

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))


class Product(nn.Module):
    """MatMul and Add apart, as Keras' Dense becomes in ONNX."""

    def __init__(self, inputs, units):
        super().__init__()
        self.kernel = nn.Parameter(torch.zeros(inputs, units))
        self.bias = nn.Parameter(torch.zeros(units))

    def forward(self, x):
        return torch.matmul(x, self.kernel) + self.bias


STACKS = {
    "softmax": nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 3), nn.Softmax(dim=1)),
    "normalized": nn.Sequential(
        nn.Linear(5, 6), nn.BatchNorm1d(6, eps=1e-3), nn.Tanh(), nn.Dropout(0.5), nn.Linear(6, 1), nn.Sigmoid()
    ),
    "products": nn.Sequential(
        nn.Flatten(), Product(5, 4), nn.Sigmoid(), Product(4, 7), nn.LeakyReLU(0.3), Product(7, 2), nn.Sigmoid()
    ),
    "functions": nn.Sequential(
        nn.Linear(5, 6, bias=False),
        nn.ELU(1.5),
        nn.Linear(6, 6),
        nn.SELU(),
        nn.Linear(6, 6),
        nn.PReLU(6),
        nn.Linear(6, 6),
        nn.PReLU(),
        nn.Linear(6, 6),
        nn.Softplus(),
        nn.BatchNorm1d(6),
        nn.Linear(6, 2),
    ),
    "shares": nn.Sequential(nn.Linear(5, 6), nn.Softmax(dim=-1), nn.Linear(6, 2)),
    "refused": nn.Sequential(nn.Linear(5, 6), nn.Hardswish(), nn.Linear(6, 2)),
}


def fill(network):
    generator = torch.Generator().manual_seed(7)
    for name, tensor in network.state_dict().items():
        if tensor.dtype == torch.float32:
            low = 8 if name.endswith("running_var") else -48
            tensor.copy_(torch.randint(low, 64, tensor.shape, generator=generator) / 64)


def main():
    warnings.filterwarnings("ignore")
    rows = torch.tensor(
        [[0.5, -1, 2, 0, 0.25], [0, 0, 0, 0, 0], [-3, 2.5, 1, 1, -1], [10, -0.125, 0.75, -2, 4]], dtype=torch.float32
    )
    expected = {"rows": rows.tolist()}
    for name, network in STACKS.items():
        fill(network)
        network.eval()
        torch.onnx.export(
            network,
            rows,
            os.path.join(HERE, name + ".onnx"),
            input_names=["x"],
            output_names=["y"],
            dynamic_axes={"x": {0: "rows"}, "y": {0: "rows"}},
            opset_version=14,
        )
        expected[name] = network(rows).tolist()
    with open(os.path.join(HERE, "torch_stacks.json"), "w") as out:
        json.dump(expected, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    with torch.no_grad():
        main()
