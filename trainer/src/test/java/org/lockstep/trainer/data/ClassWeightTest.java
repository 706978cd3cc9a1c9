package org.lockstep.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassWeightTest {
  private static final List<String> LABELS = List.of("a", "b", "c", "d");
  private static final long[] ROWS = {5, 0, 2, 13};

  @Test
  void balancedWeightsAreScikitLearns() {
    // scikit-learn 1.2.1: compute_class_weight("balanced", classes=[0, 2, 3],
    // y=numpy.repeat([0, 2, 3], [5, 2, 13])); class 1 does not occur.
    assertThat(new ClassWeight.Balanced().factors(LABELS, ROWS))
        .containsExactly(1.3333333333333333, 1, 3.3333333333333335, 0.5128205128205128);
  }

  @Test
  void classesThatAreNotNamedKeepOne() {
    assertThat(new ClassWeight.ByLabel(Map.of("c", 2.5)).factors(LABELS, ROWS))
        .containsExactly(1, 1, 2.5, 1);
    assertThat(new ClassWeight.None().factors(LABELS, ROWS)).containsExactly(1, 1, 1, 1);
  }

  @Test
  void whatCannotBeAWeightIsRefused() {
    for (double factor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-60}) {
      assertThatThrownBy(() -> new ClassWeight.ByLabel(Map.of("a", factor)))
          .hasMessage("classWeight must be finite and > 0. Received: %s for a".formatted(factor));
    }
    assertThatThrownBy(() -> new ClassWeight.ByLabel(Map.of()))
        .hasMessageStartingWith("classWeight must name at least one label");
    assertThatThrownBy(() -> new ClassWeight.ByLabel(Map.of("e", 2.0)).factors(LABELS, ROWS))
        .hasMessage("classWeight must name labels of [a, b, c, d]. Received: e");
  }

  @Test
  void balancedLabelsWeighAsMuchWithAsWithoutTheLabel() {
    List<String> labels = List.of("a", "b", "c", "d");
    long[] having = {10, 80, 0, 100};
    assertThat(new ClassWeight.Balanced().positiveFactors(labels, having, 100))
        .containsExactly(9, 0.25, 1, 1);
    assertThat(new ClassWeight.None().positiveFactors(labels, having, 100))
        .containsExactly(1, 1, 1, 1);
    assertThat(new ClassWeight.ByLabel(Map.of("b", 3.0)).positiveFactors(labels, having, 100))
        .containsExactly(1, 3, 1, 1);
  }
}
