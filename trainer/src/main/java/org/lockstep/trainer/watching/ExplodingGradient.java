package org.lockstep.trainer.watching;

import java.io.IOException;
import java.util.List;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/**
 * The whole gradient is longer than {@value #FACTOR} times the run's first and than 1 (the cliffs
 * of Pascanu, Mikolov &amp; Bengio 2013, whose remedy is clipping), or, where classes are learned,
 * longer than {@value #LONGEST}: there a row's error at the logits is at most about its weight, so
 * that only large features, activations or weights make the gradient long.
 */
final class ExplodingGradient implements Symptom {
  static final double FACTOR = 1000;
  static final double LONGEST = 1e4;

  private final boolean classes;
  private double first = Double.NaN;
  private long measured;

  ExplodingGradient(NetworkSpec network) {
    this.classes = network.task() != Task.REGRESSION && network.task() != Task.RECONSTRUCTION;
  }

  @Override
  public List<Finding> in(LayerReport report) {
    double norm = report.gradientNorm();
    if (measured++ == 0) {
      first = norm;
    }
    if (classes && norm > LONGEST) {
      return finding(
          report,
          "‖g‖ is %s at epoch %d, step %d. Try smaller initial weights, scale the features, lower the learning rate, and clip the gradient by global norm"
              .formatted(Symptom.figure(norm), report.epoch(), report.step()));
    }
    if (norm > FACTOR * first && norm > 1) {
      return finding(
          report,
          "‖g‖ was %s and is %s at epoch %d, step %d, %d measurements later. Try a lower learning rate, clip the gradient by global norm, and scale the features"
              .formatted(
                  Symptom.figure(first),
                  Symptom.figure(norm),
                  report.epoch(),
                  report.step(),
                  measured - 1));
    }
    return List.of();
  }

  @Override
  public void write(ByteOutput out) throws IOException {
    out.number(first);
    out.number(measured);
  }

  @Override
  public void read(ByteInput in) throws IOException {
    first = in.real();
    measured = in.longInteger();
  }

  private static List<Finding> finding(LayerReport report, String words) {
    String sentence = "gradients explode: " + words;
    return List.of(new Finding(report.epoch(), "exploding_gradient", "", sentence));
  }
}
