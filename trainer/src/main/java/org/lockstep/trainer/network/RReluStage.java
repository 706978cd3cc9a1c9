package org.lockstep.trainer.network;

import java.util.Optional;
import org.lockstep.trainer.activation.RRelu;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.random.Purpose;

/**
 * Randomised leaky ReLU: in training a = s·z where z ≤ 0, with a slope s of its own for each
 * element, uniform on [lower, upper), and δ ← s·δ there; in evaluation the mean slope. As PyTorch's
 * {@code rrelu}, but for the numbers drawn.
 */
final class RReluStage implements Stage {
  private final RRelu rrelu;
  private final int layer;
  private final RowBuffer slopes;
  private final Optional<RowBuffer> own;

  /**
   * @param layer its index among the network's layers
   * @param own where a goes; nothing if it may be written over z
   */
  RReluStage(RRelu rrelu, int layer, RowBuffer slopes, Optional<RowBuffer> own) {
    this.rrelu = rrelu;
    this.layer = layer;
    this.slopes = slopes;
    this.own = own;
  }

  @Override
  public Matrix forward(Matrix in, Pass pass) {
    float[] z = in.data();
    Matrix out = own.isPresent() ? own.get().rows(pass.rows()) : in;
    int count = in.rows() * in.columns();
    if (!pass.training()) {
      rrelu.forward(pass.math().elements(), z, out.data(), 0, count);
      return out;
    }
    float[] s = slopes.data();
    Elements elements = pass.math().elements();
    elements.uniform(pass.key().stream(Purpose.SLOPE, layer), s, 0, count);
    rrelu.leak(elements, z, s, out.data(), 0, count);
    return out;
  }

  @Override
  public Matrix backward(Matrix delta, Pass pass, float[] gradient) {
    float[] d = delta.data();
    float[] s = slopes.data();
    int count = delta.rows() * delta.columns();
    for (int i = 0; i < count; i++) {
      d[i] *= s[i];
    }
    return delta;
  }

  @Override
  public boolean readsOutput() {
    return false;
  }

  @Override
  public boolean hasParameters() {
    return false;
  }
}
