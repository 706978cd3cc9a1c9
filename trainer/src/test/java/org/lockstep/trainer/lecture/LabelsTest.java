package org.lockstep.trainer.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.decision.Decision;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.Task;

/**
 * A post that may have any of three labels: each has a sigmoid and a threshold of its own, and the
 * probabilities need not add up to 1. The logits are ours.
 */
class LabelsTest {
  private static final float[] LOGITS = {2, -1, 0.3f};

  @Test
  void everyLabelHasAProbabilityOfItsOwn() {
    Matrix p = new Matrix(LOGITS.clone(), 0, 1, 3);
    loss().predictions(p, p);
    assertThat(p.data()).containsExactly(new float[] {0.8808f, 0.2689f, 0.5744f}, within(5e-5f));
    assertThat(p.get(0, 0) + p.get(0, 1) + p.get(0, 2)).isGreaterThan(1.7f);
  }

  @Test
  void everyLabelIsDecidedByItsOwnThreshold() {
    assertThat(decided(0.5, 0.5, 0.5)).containsExactly(0, 2);
    assertThat(decided(0.9, 0.25, 0.5)).containsExactly(1, 2);
    assertThat(decided(0.9, 0.5, 0.6)).isEmpty();
  }

  /** Labels 1 and 2 are right: (−ln 0.8808 − ln 0.2689 − ln(1 − 0.5744)) / 3. */
  @Test
  void theLossIsTheMeanSurpriseOfTheLabels() {
    Matrix z = new Matrix(LOGITS, 0, 1, 3);
    double value = loss().loss(z, new float[] {1, 1, 0}, new float[] {1});
    assertThat(value).isCloseTo((0.1269 + 1.3133 + 0.8544) / 3, within(5e-5));
  }

  private static Loss loss() {
    return Loss.of(Task.MULTI_LABEL, new LossSpec.CrossEntropy(0));
  }

  private static List<Integer> decided(Double... thresholds) {
    float[] cuts = Thresholds.of(List.of(thresholds)).cuts();
    return IntStream.range(0, 3)
        .filter(label -> Decision.isPositive(LOGITS[label], cuts[label]))
        .boxed()
        .toList();
  }
}
