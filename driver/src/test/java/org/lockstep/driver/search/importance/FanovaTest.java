package org.lockstep.driver.search.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.search.sampler.Observation;
import org.lockstep.driver.search.sampler.SobolSampler;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Condition;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.surrogate.Forest;

class FanovaTest {
  private static final RealRange UNIT = new RealRange(0, 1, Scale.LINEAR, 5);
  private static final Space CUBE =
      Space.of(Parameter.of("a", UNIT), Parameter.of("b", UNIT), Parameter.of("c", UNIT));

  private static Importance importance(Space space, int n, ToDoubleFunction<Setting> score) {
    List<Observation> observed = new ArrayList<>();
    SobolSampler sampler = new SobolSampler(space, 2);
    for (int i = 0; i < n; i++) {
      Setting setting = sampler.propose(i, List.of(), List.of()).orElseThrow();
      observed.add(new Observation(setting, 1, score.applyAsDouble(setting)));
    }
    return Fanova.of(space, observed, 1).orElseThrow();
  }

  private static double get(Setting setting, String key) {
    return ((Number) setting.get(key).orElseThrow()).doubleValue();
  }

  /** Variances of 3a and b are 9/12 and 1/12. */
  @Test
  void aSumsSharesAreItsVariances() {
    Importance importance = importance(CUBE, 256, s -> 3 * get(s, "a") + get(s, "b"));
    assertThat(importance.shares().get("a")).isCloseTo(0.9, offset(0.05));
    assertThat(importance.shares().get("b")).isCloseTo(0.1, offset(0.05));
    assertThat(importance.shares().get("c")).isCloseTo(0, offset(0.01));
    assertThat(importance.interactions()).isLessThan(0.03);
    assertThat(importance.explained()).isGreaterThan(0.9);
  }

  /** 4(a − ½)(b − ½): alone neither does anything. */
  @Test
  void aProductAroundTheMiddleIsAllInteraction() {
    Importance importance =
        importance(CUBE, 256, s -> 4 * (get(s, "a") - 0.5) * (get(s, "b") - 0.5));
    assertThat(importance.interactions()).isGreaterThan(0.75);
  }

  @Test
  void choicesAndConditionalParametersHaveTheirShares() {
    Space space =
        Space.of(
            Parameter.of("kind", Choice.of("x", "y", "z")),
            Parameter.of("a", UNIT).when(Condition.on("kind", "y")),
            Parameter.of("b", UNIT));
    Importance importance =
        importance(
            space, 200, s -> "y".equals(s.get("kind").orElseThrow()) ? 1 + 0.5 * get(s, "a") : 0);
    assertThat(importance.shares().get("kind")).isGreaterThan(0.8);
    assertThat(importance.shares().get("a")).isBetween(0.001, 0.15);
    assertThat(importance.shares().get("b")).isLessThan(0.01);
  }

  @Test
  void ofNoiseTheForestSaysThatItKnowsNothing() {
    Importance importance =
        importance(CUBE, 200, s -> Math.floorMod(s.hashCode() * 31, 1000) / 1000.0);
    assertThat(importance.explained()).isLessThan(0.1);
  }

  /** Against sums over a fine lattice of the cube. */
  @Test
  void theVariancesOfATreeAreThoseOfItsFunction() {
    int n = 64;
    List<Setting> settings = new ArrayList<>();
    double[] y = new double[n];
    SobolSampler sampler = new SobolSampler(CUBE, 5);
    for (int i = 0; i < n; i++) {
      settings.add(sampler.propose(i, List.of(), List.of()).orElseThrow());
      double[] x = CUBE.point(settings.get(i));
      y[i] = Math.sin(5 * x[0]) + x[1] * x[2];
    }
    List<Forest.Leaf> leaves = Forest.fit(CUBE, settings, y, 3).leaves().get(0);
    int steps = 60;
    double[][] alone = new double[3][steps];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < steps; i++) {
      for (int j = 0; j < steps; j++) {
        for (int k = 0; k < steps; k++) {
          double value = at(leaves, (i + 0.5) / steps, (j + 0.5) / steps, (k + 0.5) / steps);
          alone[0][i] += value / steps / steps;
          alone[1][j] += value / steps / steps;
          alone[2][k] += value / steps / steps;
          sum += value;
          squares += value * value;
        }
      }
    }
    double cells = Math.pow(steps, 3);
    double mean = sum / cells;
    assertThat(Fanova.mean(leaves)).isCloseTo(mean, offset(0.01));
    double variance = squares / cells - mean * mean;
    assertThat(Fanova.variance(leaves, Fanova.mean(leaves))).isCloseTo(variance, offset(0.02));
    for (int side = 0; side < 3; side++) {
      double expected = 0;
      for (double a : alone[side]) {
        expected += (a - mean) * (a - mean) / steps;
      }
      assertThat(Fanova.alone(leaves, side, Fanova.mean(leaves))).isCloseTo(expected, offset(0.02));
    }
  }

  private static double at(List<Forest.Leaf> leaves, double... point) {
    for (Forest.Leaf leaf : leaves) {
      boolean inside = true;
      for (int i = 0; i < 3; i++) {
        inside &= leaf.low()[i] <= point[i] && point[i] < leaf.high()[i];
      }
      if (inside) {
        return leaf.value();
      }
    }
    throw new AssertionError("no leaf");
  }

  @Test
  void tooFewOrEqualScoresSayNothing() {
    List<Observation> observed = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Setting setting = CUBE.setting(new double[] {i / 4.0, 0, 0});
      observed.add(new Observation(setting, 1, 1));
    }
    assertThat(Fanova.of(CUBE, observed, 1)).isEmpty();
    for (int i = 0; i < 40; i++) {
      observed.add(observed.get(i % 4));
    }
    assertThat(Fanova.of(CUBE, observed, 1)).isEmpty();
  }
}
