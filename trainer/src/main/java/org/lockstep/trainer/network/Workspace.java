package org.lockstep.trainer.network;

import java.util.List;
import org.lockstep.trainer.matrix.Matrix;

/**
 * The buffers of one network's passes over at most {@code capacity} rows, made once and reused, so
 * that a step allocates no arrays. Each {@link Stage} has its own; activations write over what the
 * stage before them wrote wherever nobody needs that any more. Not thread-safe.
 */
public final class Workspace {
  private final StageList list;
  private final RowBuffer outputDelta;
  private final int firstWithParameters;
  private final Matrix[] outputs;
  private final Matrix[] deltas;

  /** Null nearly always. */
  private StageListener listener;

  public Workspace(NetworkSpec network, int capacity) {
    list = new StageList(network, capacity);
    outputDelta = new RowBuffer(capacity, network.outputs());
    firstWithParameters = list.firstWithParameters();
    outputs = new Matrix[list.stages().size()];
    deltas = new Matrix[outputs.length];
  }

  /** Shows what the layers hand on in the passes to come. */
  public void show(StageListener listener) {
    this.listener = listener;
  }

  /** What happens to a mini-batch in training before the first stage. */
  List<InputChange> inputChanges() {
    return list.inputChanges();
  }

  /** From the input on. */
  List<Stage> stages() {
    return list.stages();
  }

  /** Where the way back ends. */
  int firstWithParameters() {
    return firstWithParameters;
  }

  /** Keeps in mind what a stage wrote. */
  void wrote(int stage, Matrix output) {
    outputs[stage] = output;
    if (listener != null) {
      listener.wrote(list.layer(stage), list.isRelu(stage), output);
    }
  }

  /** Keeps in mind ∂ℓ/∂output of a stage. */
  void received(int stage, Matrix delta) {
    deltas[stage] = delta;
    if (listener != null) {
      listener.received(list.layer(stage), delta);
    }
  }

  /**
   * a[l] (rows, units) of the last forward pass, as the dense layer's own activation gave it; l
   * counts from 0. Live, to be read only.
   */
  public Matrix activations(int layer) {
    return outputs[list.activated(layer)];
  }

  /** ∂ℓ/∂z[l] (rows, units) of the last backward pass. Live, to be read only. */
  public Matrix deltas(int layer) {
    return deltas[list.linear(layer)];
  }

  /** Where the loss writes wᵢ·∂ℓᵢ/∂logits (rows, outputs) before the backward pass. */
  public Matrix outputDelta(int rows) {
    return outputDelta.rows(rows);
  }
}
