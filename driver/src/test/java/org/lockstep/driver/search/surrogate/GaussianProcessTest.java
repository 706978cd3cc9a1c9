package org.lockstep.driver.search.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Condition;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;

/** Against scikit-learn: the expected values are made by gaussian_process.py. */
class GaussianProcessTest {
  private static final Matern KERNEL = new Matern(new double[] {0.3, 0.7, 2}, 1.3, 0.01);
  private static final Space LINE =
      Space.of(Parameter.of("x", new RealRange(0, 1, Scale.LINEAR, 5)));

  private static JsonNode golden() throws IOException {
    return new ObjectMapper()
        .readTree(
            GaussianProcessTest.class.getResourceAsStream(
                "/org/lockstep/driver/search/gaussian_process.json"));
  }

  private static double[] array(JsonNode node) {
    double[] array = new double[node.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = node.get(i).asDouble();
    }
    return array;
  }

  private static double[][] matrix(JsonNode node) {
    double[][] matrix = new double[node.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = array(node.get(i));
    }
    return matrix;
  }

  private static Posterior posterior(JsonNode golden, Matern kernel) {
    return new Posterior(
        matrix(golden.get("x")), array(golden.get("y")), Features.plain(3), kernel, 18);
  }

  @Test
  void predictionsAreThoseOfScikitLearn() throws IOException {
    JsonNode golden = golden();
    Posterior posterior = posterior(golden, KERNEL);
    double[][] points = matrix(golden.get("points"));
    for (int i = 0; i < points.length; i++) {
      Prediction prediction = posterior.at(points[i]);
      assertThat(prediction.mean()).isCloseTo(golden.get("mean").get(i).asDouble(), offset(1e-9));
      assertThat(prediction.deviation())
          .isCloseTo(golden.get("deviation").get(i).asDouble(), offset(1e-8));
    }
  }

  @Test
  void marginalLikelihoodAndGradientAreThoseOfScikitLearn() throws IOException {
    JsonNode golden = golden();
    Posterior posterior = posterior(golden, KERNEL);
    assertThat(posterior.logLikelihood())
        .isCloseTo(golden.get("logLikelihood").asDouble(), offset(1e-9));
    double[] gradient = array(golden.get("gradient"));
    for (int i = 0; i < gradient.length; i++) {
      assertThat(posterior.gradient()[i]).isCloseTo(gradient[i], offset(1e-8));
    }
  }

  /** scikit-learn starts L-BFGS 21 times; three starts of Rprop come as high within 0.05. */
  @Test
  void theFittedKernelIsAsLikelyAsThatOfScikitLearn() throws IOException {
    JsonNode golden = golden();
    Matern kernel =
        KernelFit.fit(
            matrix(golden.get("x")), array(golden.get("y")), Features.plain(3), new KernelPrior(0));
    assertThat(posterior(golden, kernel).logLikelihood())
        .isGreaterThan(golden.get("fittedLogLikelihood").asDouble() - 0.05);
  }

  @Test
  void thePriorsSlopeIsItsDerivative() {
    double[] at = {0.3, -1, 0.7, -2};
    for (int j = 0; j < at.length; j++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[j] += 1e-5;
      down[j] -= 1e-5;
      double slope = (KernelPrior.STANDARD.log(up) - KernelPrior.STANDARD.log(down)) / 2e-5;
      assertThat(KernelPrior.STANDARD.slope(at, j)).isCloseTo(slope, offset(1e-8));
    }
  }

  @Test
  void theUselessParameterHasTheLongestScale() throws IOException {
    JsonNode golden = golden();
    double[] lengths =
        KernelFit.fit(
                matrix(golden.get("x")),
                array(golden.get("y")),
                Features.plain(3),
                KernelPrior.STANDARD)
            .lengths();
    assertThat(lengths[2]).isGreaterThan(3 * Math.max(lengths[0], lengths[1]));
  }

  private static Setting at(double x) {
    return LINE.setting(new double[] {x});
  }

  @Test
  void predictionsAreInUnitsOfTheScores() {
    List<Setting> settings = new ArrayList<>();
    double[] scores = new double[12];
    for (int i = 0; i < 12; i++) {
      settings.add(at(i / 11.0));
      scores[i] = 1000 + 50 * Math.sin(i / 2.0);
    }
    GaussianProcess model = GaussianProcess.fit(new Features(LINE), settings, scores);
    assertThat(model.at(settings.get(5)).mean()).isCloseTo(scores[5], offset(1.0));
    assertThat(model.at(at(5.5 / 11)).mean()).isCloseTo(1000 + 50 * Math.sin(2.75), offset(2.0));
  }

  @Test
  void aPendingSettingLeavesTheMeanAndTakesTheDoubtAway() {
    List<Setting> settings = List.of(at(0), at(0.2), at(0.4), at(1));
    GaussianProcess model =
        GaussianProcess.fit(new Features(LINE), settings, new double[] {0, 1, 0, 0.5});
    GaussianProcess believing = model.believing(List.of(at(0.7)));
    assertThat(believing.at(at(0.7)).mean()).isCloseTo(model.at(at(0.7)).mean(), offset(1e-3));
    assertThat(believing.at(at(0.7)).deviation()).isLessThan(model.at(at(0.7)).deviation() / 2);
  }

  @Test
  void equalScoresAreNoTrouble() {
    List<Setting> settings = List.of(at(0), at(0), at(1), at(1));
    GaussianProcess model = GaussianProcess.fit(new Features(LINE), settings, new double[4]);
    assertThat(model.at(at(0.5)).mean()).isZero();
    assertThat(model.at(at(0.5)).deviation()).isPositive().isFinite();
  }

  @Test
  void choicesAreOneHotAndWhatDoesNotCountIsInTheMiddle() {
    Space space =
        Space.of(
            Parameter.of("kind", Choice.of("a", "b", "c")),
            Parameter.of("x", new RealRange(0, 1, Scale.LINEAR, 5)).when(Condition.on("kind", "b")),
            Parameter.of("y", Choice.of(1, 2)).when(Condition.on("kind", "b")));
    Features features = new Features(space);
    double hot = Math.sqrt(0.5);
    assertThat(features.of(space.setting(new double[] {0, 0.25, 0})))
        .containsExactly(hot, 0, 0, 0.5, 0, 0);
    assertThat(features.of(space.setting(new double[] {0.5, 0.25, 0.9})))
        .containsExactly(0, hot, 0, 0.25, 0, hot);
    assertThat(features.parameters()).containsExactly(0, 0, 0, 1, 2, 2);
  }
}
