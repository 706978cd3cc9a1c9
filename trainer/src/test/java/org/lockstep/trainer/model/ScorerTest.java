package org.lockstep.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

class ScorerTest {
  private static final int THREADS = 4;

  @Test
  void aTextGetsTheMostProbableLabel() {
    Scorer scorer = new Scorer(Models.text());
    Prediction prediction = scorer.predict("the plane was late :(");
    assertThat(prediction.outputs()).hasSize(3);
    double sum = prediction.outputs().stream().mapToDouble(Float::doubleValue).sum();
    assertThat(sum).isCloseTo(1, within(1e-6));
    int best = 0;
    for (int i = 1; i < 3; i++) {
      best = prediction.outputs().get(i) > prediction.outputs().get(best) ? i : best;
    }
    assertThat(prediction.label()).contains(scorer.model().labels().get(best));
    assertThat(scorer.predictTexts(List.of("", "the plane was late :(")))
        .hasSize(2)
        .last()
        .isEqualTo(prediction);
  }

  @Test
  void aBinaryModelGivesBothProbabilities() {
    // logit = 2·x1 − x2 + 0.5
    NetworkSpec network = NetworkSpec.of(2, List.of(), 1, Task.BINARY, 0);
    Model model =
        new Model(
            network,
            new float[] {2, -1, 0.5f},
            new VectorFeatures(2),
            List.of("no", "yes"),
            Map.of());
    Scorer scorer = new Scorer(model);
    Prediction yes = scorer.predict(new double[] {1, 0.5});
    assertThat(yes.label()).contains("yes");
    assertThat((double) yes.outputs().get(1)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
    assertThat((double) yes.outputs().get(0)).isCloseTo(1 / (1 + Math.exp(2)), within(1e-6));
    assertThat(scorer.predict(new double[] {0, 0.6}).label()).contains("no");
  }

  @Test
  void aTableRowIsFoundByItsColumnNames() {
    Scorer scorer = new Scorer(Models.table());
    Map<String, String> row =
        Map.of("age", " 10 ", "rooms", "4", "heads", "2e0", "kind", "house", "unused", "?");
    Prediction prediction = scorer.predict(row);
    assertThat(prediction.label()).isEmpty();
    assertThat(prediction.outputs()).hasSize(2);
    assertThat(scorer.predict(new double[] {10, 4, 2}, new String[] {"house"}))
        .isEqualTo(prediction);
  }

  @Test
  void aRowThatCannotBeReadNamesItsColumn() {
    Scorer scorer = new Scorer(Models.table());
    assertThatThrownBy(() -> scorer.predict(Map.of("age", "1", "rooms", "1", "kind", "flat")))
        .hasMessageContaining("column \"heads\"");
    for (String bad : List.of("x", "NaN", "Infinity", "1e999", "0x1p3", "1f", "1,5")) {
      Map<String, String> row = Map.of("age", bad, "rooms", "1", "heads", "1", "kind", "flat");
      assertThatThrownBy(() -> scorer.predict(row))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + bad + "\" (column \"age\")");
    }
    Map<String, String> blank = Map.of("age", " ", "rooms", "1", "heads", "1", "kind", "flat");
    assertThatThrownBy(() -> scorer.predict(blank)).hasMessageContaining("blank (column \"age\")");
  }

  @Test
  void aRowOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> new Scorer(Models.table()).predict("text"))
        .hasMessageContaining("TABLE. Received: TEXT");
    assertThatThrownBy(() -> new Scorer(Models.text()).predict(new double[1]))
        .hasMessageContaining("TEXT. Received: VECTOR");
  }

  @Test
  void threadsGetTheSamePredictionsAsOne() throws Exception {
    Scorer scorer = new Scorer(Models.text());
    List<String> texts = List.of("late", "great crew", "", "naïve 😀", "#joy plane plane");
    List<Prediction> expected = scorer.predictTexts(texts);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<Prediction>>> runs = new ArrayList<>();
      CyclicBarrier together = new CyclicBarrier(THREADS);
      for (int i = 0; i < THREADS; i++) {
        int first = i; // so that threads have different texts at a time
        runs.add(
            threads.submit(
                () -> {
                  together.await();
                  List<Prediction> wrong = new ArrayList<>();
                  for (int n = 0; n < 20_000; n++) {
                    int at = (first + n) % texts.size();
                    Prediction prediction = scorer.predict(texts.get(at));
                    if (!prediction.equals(expected.get(at))) {
                      wrong.add(prediction);
                    }
                  }
                  return wrong;
                }));
      }
      for (Future<List<Prediction>> run : runs) {
        assertThat(run.get()).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
