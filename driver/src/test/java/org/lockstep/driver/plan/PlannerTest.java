package org.lockstep.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {

  @Test
  void smallStepsStayOnOneMachine() {
    Plan plan = Plans.tweets(spec("1,2,16"));
    assertThat(plan.oneMachine())
        .isEqualTo("one machine wins up to 16 executors, all that were asked about");
    assertThat(plan.best().cluster().executors()).isEqualTo(1);
    assertThat(plan.rows()).hasSize(3);
    assertThat(plan.rows().get(2).error().getAsDouble()).isBetween(-0.1, 0.15);
    Cluster two = new Cluster(1, 2);
    double predicted = plan.epochSecondsHere(two);
    Plan measured =
        plan.with(List.of(new Plan.MeasuredRun("local[2]", two, 1.1 * predicted, predicted)));
    assertThat(measured.runs().get(0).error()).isCloseTo(1 / 1.1 - 1, withPercentage(1e-6));
    assertThat(measured.rows()).isEqualTo(plan.rows());
  }

  /** 4,096 rows of 1 µs against 8 MB an executor and step: worth it, but not for hundreds. */
  @Test
  void largeStepsAreSharedAsLongAsItPays() {
    Arithmetic slow = new Arithmetic(1e-3, 1e-4, 0, 0, 5e-10, 1e-9, 0, 0, 0);
    Workload job = Jobs.images();
    CostModel model = new CostModel(slow, Jobs.LINK, new Noise(0.1), Jobs.LAUNCH);
    Plan plan =
        new Planner(model, job, spec("1,64,4096"))
            .plan(
                100,
                new MachineTimes(slow, new Noise(0.1), List.of()),
                Jobs.LINK,
                new Noise(0.1),
                model);
    assertThat(plan.oneMachine()).startsWith("2 executors are faster than one machine already");
    assertThat(plan.best().cluster().executors()).isBetween(30, 1000);
    assertThat(plan.rows().get(2).simulatedSeconds()).isEmpty();
    assertThat(plan.rows().get(2).error()).isEmpty();
    assertThat(plan.rows().get(1).prediction().efficiency()).isBetween(0.3, 0.5);
    assertThat(plan.batches()).hasSizeGreaterThan(3);
    assertThat(plan.batches().get(0).best().batchSize()).isEqualTo(4096);
    assertThat(plan.batches().get(3).overJob()).isGreaterThan(plan.batches().get(0).overJob());
    assertThat(plan.periods().get(2).best().period()).isEqualTo(4);
  }

  @Test
  void whereSeveralBeginAndCeaseToWinIsSaid() {
    assertThat(OneMachine.words(speedUps(1, 0.7, 0.9, 1.2, 1.1)))
        .isEqualTo("one machine wins up to 3 executors");
    assertThat(OneMachine.words(speedUps(1, 1.2, 1.3, 0.9)))
        .isEqualTo("2 executors are faster than one machine already, and again from 4 on");
    assertThat(OneMachine.words(speedUps(1))).isEqualTo("one machine is all that was asked about");
  }

  @Test
  void theSpecRefusesNoExecutors() {
    assertThatThrownBy(
            () -> new PlanSpec(List.of(), new Bandwidth(1), new Latency(0), Optional.empty(), 1, 1))
        .hasMessage("executors must name at least one number. Received: none");
  }

  private static List<Prediction> speedUps(double... speedUps) {
    return IntStream.range(0, speedUps.length)
        .mapToObj(
            i -> new Prediction(new Cluster(i + 1, 1), 4, 512, 1, 1, 0, 0, 0, 0, 1, 0, speedUps[i]))
        .toList();
  }

  private static PlanSpec spec(String executors) {
    return new PlanSpec(
        Cluster.parse(executors, 1),
        new Bandwidth(1.25e9),
        new Latency(50e-6),
        Optional.empty(),
        1,
        1);
  }
}
