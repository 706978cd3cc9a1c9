package org.lockstep.driver.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Several trainings whose steps are timed in turn, again and again, until the time is over; of each
 * the quietest turn counts: the first ones still compile the loops, of threads that wait for each
 * other too, and what the machine does for others rarely lasts for all turns.
 */
final class StepRuns {
  private static final int TURNS = 5;

  /** A quarter of a turn's time warms it up, about as much prepares it. */
  private static final double TIMED = 0.5;

  private record Run(TrainingSpec training, int threads) {}

  private final NetworkSpec network;
  private final Shard sample;
  private final List<Run> runs = new ArrayList<>();

  StepRuns(NetworkSpec network, Shard sample) {
    this.network = network;
    this.sample = sample;
  }

  void add(TrainingSpec training, int threads) {
    runs.add(new Run(training, threads));
  }

  /**
   * The times, one a run in the order of {@link #add}: of at least one turn each, then of as many
   * as the time is for.
   */
  List<StepTimes> measure(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    double budget = TIMED * seconds / (TURNS * runs.size());
    times(runs.get(runs.size() - 1), 2 * budget); // compiles
    StepTimes[] best = new StepTimes[runs.size()];
    for (int turn = 0; turn == 0 || System.nanoTime() < end; turn++) {
      for (int i = 0; i < best.length; i++) {
        StepTimes times = times(runs.get(i), budget);
        if (best[i] == null || times.median() < best[i].median()) {
          best[i] = times;
        }
      }
    }
    return Arrays.asList(best);
  }

  private StepTimes times(Run run, double budget) {
    return StepTimes.of(network, run.training(), sample, run.threads(), budget);
  }
}
