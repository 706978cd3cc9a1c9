package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.barrier.LockstepLoop;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.Program;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.Snapshot;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Two executors of one core, of which one is killed with {@code kill -9} in the middle of a
 * training, three times, each time after the last one's replacement has trained for a while: how
 * long until an epoch ends that had not ended before. States are handed out every 10 epochs, as
 * checkpoints are by default; what they do not hold is done again. Argument: the folder that {@code
 * corpus.py} wrote.
 */
public final class RecoveryBench {
  private static final int WORKERS = 2;
  private static final int EPOCHS = 2500;
  private static final int KILLS = 3;
  private static final int EPOCHS_BETWEEN = 100;

  private static final Program<float[]> FIT =
      (network, training, workers, listener, control, start) -> {
        TrainingRun run = new TrainingRun(network, training, workers, listener, control);
        return (start.isPresent() ? run.fit(start.get()) : run.fit()).parameters();
      };

  private RecoveryBench() {}

  public static void main(String[] arguments) throws IOException {
    Corpus corpus = Corpus.read(Path.of(arguments[0]));
    TrainingSpec training = Corpus.training(WORKERS, EPOCHS);
    SparkSession spark = LoopFixture.spark("local-cluster[2,1,1024]");
    try (ShardSet shards =
        new ShardBuilder(WORKERS, 1, WORKERS).build(corpus.rows(spark, WORKERS))) {
      LockstepLoop loop =
          new LockstepLoop(
              LoopFixture.context(spark), shards, corpus.network(), training, "bench", KILLS);
      Killer killer = new Killer();
      spark.sparkContext().addSparkListener(killer.stages);
      String bits =
          Parameters.sha256(loop.run(FIT, killer, new EveryTenEpochs(), Optional.empty()));
      String undisturbed = Trial.of(loop).sha256();
      if (!bits.equals(undisturbed)) {
        throw new IllegalStateException(
            "a training whose executors are killed must have the bits of one whose are not, "
                + undisturbed
                + ". Received: "
                + bits);
      }
      double[] seconds =
          killer.seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      if (seconds.length != KILLS) {
        throw new IllegalStateException(
            "recoveries must be %d. Received: %d".formatted(KILLS, seconds.length));
      }
      Trial.row("recovery-kill-9", seconds[KILLS / 2], "s");
    } finally {
      spark.stop();
    }
  }

  /** Kills an executor once both have trained for a hundred epochs, and looks at the clock. */
  private static final class Killer extends Trial.Ears {
    private final List<Double> seconds = new ArrayList<>();
    private final SparkListener stages =
        new SparkListener() {
          @Override
          public void onStageSubmitted(SparkListenerStageSubmitted stage) {
            if (stage.stageInfo().name().contains("Launch.java")) {
              tasks = stage.stageInfo().numTasks();
            }
          }
        };

    /** Of the barrier stage under way. */
    private volatile int tasks;

    private int kills;
    private int epochsTogether;
    private long killed;
    private boolean failed;

    @Override
    public void warn(String sentence) {
      super.warn(sentence);
      failed |= sentence.startsWith("attempt ");
    }

    @Override
    public void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds phases) {
      if (failed) { // what came before was on its way when the executor died
        seconds.add((System.nanoTime() - killed) / 1e9);
        failed = false;
      }
      epochsTogether = tasks == WORKERS ? epochsTogether + 1 : 0;
      if (kills < KILLS && epochsTogether == EPOCHS_BETWEEN) {
        kills++;
        epochsTogether = 0;
        killed = System.nanoTime();
        executor().destroyForcibly();
      }
    }

    /** One of the Java processes that the cluster of this process started. */
    private static ProcessHandle executor() {
      return ProcessHandle.current()
          .descendants()
          .filter(process -> process.info().command().orElse("").endsWith("java"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static final class EveryTenEpochs implements RunControl {
    @Override
    public Wish wish(int epoch, int step, int steps) {
      return step == steps - 1 && (epoch + 1) % 10 == 0 ? Wish.SAVE : Wish.NONE;
    }

    @Override
    public void save(Snapshot state) {
      // the loop keeps it
    }
  }
}
