package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.lockstep.driver.checkpoint.Checkpoint;
import org.lockstep.driver.checkpoint.CheckpointStore;
import org.lockstep.driver.checkpoint.Saving;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.JobWriter;
import org.lockstep.driver.report.WeightsFile;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Progress;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EpochRecord;

/** A run's checkpoints: the one it goes on from, and those that it writes. */
final class Checkpoints implements AutoCloseable {
  /** Spark gives all shutdown hooks together 30 seconds. */
  private static final long STOP_MILLIS = 20_000;

  private static final String MORE_EPOCHS =
      "with more epochs, restarts that ended with their last one have further to go, and of these"
          + " only the best one's result is kept";

  private final RunDirectory run;
  private final JobSpec job;
  private final Progress progress;
  private final CheckpointStore store;
  private final Optional<TrainingState> start;
  private WeightsFile weights;
  private final Saving saving;

  /**
   * Looks for the checkpoint to go on from, and lets interruptions of the run be saved.
   *
   * @param features the fitted pipeline as a card
   * @param parameters of the network that these data give
   * @throws RunException (73) if a new run's directory of checkpoints has some already; (65) if the
   *     data are not those of the checkpoint, unless that was forced, or give another network
   */
  Checkpoints(
      RunDirectory run,
      JobSpec job,
      String features,
      Map<String, String> fingerprints,
      int parameters,
      Progress progress,
      Configuration hadoop)
      throws IOException {
    this.run = run;
    this.job = job;
    this.progress = progress;
    this.store = CheckpointStore.open(run.checkpoints(job), job.checkpoint().keepLast(), hadoop);
    Optional<Checkpoint> newest =
        run.resumed() ? store.newest(progress::warn) : Optional.<Checkpoint>empty();
    if (!run.resumed() && !store.isEmpty()) {
      throw new RunException(
          ExitCode.CANNOT_WRITE,
          "training.checkpoint.directory must have no checkpoints of another run. Received: "
              + run.checkpoints(job));
    }
    newest.ifPresent(checkpoint -> requireSameData(checkpoint, fingerprints, progress));
    newest.ifPresent(checkpoint -> requireSameNetwork(checkpoint.state(), parameters));
    boolean anew = newest.map(Checkpoint::state).filter(this::cutShort).isPresent();
    this.start = newest.map(Checkpoint::state).filter(state -> !anew);
    if (run.resumed()) {
      progress.goingOn(start, anew ? MORE_EPOCHS : "there is no checkpoint that is whole");
    }
    String text = JobWriter.text(job);
    Function<TrainingState, Checkpoint> checkpoints =
        state -> {
          spread(state);
          boolean best = !state.history().isEmpty() && last(state).best();
          return new Checkpoint(text, features, fingerprints, best, state);
        };
    this.saving = new Saving(job.checkpoint(), store, checkpoints, progress::warn);
    run.beforeStop(Optional.of(this::stop));
  }

  /**
   * From now on each checkpoint's weights are told, too.
   *
   * @param first the parameters before the first step, of a run that begins
   */
  void follow(NetworkSpec network, Supplier<float[]> first) throws IOException {
    weights = new WeightsFile(run.path(), network);
    if (start.isEmpty()) {
      weights.append(1, 0, first.get());
    }
  }

  /** In the thread that writes checkpoints; most are of the last step of an epoch under way. */
  private void spread(TrainingState state) {
    int epoch = state.epochs() + (state.part().step() > 0 ? 1 : 0);
    try {
      weights.append(state.restarts().number(), epoch, state.parameters());
    } catch (IOException e) { // a checkpoint is worth more than its picture
      progress.warn(WeightsFile.NAME + " was not written: " + e.getMessage());
    }
  }

  private static EpochRecord last(TrainingState state) {
    return state.history().get(state.history().size() - 1);
  }

  /** What is handed to the loop. */
  Saving saving() {
    return saving;
  }

  /** Nothing if the training starts at its beginning. */
  Optional<TrainingState> start() {
    return start;
  }

  private void requireSameData(Checkpoint checkpoint, Map<String, String> here, Progress progress) {
    TreeSet<String> stages = new TreeSet<>(checkpoint.fingerprints().keySet());
    stages.addAll(here.keySet());
    String changes =
        stages.stream()
            .filter(
                stage ->
                    !checkpoint
                        .fingerprints()
                        .getOrDefault(stage, "none")
                        .equals(here.getOrDefault(stage, "none")))
            .map(
                stage ->
                    "%s is %s there, %s here"
                        .formatted(
                            stage,
                            checkpoint.fingerprints().getOrDefault(stage, "none"),
                            here.getOrDefault(stage, "none")))
            .collect(Collectors.joining("; "));
    if (changes.isEmpty()) {
      return;
    }
    if (run.forced()) {
      progress.warn("the data are not those of the checkpoint: " + changes);
      return;
    }
    throw new RunException(
        ExitCode.BAD_DATA,
        "the data must be those of the checkpoint in "
            + run.checkpoints(job)
            + " (--force goes on all the same). Received: "
            + changes);
  }

  /** Other data may have other features or labels, for which its weights are none. */
  private void requireSameNetwork(TrainingState state, int parameters) {
    if (state.parameters().length != parameters) {
      throw new RunException(
          ExitCode.BAD_DATA,
          "the data and the job must give the network of the checkpoint in %s, with %,d parameters; --force does not help. Received: %,d parameters"
              .formatted(run.checkpoints(job), state.parameters().length, parameters));
    }
  }

  /** Whether a restart that is over would have gone on with the epochs that there are now. */
  private boolean cutShort(TrainingState state) {
    return state.restarts().finished().stream()
        .anyMatch(
            restart ->
                restart.stopReason().startsWith("all ")
                    && restart.epochs() < job.training().epochs());
  }

  private void stop() {
    try {
      saving.stop(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for what is being written. */
  @Override
  public void close() throws IOException {
    run.beforeStop(Optional.empty());
    saving.close();
    store.close();
  }
}
