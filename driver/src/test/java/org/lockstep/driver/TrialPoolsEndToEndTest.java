package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEnvironmentUpdate;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.datasets.source.LookUp;
import scala.jdk.javaapi.CollectionConverters;

/** Trials that are spread over the cluster run several at a time, as Spark itself tells. */
@Timeout(240)
class TrialPoolsEndToEndTest {
  private static final String POOL = "spark.scheduler.pool";
  private static final int TRIALS = 6;

  /** What the newest application told; a listener that Spark makes has no other way out. */
  private static final Queue<Event> EVENTS = new ConcurrentLinkedQueue<>();

  private static final Queue<String> MODES = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;

  /**
   * A job begins, or ends.
   *
   * @param pool empty at the end
   */
  private record Event(int job, Optional<String> pool, String words) {}

  /** Made by Spark. */
  public static final class Listener extends SparkListener {
    @Override
    public void onEnvironmentUpdate(SparkListenerEnvironmentUpdate update) {
      CollectionConverters.asJava(update.environmentDetails().apply("Spark Properties"))
          .forEach(
              pair -> {
                if (pair._1().equals("spark.scheduler.mode")) {
                  MODES.add(pair._2());
                }
              });
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      String pool = start.properties().getProperty(POOL);
      if (pool != null) {
        String words = start.properties().getProperty("spark.job.description", "");
        EVENTS.add(new Event(start.jobId(), Optional.of(pool), words));
      }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd end) {
      EVENTS.add(new Event(end.jobId(), Optional.empty(), ""));
    }
  }

  @BeforeEach
  void forget() {
    EVENTS.clear();
    MODES.clear();
  }

  @ParameterizedTest
  @CsvSource({"round, 2", "round, 3", "lockstep, 2"})
  void asManyAsAreWantedOverlapEachInAFairPoolOfItsOwn(String loop, int atOnce) throws IOException {
    CommandLine lockstep =
        new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
    Path job =
        new SmallJob(folder, lockstep)
            .write(
                """
                training.loop = %s
                search {
                  space = [{ key = training.optimizer.learningRate, from = 1e-3, to = 0.3 }]
                  trials = %d, refit = false
                  spread { over = rows, atOnce = %d }
                }
                """
                    .formatted(loop, TRIALS, atOnce));
    int code =
        SmallJob.withSettings(
            Map.of("spark.extraListeners", Listener.class.getName()),
            () -> lockstep.run("local[2]", "search", job.toString(), "--out", folder + "/run"));
    assertThat(code).as(lockstep.errors()).isZero();
    assertThat(MODES).containsOnly("FAIR");
    List<String> pools = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      pools.add("lockstep-trial-" + i);
    }
    assertThat(EVENTS.stream().flatMap(event -> event.pool().stream()).distinct())
        .containsExactlyInAnyOrderElementsOf(pools);
    for (int trial = 0; trial < TRIALS; trial++) {
      String title = "trial %d, division 1".formatted(trial);
      assertThat(EVENTS).as(title).anyMatch(event -> event.words().contains(title));
    }
    assertThat(mostPoolsAtOnce()).isEqualTo(atOnce);
  }

  /** How many pools had a job under way, when they were most. */
  private static int mostPoolsAtOnce() {
    Map<Integer, String> underWay = new HashMap<>();
    TreeSet<Integer> sizes = new TreeSet<>(Comparator.naturalOrder());
    for (Event event : EVENTS) {
      event
          .pool()
          .ifPresentOrElse(
              pool -> underWay.put(event.job(), pool), () -> underWay.remove(event.job()));
      sizes.add((int) underWay.values().stream().distinct().count());
    }
    return sizes.last();
  }
}
