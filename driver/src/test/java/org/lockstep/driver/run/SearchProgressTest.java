package org.lockstep.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.search.course.Course;
import org.lockstep.driver.search.course.Slots;
import org.lockstep.driver.search.halving.Halving;
import org.lockstep.driver.search.halving.Rungs;
import org.lockstep.driver.search.judge.Direction;
import org.lockstep.driver.search.ledger.Ledger;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.sampler.RandomSampler;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.driver.search.strategy.Task;

/** What a person sees of a search while it runs. */
class SearchProgressTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  @Test
  void theLastLineCountsAlongAndSaysWhatIsBestAndLeft() throws Exception {
    List<String> lines = search(true);
    assertThat(lines).contains("trial   1  failed: no luck  rate=" + rate(1));
    // Four trials of one epoch, of which two go on for another: six tasks.
    List<String> counts = lines.stream().filter(line -> line.contains(" done, ")).toList();
    assertThat(counts).hasSize(6);
    assertThat(counts.get(0))
        .matches(
            "1 done, 3 trainings running, 0 failed, best 0.5000 \\(trial 0\\), about 0:[0-9]+ left");
    assertThat(counts.get(1)).contains("2 done, ", ", 1 failed, best 0.5000 (trial 0), about ");
    assertThat(counts.get(5))
        .isEqualTo(
            "6 done, 0 trainings running, 1 trials left behind, 1 failed, best 0.8000 (trial 3)");
  }

  @Test
  void inAFileEachRowSaysHowMuchIsLeft() throws Exception {
    List<String> lines = search(false);
    assertThat(lines).noneMatch(line -> line.contains(" done, "));
    List<String> rows = lines.stream().filter(line -> line.startsWith("trial ")).toList();
    assertThat(rows).hasSize(6);
    assertThat(rows.subList(0, 5)).allMatch(row -> row.matches(".*  about 0:[0-9]+ left"));
    assertThat(rows.get(4)).startsWith("trial   3 ").contains("  best  about ");
    assertThat(rows.get(5)).startsWith("trial   2 ").doesNotContain("left");
  }

  @Test
  void aBudgetOfMinutesIsSaidToLetTheClusterDecide() throws Exception {
    assertThat(search(false, "search.budget.minutes=60"))
        .contains(
            "warning: with a budget of minutes the winner may depend on the cluster: a faster one"
                + " tries more");
    out.getBuffer().setLength(0);
    assertThat(search(false)).noneMatch(line -> line.contains("the winner may depend"));
  }

  private static Object rate(int trial) {
    return new RandomSampler(job().search().orElseThrow().space(), 1)
        .propose(trial, List.of(), List.of())
        .orElseThrow()
        .get("rate")
        .orElseThrow();
  }

  private static JobSpec job(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add(
        "search.space=[{ name = rate, key = training.optimizer.learningRate, from = 0.1, to = 0.2 }]");
    all.add("search.width=4");
    return JobReader.read(Path.of("..", "conf", "airline.conf"), all);
  }

  private List<String> search(boolean live, String... settings) throws Exception {
    JobSpec job = job(settings);
    SearchSpec search = job.search().orElseThrow();
    Path directory = folder.resolve("run" + settings.length + live);
    try (RunDirectory run = RunDirectory.open(directory, job, false);
        Ledger ledger = Ledger.open(directory, Map.of())) {
      Terminal terminal = new Terminal(new PrintWriter(out), live, false);
      SearchProgress progress = new SearchProgress(run, terminal, search, Direction.MAXIMIZE);
      progress.searching(4, 0, "4 trials");
      Halving halving =
          Halving.successive(new RandomSampler(search.space(), 1), 4, new Rungs(1, 2, 2));
      Slots slots = (task, part, attempt, arrivals) -> arrivals.done(piece(task, part));
      new Course(search, Direction.MAXIMIZE, halving, slots, ledger, progress).run();
    }
    return out.toString().replaceAll("\u001b\\[[?0-9]*[a-zA-Z]", "").lines().toList();
  }

  /** Trial 1 fails, the later of the others are better. */
  private static Piece piece(Task task, int part) {
    if (task.trial() == 1) {
      return Piece.failed(task.number(), part, 1, true, "no luck", "0", 0.1);
    }
    return new Piece(
        task.number(),
        part,
        1,
        true,
        Optional.empty(),
        Map.of("macro_f1", 0.5 + 0.1 * task.trial()),
        task.toEpoch(),
        task.toEpoch(),
        "",
        1,
        "",
        "0",
        0,
        2,
        new double[0][]);
  }
}
