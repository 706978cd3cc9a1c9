package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.KernelOfWidth;
import org.lockstep.trainer.matrix.ScalarKernel;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/** The parameters after a run are a function of (data, network, training spec), to the last bit. */
class BitsTest {
  /**
   * Of every JDK, kernel, vector width and thread. A change of it is a change of the arithmetic.
   */
  private static final String PINNED =
      "0271661790b75e55fd1053bb8d8194c61cc9325a892b7580125536bdb1d2d932";

  private static final TrainingSpec TRAINING =
      SeededRows.training(4, 50, 3, EarlyStoppingSpec.none());

  private static String hash(Kernel kernel) {
    LocalWorkers workers = SeededRows.workers(TRAINING, 230, kernel);
    TrainingRun run = new TrainingRun(SeededRows.network(), TRAINING, workers, (record, p) -> {});
    return Parameters.sha256(run.fit().parameters());
  }

  @Test
  void theScalarKernelGivesThePinnedParameters() {
    assertThat(hash(new ScalarKernel())).isEqualTo(PINNED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "256", "512"})
  void everyVectorWidthGivesThePinnedParameters(String bits) {
    assertThat(hash(KernelOfWidth.load(bits))).isEqualTo(PINNED);
  }

  @Test
  void runsInManyThreadsAtOnceGiveThePinnedParameters() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<String>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        runs.add(() -> Parameters.sha256(SeededRows.fit(TRAINING, 230).parameters()));
      }
      for (Future<String> hash : threads.invokeAll(runs)) {
        assertThat(hash.get()).isEqualTo(PINNED);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anotherNumberOfWorkersGroupsTheSumsDifferently() {
    TrainingSpec three = SeededRows.training(3, 50, 3, EarlyStoppingSpec.none());
    assertThat(Parameters.sha256(SeededRows.fit(three, 230).parameters())).isNotEqualTo(PINNED);
  }
}
