package org.lockstep.driver.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Condition;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;

class SamplersTest {
  private static final Space PLANE =
      Space.of(
          Parameter.of("x", new RealRange(0, 1, Scale.LINEAR, 5)),
          Parameter.of("y", new RealRange(0, 1, Scale.LINEAR, 5)));

  private enum Model {
    GAUSSIAN_PROCESS,
    TREE_PARZEN;

    Sampler of(Space space, long seed) {
      return this == GAUSSIAN_PROCESS
          ? new GaussianProcessSampler(space, seed)
          : new ParzenSampler(space, seed);
    }
  }

  private static Setting at(double x, double y) {
    return PLANE.setting(new double[] {x, y});
  }

  private static double distance(Setting a, Setting b) {
    double[] p = PLANE.point(a);
    double[] q = PLANE.point(b);
    return Math.hypot(p[0] - q[0], p[1] - q[1]);
  }

  /** −(x − 0.8)² − (y − 0.3)², on a 5 × 5 grid. */
  private static List<Observation> bowl(int epochs) {
    List<Observation> observed = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      double x = i / 5 / 4.0;
      double y = i % 5 / 4.0;
      double score = -(x - 0.8) * (x - 0.8) - (y - 0.3) * (y - 0.3);
      observed.add(new Observation(at(x, y), epochs, score));
    }
    return observed;
  }

  /** ln(z·Φ(z) + φ(z)) with 60 digits (mpmath). */
  @ParameterizedTest
  @CsvSource({
    "2, 0.697383545788228312",
    "0, -0.918938533204672742",
    "-1, -2.48512102571264134",
    "-5.9, -21.9526684815297294",
    "-6.1, -23.2146407229620046",
    "-20, -206.917838509425098",
    "-300, -45012.3265368145542"
  })
  void expectedImprovementHasItsDigitsFarAwayToo(double z, double expected) {
    assertThat(ExpectedImprovement.logH(z)).isCloseTo(expected, withPercentage(1e-4));
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void aModelGoesWhereTheScoresAreHigh(Model model) {
    double sum = 0;
    for (int trial = 30; trial < 40; trial++) {
      Setting next = model.of(PLANE, 1).propose(trial, bowl(1), List.of()).orElseThrow();
      sum += distance(next, at(0.8, 0.3)) / 10;
    }
    assertThat(sum).isLessThan(model == Model.GAUSSIAN_PROCESS ? 0.05 : 0.25);
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void aModelLearnsFromTheLargestBudgetWithEnoughScores(Model model) {
    List<Observation> observed = new ArrayList<>();
    for (Observation o : bowl(1)) {
      Setting mirrored = at(1 - PLANE.point(o.setting())[0], 1 - PLANE.point(o.setting())[1]);
      observed.add(new Observation(mirrored, 1, o.score()));
    }
    observed.addAll(bowl(9).subList(0, 3));
    Setting early = model.of(PLANE, 1).propose(30, observed, List.of()).orElseThrow();
    assertThat(distance(early, at(0.2, 0.7))).isLessThan(0.3);
    observed.addAll(bowl(9).subList(3, 25));
    Setting late = model.of(PLANE, 1).propose(30, observed, List.of()).orElseThrow();
    assertThat(distance(late, at(0.8, 0.3))).isLessThan(0.3);
  }

  @Test
  void aBatchDoesNotCrowdTogether() {
    Sampler sampler = new GaussianProcessSampler(PLANE, 1);
    List<Observation> nine =
        bowl(1).stream()
            .filter(o -> PLANE.point(o.setting())[0] * 2 % 1 == 0)
            .filter(o -> PLANE.point(o.setting())[1] * 2 % 1 == 0)
            .toList();
    Setting alone = sampler.propose(30, nine, List.of()).orElseThrow();
    List<Setting> pending = new ArrayList<>(List.of(alone));
    for (int trial = 31; trial < 35; trial++) {
      assertThat(distance(sampler.propose(trial, nine, List.of()).orElseThrow(), alone))
          .isLessThan(0.05);
      Setting next = sampler.propose(trial, nine, pending).orElseThrow();
      pending.forEach(other -> assertThat(distance(next, other)).isGreaterThan(0.03));
      pending.add(next);
    }
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void whereTrialsFailAModelDoesNotGo(Model model) {
    List<Observation> observed = new ArrayList<>();
    for (Observation o : bowl(1)) {
      boolean fails = PLANE.point(o.setting())[0] > 0.6;
      observed.add(new Observation(o.setting(), 1, fails ? Double.NaN : o.score()));
    }
    for (int trial = 30; trial < 35; trial++) {
      Setting next = model.of(PLANE, 1).propose(trial, observed, List.of()).orElseThrow();
      assertThat(PLANE.point(next)[0]).isLessThan(0.75);
    }
    List<Observation> allFailed =
        bowl(1).stream().map(o -> new Observation(o.setting(), 1, Double.NaN)).toList();
    assertThat(model.of(PLANE, 1).propose(30, allFailed, List.of())).isPresent();
  }

  /** The better kind is b, and of b a small x; of a, x does not count. */
  @ParameterizedTest
  @EnumSource(Model.class)
  void conditionalParametersAreLearnedWhereTheyCount(Model model) {
    Space space =
        Space.of(
            Parameter.of("kind", Choice.of("a", "b", "c")),
            Parameter.of("x", new RealRange(0, 1, Scale.LINEAR, 5))
                .when(Condition.on("kind", "b")));
    List<Observation> observed = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Setting setting = new SobolSampler(space, 4).propose(i, List.of(), List.of()).orElseThrow();
      double x = (double) setting.get("x").orElse(1.0);
      observed.add(new Observation(setting, 1, "b".equals(setting.get("kind").get()) ? 1 - x : 0));
    }
    int good = 0;
    for (int trial = 30; trial < 40; trial++) {
      Setting next = model.of(space, 1).propose(trial, observed, List.of()).orElseThrow();
      good += (double) next.get("x").orElse(1.0) < 0.3 ? 1 : 0;
    }
    assertThat(good).isGreaterThanOrEqualTo(8);
  }

  @Test
  void aSmallSpaceIsDrawnWithoutRepetitionUntilItIsUsedUp() {
    Space space =
        Space.of(Parameter.of("a", Choice.of(1, 2, 3)), Parameter.of("b", Choice.of(1, 2, 3)));
    for (Sampler sampler : List.of(new RandomSampler(space, 1), new SobolSampler(space, 1))) {
      List<Observation> observed = new ArrayList<>();
      List<Setting> pending = new ArrayList<>();
      for (int trial = 0; trial < 9; trial++) {
        Setting next = sampler.propose(trial, observed, pending).orElseThrow();
        assertThat(pending).doesNotContain(next);
        assertThat(observed).extracting(Observation::setting).doesNotContain(next);
        pending.add(next);
        if (trial % 3 == 0) {
          observed.add(new Observation(pending.remove(0), 1, 0));
        }
      }
      assertThat(sampler.propose(9, observed, pending)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void aSmallSpaceIsNotTriedTwiceWhileThereIsMore(Model model) {
    Space space =
        Space.of(Parameter.of("a", Choice.of(1, 2, 3)), Parameter.of("b", Choice.of(1, 2, 3)));
    List<Observation> observed = new ArrayList<>();
    for (int trial = 0; trial < 4; trial++) {
      Setting setting = space.setting(new double[] {trial / 3 / 3.0, trial % 3 / 3.0});
      observed.add(new Observation(setting, 1, trial));
    }
    for (int trial = 4; trial < 9; trial++) {
      Setting next = model.of(space, 1).propose(trial, observed, List.of()).orElseThrow();
      assertThat(observed).extracting(Observation::setting).doesNotContain(next);
      observed.add(new Observation(next, 1, trial % 4));
    }
    assertThat(model.of(space, 1).propose(9, observed, List.of())).isEmpty();
  }
}
