package org.lockstep.trainer.gradientcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.trainer.gradientcheck.passes.Gradients;
import org.lockstep.trainer.gradientcheck.passes.Sealed;
import org.lockstep.trainer.network.OutputSpec;

/**
 * Every task × loss × activation × arrangement of layers × regularizer × storage × weights: in the
 * {@link DoubleEdition} the gradient equals central differences, and in floats it equals that of
 * the double edition.
 */
class GradientCheckTest {
  private static final String DISAGREEMENTS = "gradientcheck.passes.Disagreements";
  private static final String GRADIENTS = "gradientcheck.passes.Gradients";

  @TempDir private static Path directory;
  private static DoubleEdition edition;

  @BeforeAll
  static void compile() throws IOException {
    edition = DoubleEdition.of(directory.resolve("right"), DISAGREEMENTS, UnaryOperator.identity());
  }

  @Test
  void everyGradientEqualsCentralDifferences() throws ReflectiveOperationException {
    assertThat(disagreements(edition, "")).isEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void inFloatsItIsTheSameToSixDigits() throws IOException, ReflectiveOperationException {
    DoubleEdition doubles =
        DoubleEdition.of(directory.resolve("gradients"), GRADIENTS, UnaryOperator.identity());
    Map<String, double[]> exact =
        (Map<String, double[]>) doubles.create(GRADIENTS, Supplier.class).get();
    Map<String, double[]> floats = new Gradients().get();
    assertThat(floats.keySet()).isEqualTo(exact.keySet());
    floats.forEach(
        (name, gradient) -> {
          double[] expected = exact.get(name);
          assertThat(gradient).as(name).hasSameSizeAs(expected);
          for (int i = 0; i < gradient.length; i++) {
            double bound = 2e-6 * Math.max(1, Math.abs(expected[i]));
            assertThat(gradient[i]).as(name).isCloseTo(expected[i], within(bound));
          }
        });
  }

  /** With a tanh that is too steep by a thousandth, 1 − a² is no longer its derivative. */
  @Test
  void aWrongFormulaIsFound() throws IOException, ReflectiveOperationException {
    DoubleEdition wrong =
        DoubleEdition.of(
            directory.resolve("wrong"),
            DISAGREEMENTS,
            source -> source.replace("StrictMath.tanh(x)", "1.001 * StrictMath.tanh(x)"));
    assertThat(disagreements(wrong, "Tanh[]")).hasSizeGreaterThan(100);
    assertThat(disagreements(wrong, "Elu[")).isEmpty();
  }

  @Test
  void aSourceThatDoesNotCompileIsShown() {
    assertThatThrownBy(
            () ->
                DoubleEdition.of(
                    directory.resolve("broken"),
                    DISAGREEMENTS,
                    source -> source.replace("class BackwardPass", "class BackwardPass oops")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("BackwardPass.java:");
  }

  @Test
  void aKindWithoutASampleIsRefused() {
    assertThatThrownBy(
            () -> Sealed.requireSamples(OutputSpec.class, List.of(new OutputSpec.Natural())))
        .hasMessage(
            "every OutputSpec must have a sample in the gradient check. Received: none of"
                + " [Bounded, Threshold]");
  }

  @SuppressWarnings("unchecked")
  private static List<String> disagreements(DoubleEdition edition, String partOfName)
      throws ReflectiveOperationException {
    return (List<String>) edition.create(DISAGREEMENTS, Function.class).apply(partOfName);
  }
}
