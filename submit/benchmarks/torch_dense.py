"""A peer of the lockstep benchmark: PyTorch on the same matrix, dense, with the same settings.

    torch_dense.py FOLDER EPOCHS

FOLDER is what corpus.py wrote. Prints the milliseconds of an epoch (the median of the second half), the last epoch's
mean training loss and PyTorch's version. 64 sigmoid units, Adam at 0.001, batch 512, two threads.
"""

import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "2")

import numpy as np
import torch
from scipy.sparse import csr_matrix


def main(folder, epochs):
    def read(name, kind):
        return np.fromfile(os.path.join(folder, name), kind)

    torch.set_num_threads(2)
    torch.manual_seed(1)
    rows, columns, classes = map(int, open(os.path.join(folder, "shape.txt")).read().split())
    matrix = csr_matrix(
        (read("values.f32", "<f4"), read("indices.i32", "<i4"), read("indptr.i64", "<i8").astype(np.int32)),
        shape=(rows, columns),
    )
    x = torch.from_numpy(matrix.toarray())
    y = torch.from_numpy(read("labels.i32", "<i4").astype(np.int64))
    network = torch.nn.Sequential(
        torch.nn.Linear(columns, 64), torch.nn.Sigmoid(), torch.nn.Linear(64, classes)
    )
    for layer in (network[0], network[2]):
        torch.nn.init.xavier_uniform_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.001)
    mean_loss = torch.nn.CrossEntropyLoss()
    times = []
    for _ in range(int(epochs)):
        start = time.perf_counter()
        total = 0.0
        order = torch.randperm(rows)
        for batch in order.split(512):
            optimizer.zero_grad()
            loss = mean_loss(network(x[batch]), y[batch])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        times.append((time.perf_counter() - start) * 1e3)
    print("%.3f %.6f %s" % (np.median(times[len(times) // 2 :]), total / rows, torch.__version__))


if __name__ == "__main__":
    main(*sys.argv[1:])
