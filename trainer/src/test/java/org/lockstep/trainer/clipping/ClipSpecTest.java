package org.lockstep.trainer.clipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Task;

class ClipSpecTest {
  /** Two weights and a bias. */
  private static final ParameterLayout THREE = layout(2);

  static Stream<ClipSpec> clips() {
    return Stream.of(new ClipByValue(0.3), new ClipByNorm(0.3), new ClipByGlobalNorm(0.3));
  }

  private static ParameterLayout layout(int inputs) {
    return new ParameterLayout(NetworkSpec.of(inputs, List.of(), 1, Task.REGRESSION, 0));
  }

  private static float[] clipped(ClipSpec clip, float... gradient) {
    clip.clip(gradient, THREE);
    return gradient;
  }

  @Test
  void cutsEachNumberAtTheLimit() {
    assertThat(clipped(new ClipByValue(2), 3, -4, 1)).containsExactly(2, -2, 1);
  }

  @Test
  void shortensEachKernelAndEachBiasToTheLimit() {
    // ‖(3, −4)‖ = 5 is halved; ‖12‖ becomes 2.5.
    assertThat(clipped(new ClipByNorm(2.5), 3, -4, 12)).containsExactly(1.5f, -2, 2.5f);
    assertThat(clipped(new ClipByNorm(5), 3, -4, 1)).containsExactly(3, -4, 1);
  }

  @Test
  void shortensTheWholeGradientToTheLimit() {
    // ‖(3, −4, 12)‖ = 13
    assertThat(clipped(new ClipByGlobalNorm(6.5), 3, -4, 12)).containsExactly(1.5f, -2, 6);
    assertThat(clipped(new ClipByGlobalNorm(13), 3, -4, 12)).containsExactly(3, -4, 12);
  }

  @Test
  void leavesTheGradientAlone() {
    assertThat(clipped(new NoClip(), 3, -4, 1e30f)).containsExactly(3, -4, 1e30f);
  }

  @ParameterizedTest
  @MethodSource("clips")
  void clipsAsPyTorch(ClipSpec clip) {
    float[] gradients = Golden.floats("optimizer.gradients");
    double[] expected = Golden.doubles("torch.clip." + clip.name());
    for (int step = 0; step < 5; step++) {
      float[] gradient = Arrays.copyOfRange(gradients, step * 7, step * 7 + 7);
      clip.clip(gradient, layout(6));
      for (int i = 0; i < 7; i++) {
        double value = expected[step * 7 + i];
        assertThat((double) gradient[i])
            .as("step %d, number %d", step + 1, i)
            .isCloseTo(value, within(4e-6 * Math.abs(value) + 1e-30));
      }
    }
  }

  /** The squares of these are beyond the floats. */
  @ParameterizedTest
  @ValueSource(floats = {1e20f, 1e30f, 1e38f})
  void shortensExplodingGradients(float huge) {
    assertThat(clipped(new ClipByGlobalNorm(1), huge, 0, 0)).containsExactly(1, 0, 0);
    assertThat(clipped(new ClipByNorm(1), huge, huge, huge))
        .containsExactly((float) Math.sqrt(0.5), (float) Math.sqrt(0.5), 1);
    assertThat(clipped(new ClipByGlobalNorm(1e300), huge, 1, 2)).containsExactly(huge, 1, 2);
  }

  @ParameterizedTest
  @MethodSource("clips")
  void aNanStaysOne(ClipSpec clip) {
    assertThat(clipped(clip, Float.NaN, 1, 1)[0]).isNaN();
  }

  @Test
  void aLengthThatIsNotFiniteLeavesSomethingThatIsNotFinite() {
    assertThat(clipped(new ClipByNorm(1), Float.POSITIVE_INFINITY, 1, 1)[0]).isNaN();
    assertThat(clipped(new ClipByGlobalNorm(1), Float.NEGATIVE_INFINITY, 1, 1)[0]).isNaN();
  }

  /** 10,007 numbers are three blocks, the last one short and of no even number of lanes. */
  @Test
  void aLongGradientGetsTheLengthOfTheLimit() {
    int inputs = 10_006;
    float[] gradient = new float[inputs + 1];
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) Math.sin(i);
      squares += (double) gradient[i] * gradient[i];
    }
    float first = gradient[1];
    new ClipByGlobalNorm(3).clip(gradient, layout(inputs));
    assertThat((double) gradient[1]).isCloseTo(first * 3 / Math.sqrt(squares), within(1e-8));
  }

  @Test
  void hasTheNamesOfTheJobFile() {
    assertThat(Stream.concat(Stream.of(new NoClip()), clips()).map(ClipSpec::name))
        .containsExactlyElementsOf(ClipSpec.names());
  }

  @Test
  void refusesALimitThatCannotWork() {
    assertThatThrownBy(() -> new ClipByValue(0))
        .hasMessage("limit must be a finite number > 0. Received: 0.0");
    assertThatThrownBy(() -> new ClipByNorm(Double.NaN)).hasMessageContaining("limit must be");
    assertThatThrownBy(() -> new ClipByGlobalNorm(-1)).hasMessageContaining("limit must be");
  }
}
