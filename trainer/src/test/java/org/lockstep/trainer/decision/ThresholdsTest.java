package org.lockstep.trainer.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;

class ThresholdsTest {

  @Test
  void aCutIsTheLogitOfTheThreshold() {
    Thresholds thresholds = Thresholds.of(List.of(0.5, 0.75, 1e-7, 1 / (1 + Math.exp(16))));
    assertThat(thresholds.cuts())
        .containsExactly(0, (float) Math.log(3), (float) Math.log(1e-7 / (1 - 1e-7)), -16);
  }

  @Test
  void atTheThresholdARowIsNegativeAndTheFirstOfEqualLogitsIsChosen() {
    assertThat(Decision.isPositive(0, 0)).isFalse();
    assertThat(Decision.isPositive(Float.MIN_VALUE, 0)).isTrue();
    assertThat(Decision.isPositive(Float.NaN, 0)).isFalse();
    assertThat(Decision.largest(new Matrix(new float[] {9, 1, 2, 2}, 1, 1, 3), 0)).isEqualTo(1);
  }

  @Test
  void choicesBecomeOneThresholdASigmoidOutput() {
    assertThat(new ThresholdChoice.Same(0.3).of(Task.MULTI_LABEL, 2).values())
        .containsExactly(0.3, 0.3);
    assertThat(new ThresholdChoice.Each(List.of(0.3, 0.4)).of(Task.MULTI_LABEL, 2).values())
        .containsExactly(0.3, 0.4);
    assertThat(new ThresholdChoice.Tuned().of(Task.BINARY, 1).isStandard()).isTrue();
    assertThat(ThresholdChoice.standard().of(Task.MULTICLASS, 3).values()).isEmpty();
    assertThat(ThresholdChoice.standard().of(Task.REGRESSION, 3).isStandard()).isTrue();
  }

  @Test
  void refusesWhatIsNoThreshold() {
    for (double value : new double[] {0, 1, -0.5, Double.NaN}) {
      assertThatThrownBy(() -> new ThresholdChoice.Same(value))
          .hasMessage("threshold must be > 0 and < 1. Received: " + value);
    }
    assertThatThrownBy(() -> new ThresholdChoice.Each(List.of()))
        .hasMessage("threshold must be one number a label. Received: []");
    assertThatThrownBy(() -> new ThresholdChoice.Each(List.of(0.5)).of(Task.MULTI_LABEL, 2))
        .hasMessage(
            "threshold must be one number a label, 2 in all (of two classes the second has it)."
                + " Received: [0.5]");
    assertThatThrownBy(() -> new ThresholdChoice.Each(List.of(0.5, 0.5)).of(Task.BINARY, 1))
        .hasMessageContaining("1 in all")
        .hasMessageContaining("Received: [0.5, 0.5]");
    assertThatThrownBy(() -> new ThresholdChoice.Tuned().of(Task.MULTICLASS, 2))
        .hasMessage("threshold must be 0.5 for a network without sigmoid outputs. Received: tuned");
    assertThatThrownBy(() -> new Thresholds(List.of(0.5), List.of(1.0, 1.0)))
        .hasMessage("tuned thresholds must have one score each, 1. Received: 2");
  }
}
