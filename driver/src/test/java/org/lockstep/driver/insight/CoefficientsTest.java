package org.lockstep.driver.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

class CoefficientsTest {
  private static final List<String> LABELS = List.of("a", "b", "c");

  @Test
  void aLinearModelsCoefficientsStandByFeatureAndOutput() {
    Model model =
        HandMade.table(HandMade.network(2, 3, Task.MULTICLASS), LABELS, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Coefficients found = Coefficients.of(model).orElseThrow();
    assertThat(found.features()).containsExactly("rooms", "age");
    assertThat(found.kernel()).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(found.bias()).containsExactly(7, 8, 9);
  }

  @Test
  void dropoutOfInputsLeavesAModelLinear() {
    NetworkSpec network = HandMade.network(2, 1, Task.REGRESSION, new DropoutSpec(0.5));
    Coefficients found =
        Coefficients.of(HandMade.table(network, List.of(), 0.5f, -0.25f, 1)).orElseThrow();
    assertThat(found.kernel()).isDeepEqualTo(new double[][] {{0.5}, {-0.25}});
    assertThat(found.bias()).containsExactly(1);
  }

  @Test
  void withoutABiasItIsZero() {
    DenseSpec output = new DenseSpec(1, new Identity(), Initializer.named("zeros"), false, 0);
    NetworkSpec network =
        new NetworkSpec(2, List.of(output), Task.REGRESSION, LossSpec.defaultFor(Task.REGRESSION));
    assertThat(Coefficients.of(HandMade.table(network, List.of(), 3, 4)).orElseThrow().bias())
        .containsExactly(0);
  }

  @Test
  void aHiddenLayerLeavesNoCoefficients() {
    NetworkSpec network = HandMade.network(2, 1, Task.REGRESSION, new DenseSpec(1, new Sigmoid()));
    assertThat(Coefficients.of(HandMade.table(network, List.of(), 1, 2, 3, 4, 5))).isEmpty();
  }
}
