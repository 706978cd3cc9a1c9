package org.lockstep.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.metric.ClassScores;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;

class EpochWarningsTest {
  private static List<Finding> of(double[] train, double[] validation) {
    List<EpochRecord> epochs = new ArrayList<>();
    for (int i = 0; i < train.length; i++) {
      epochs.add(
          new EpochRecord(
              i + 1,
              0.1,
              0.1,
              train[i],
              validation[i],
              scores(train[i]),
              scores(validation[i]),
              false));
    }
    return EpochWarnings.of(epochs);
  }

  private static Scores scores(double loss) {
    return new Scores(6, loss, Map.of(), Optional.empty(), List.of());
  }

  @Test
  void overFittingIsSaidOnceWithItsEpoch() {
    List<Finding> found =
        of(new double[] {1, 0.8, 0.6, 0.5, 0.4, 0.3}, new double[] {1, 0.9, 0.95, 1, 1.1, 1.2});
    assertThat(found)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo("over_fitting");
              assertThat(finding.epoch()).isEqualTo(5);
              assertThat(finding.sentence())
                  .startsWith(
                      "over-fitting since epoch 2: the validation loss rose from 0.9000 to 1.1000"
                          + " while the training loss fell from 0.8000 to 0.4000. Try dropout");
            });
  }

  @Test
  void aPlateauAndNoiseAreNoOverFitting() {
    assertThat(of(new double[] {1, 0.8, 0.7, 0.6, 0.5}, new double[] {1, 0.9, 0.91, 0.905, 0.915}))
        .isEmpty();
    assertThat(of(new double[] {1, 1, 1, 1, 1}, new double[] {1, 1.1, 1.2, 1.3, 1.4})).isEmpty();
  }

  @Test
  void aLossThatRisesFarIsDiverging() {
    assertThat(of(new double[] {1, 2, 3, 4, 9}, new double[] {9, 8, 7, 6, 5}))
        .singleElement()
        .satisfies(finding -> assertThat(finding.kind()).isEqualTo("diverging"));
  }

  private static List<Finding> plateau(double fall, long[][] confusion, double r2) {
    boolean classes = confusion.length > 0;
    List<EpochRecord> epochs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Scores scores =
          new Scores(
              10,
              1 - i * fall,
              classes
                  ? Map.of("accuracy", (confusion[0][0] + confusion[1][1]) / 10.0)
                  : Map.of("r2", r2),
              classes ? Optional.of(confusion) : Optional.empty(),
              classes
                  ? List.of(new ClassScores(1, 1, 1, 6), new ClassScores(0, 0, 0, 4))
                  : List.of());
      epochs.add(new EpochRecord(i + 1, 0.1, 0.1, 1, 1, scores, scores(Double.NaN), false));
    }
    return EpochWarnings.of(epochs);
  }

  @Test
  void aLossThatStandsStillAtAConstantAnswerIsAPlateau() {
    long[][] constant = {{6, 0}, {4, 0}};
    assertThat(plateau(0.001, constant, 0))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo("plateau");
              assertThat(finding.epoch()).isEqualTo(6);
              assertThat(finding.sentence())
                  .startsWith("a plateau: for 5 epochs the training loss has stayed at 0.9950")
                  .contains("the most frequent class", "Try another activation", "initializer");
            });
    assertThat(plateau(0.001, new long[0][], 0.001))
        .singleElement()
        .satisfies(finding -> assertThat(finding.sentence()).contains("no better than the mean"));
  }

  @Test
  void whatStillLearnsOrHasLearnedIsNoPlateau() {
    assertThat(plateau(0.05, new long[][] {{6, 0}, {4, 0}}, 0)).isEmpty();
    assertThat(plateau(0, new long[][] {{6, 0}, {1, 3}}, 0)).isEmpty();
    assertThat(plateau(0, new long[0][], 0.3)).isEmpty();
  }

  @Test
  void aClassThatIsNeverPredictedIsNamed() {
    Scores scores =
        new Scores(
            6,
            1,
            Map.of(),
            Optional.of(new long[][] {{4, 0, 0}, {2, 0, 0}, {0, 0, 0}}),
            List.of(
                new ClassScores(0.7, 1, 0.8, 4),
                new ClassScores(0, 0, 0, 2),
                new ClassScores(0, 0, 0, 0)));
    assertThat(EpochWarnings.neverPredicted(scores, List.of("a", "b", "c"), 3))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.sentence())
                    .startsWith("\"b\" is never predicted, though 2 rows are of it."));
  }
}
