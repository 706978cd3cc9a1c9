package org.lockstep.trainer.network;

import java.util.List;
import org.lockstep.trainer.matrix.Matrix;

/**
 * The buffers of one network's passes over at most {@code capacity} rows, made once and reused, so
 * that a step allocates no arrays. Not thread-safe.
 *
 * <p>Per dense layer l: activations a[l] (rows, units) and deltas ∂ℓ/∂z[l] (rows, units); where the
 * derivative is one of z[l], also z[l] (rows, units), which else shares the buffer of a[l]; where
 * dropout stands before it, also the mask and the dropped input (rows, inputs).
 */
public final class Workspace {
  private final List<DenseStage> stages;
  private final RowBuffer[] preActivations;
  private final RowBuffer[] activations;
  private final RowBuffer[] deltas;
  private final RowBuffer[] dropped;
  private final RowBuffer[] masks;
  private final float[] draws;
  private final float[] transposed;
  private final Views parameterViews;
  private final Views gradientViews;

  public Workspace(NetworkSpec network, int capacity) {
    stages = DenseStage.of(network);
    int layers = stages.size();
    preActivations = new RowBuffer[layers];
    activations = new RowBuffer[layers];
    deltas = new RowBuffer[layers];
    dropped = new RowBuffer[layers];
    masks = new RowBuffer[layers];
    int mostDraws = 0;
    int mostWeights = 0;
    for (int l = 0; l < layers; l++) {
      DenseStage stage = stages.get(l);
      activations[l] = new RowBuffer(capacity, stage.dense().units());
      preActivations[l] =
          stage.dense().activation().derivesFromInput()
              ? new RowBuffer(capacity, stage.dense().units())
              : activations[l];
      deltas[l] = new RowBuffer(capacity, stage.dense().units());
      if (l > 0) {
        mostWeights = Math.max(mostWeights, stage.kernel().size());
        if (!stage.dropouts().isEmpty()) {
          dropped[l] = new RowBuffer(capacity, stage.kernel().rows());
          masks[l] = new RowBuffer(capacity, stage.kernel().rows());
          mostDraws = Math.max(mostDraws, capacity * stage.kernel().rows());
        }
      }
    }
    draws = new float[mostDraws];
    transposed = new float[mostWeights];
    parameterViews = new Views(stages);
    gradientViews = new Views(stages);
  }

  List<DenseStage> stages() {
    return stages;
  }

  /** z[l]; the buffer of {@link #activations} where the derivative can be told from a[l]. */
  RowBuffer preActivations(int layer) {
    return preActivations[layer];
  }

  RowBuffer activations(int layer) {
    return activations[layer];
  }

  RowBuffer deltas(int layer) {
    return deltas[layer];
  }

  /** The layer's input after dropout; only if dropout stands before a layer that is not first. */
  RowBuffer dropped(int layer) {
    return dropped[layer];
  }

  RowBuffer masks(int layer) {
    return masks[layer];
  }

  float[] draws() {
    return draws;
  }

  /** Room for the largest kernel but the first, transposed. */
  float[] transposed() {
    return transposed;
  }

  Views parameterViews() {
    return parameterViews;
  }

  Views gradientViews() {
    return gradientViews;
  }

  /** Where the loss writes wᵢ·∂ℓᵢ/∂logits (rows, outputs) before the backward pass. */
  public Matrix outputDelta(int rows) {
    return deltas[stages.size() - 1].rows(rows);
  }

  /** Kernels and biases as matrices on an array; made anew only when the array changes. */
  static final class Views {
    private final List<DenseStage> stages;
    private final Matrix[] kernels;
    private final Matrix[] biases;
    private float[] array;

    Views(List<DenseStage> stages) {
      this.stages = stages;
      this.kernels = new Matrix[stages.size()];
      this.biases = new Matrix[stages.size()];
    }

    Views on(float[] array) {
      if (this.array != array) {
        for (int l = 0; l < stages.size(); l++) {
          kernels[l] = stages.get(l).kernel().of(array);
          biases[l] = stages.get(l).bias().map(slice -> slice.of(array)).orElse(null);
        }
        this.array = array;
      }
      return this;
    }

    Matrix kernel(int layer) {
      return kernels[layer];
    }

    /** Null if the layer has none. */
    Matrix bias(int layer) {
      return biases[layer];
    }
  }
}
