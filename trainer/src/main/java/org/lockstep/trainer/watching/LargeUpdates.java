package org.lockstep.trainer.watching;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;

/**
 * Single steps change a kernel by more than {@value #RATIO} of its length at the ends of {@value
 * #EPOCHS} epochs in a row: the weights do not settle. About 1e-3 a step is usual (Karpathy,
 * Stanford CS231n, "Neural Networks 3: ratio of weights to updates").
 */
final class LargeUpdates implements Symptom {
  static final double RATIO = 0.1;
  static final int EPOCHS = 3;

  private final Map<String, Integer> inARow = new TreeMap<>();

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

  @Override
  public void write(ByteOutput out) throws IOException {
    out.number(inARow.size());
    for (Map.Entry<String, Integer> each : inARow.entrySet()) {
      out.text(each.getKey());
      out.number(each.getValue());
    }
  }

  @Override
  public void read(ByteInput in) throws IOException {
    inARow.clear();
    for (int left = in.count(Long.BYTES); left > 0; left--) {
      inARow.put(in.text(), in.integer());
    }
  }
}
