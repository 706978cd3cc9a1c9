package org.lockstep.driver.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/**
 * A timed training.
 *
 * @param sha256 of its parameters
 * @param epochs as they were heard
 * @param phases of each, where the loop counts them
 * @param wallSeconds of the whole training, launch and results included
 * @param launchSeconds until the first epoch began, as far as the caller can tell
 */
record Trial(
    String sha256,
    List<EpochRecord> epochs,
    List<PhaseSeconds> phases,
    double wallSeconds,
    double launchSeconds) {
  static final Program<float[]> FIT =
      (network, training, workers, listener, control, start) ->
          new TrainingRun(network, training, workers, listener).fit().parameters();

  static Trial of(TrainingLoop loop) {
    return of(loop, new Ears());
  }

  static Trial of(TrainingLoop loop, Ears ears) {
    long start = System.nanoTime();
    float[] parameters = loop.run(FIT, ears);
    double seconds = (System.nanoTime() - start) / 1e9;
    double launch = (ears.firstHeard - start) / 1e9 - ears.epochs.get(0).seconds();
    return new Trial(Parameters.sha256(parameters), ears.epochs, ears.phases, seconds, launch);
  }

  /** The median seconds of the epochs of the second half. */
  double epochSeconds() {
    double[] warm =
        epochs.subList(epochs.size() / 2, epochs.size()).stream()
            .mapToDouble(EpochRecord::seconds)
            .sorted()
            .toArray();
    return warm[warm.length / 2];
  }

  /** The share of the training in which no epoch ran: launch, meeting, hashes, reports, result. */
  double outsideEpochs() {
    return 1 - epochs.stream().mapToDouble(EpochRecord::seconds).sum() / wallSeconds;
  }

  /** The median of an epoch's quantity over the second half. */
  double warm(ToDoubleFunction<PhaseSeconds> quantity) {
    double[] warm =
        phases.subList(phases.size() / 2, phases.size()).stream()
            .mapToDouble(quantity)
            .sorted()
            .toArray();
    return warm[warm.length / 2];
  }

  void requireBitsOf(Trial oracle, String what) {
    if (!sha256.equals(oracle.sha256)) {
      throw new IllegalStateException(
          what + " must have the plain trainer's bits, " + oracle.sha256 + ". Received: " + sha256);
    }
  }

  static void row(String name, double value, String unit) {
    System.out.printf(
        Locale.ROOT,
        "row {\"name\": \"%s\", \"value\": %.6g, \"unit\": \"%s\"}%n",
        name,
        value,
        unit);
  }

  /** Keeps the epochs. */
  static class Ears implements RunListener {
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final List<PhaseSeconds> phases = new ArrayList<>();
    private long firstHeard;

    @Override
    public void restartBegan(int restart, int restarts) {}

    @Override
    public void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds seconds) {
      firstHeard = epochs.isEmpty() ? System.nanoTime() : firstHeard;
      epochs.add(record);
      phases.add(seconds);
    }

    @Override
    public void layersMeasured(LayerReport report, List<Finding> news) {}

    @Override
    public void warn(String sentence) {
      System.err.println(sentence);
    }
  }
}
