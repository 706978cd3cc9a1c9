package org.lockstep.trainer.watching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Single steps change a kernel by more than {@value #RATIO} of its length at the ends of {@value
 * #EPOCHS} epochs in a row: the weights do not settle. About 1e-3 a step is usual (Karpathy,
 * Stanford CS231n, "Neural Networks 3: ratio of weights to updates").
 */
final class LargeUpdates implements Symptom {
  static final double RATIO = 0.1;
  static final int EPOCHS = 3;

  private final Map<String, Integer> inARow = new HashMap<>();

  @Override
  public List<Finding> in(LayerReport report) {
    List<Finding> findings = new ArrayList<>();
    if (!report.lastOfEpoch()) {
      return findings;
    }
    for (LayerNorms kernel : report.kernels()) {
      boolean large = kernel.updateRatio() > RATIO;
      int epochs = large ? 1 + inARow.getOrDefault(kernel.name(), 0) : 0;
      inARow.put(kernel.name(), epochs);
      if (epochs >= EPOCHS) {
        String sentence =
            "the weights of %s do not settle: one step changes them by %s of their length, and by more than %s in %d epochs in a row. Try a lower learning rate, or clip the gradient by global norm"
                .formatted(kernel.layerName(), Symptom.figure(kernel.updateRatio()), RATIO, EPOCHS);
        findings.add(new Finding(report.epoch(), "large_updates", kernel.layerName(), sentence));
      }
    }
    return findings;
  }
}
