package org.lockstep.driver;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.cli.Main;
import org.lockstep.driver.job.JobReader;

/** Whole searches: the same trials, scores and winner wherever and however often they are begun. */
@Timeout(240)
class SearchEndToEndTest {
  private static final String SEARCH =
      """
      search {
        space = [
          { name = rate, key = training.optimizer.learningRate, from = 1e-3, to = 0.3, scale = log }
          { name = dropout, key = "network.layers[0].rate", from = 0, to = 0.6 }
          { name = units, key = "network.layers[1].units", values = [3, 7] }
        ]
        trials = 60
        judge { type = folds, folds = 2 }
      }
      """;

  /** Columns of the tables that say when and where, not what. */
  private static final Set<String> BY_CHANCE = Set.of("seconds", "slot", "attempt");

  private static final String TIME_LEFT = "trial +[0-9]+ .*  about [0-9]+:[0-5][0-9] left";

  @TempDir private static Path folder;
  private static CommandLine lockstep;
  private static SmallJob small;
  private static Path job;

  @BeforeAll
  static void searchUndisturbed() throws IOException {
    lockstep = new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
    small = new SmallJob(folder, lockstep);
    job = small.write(SEARCH);
    assertThat(search("local[2]", "calm")).as(lockstep.errors()).isZero();
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
  }

  @Test
  void aSearchTellsOfEveryTrialAndLeavesWhatPicturesNeed() throws IOException {
    Path run = folder.resolve("calm");
    assertThat(Files.readAllLines(run.resolve("trials.csv"))).hasSize(61);
    assertThat(Files.readAllLines(run.resolve("divisions.csv"))).hasSize(121);
    List<String> curves = Files.readAllLines(run.resolve("curves.csv"));
    assertThat(curves).hasSize(17);
    assertThat(curves).as("scores of the validation rows").noneMatch(row -> row.contains(",,"));
    JsonNode found = new ObjectMapper().readTree(run.resolve("search.json").toFile());
    assertThat(found.path("trials").size()).isEqualTo(60);
    double best = found.path("best").path("macro_f1").asDouble();
    found
        .path("trials")
        .forEach(trial -> assertThat(trial.path("macro_f1").asDouble()).isLessThanOrEqualTo(best));
    assertThat(found.path("ahead_of_next").path("method").asText()).contains("Nadeau");
    assertThat(found.path("test").path("macro_f1").asDouble()).isBetween(0.0, 1.0);
    assertThat(found.path("importance").path("shares").size()).isEqualTo(3);
    assertThat(lockstep.run("none", "status", run.toString())).isZero();
    assertThat(lockstep.out()).contains("state    done");
    assertThat(run.resolve("_SUCCESS")).exists();
    assertThat(lockstep.run("local[2]", "resume", run.toString())).isZero();
    assertThat(lockstep.out()).contains("is done; nothing to do");
  }

  /** Test rows that weigh something else change the test's scores and nothing before them. */
  @Test
  void theTestRowsHaveNoSayBeforeTheEnd() throws IOException {
    List<String> weighted = new ArrayList<>();
    for (String row : Files.readAllLines(folder.resolve("rows.csv"))) {
      weighted.add(row + (weighted.isEmpty() ? ",weight" : ",1"));
    }
    Path rows = Files.write(folder.resolve("weighted.csv"), weighted);
    String[] settings = {"data.path=" + rows, "data.weight=weight", "search.trials=6"};
    assertThat(search("local[2]", "once", settings)).as(lockstep.errors()).isZero();
    List<String> mistakes = Files.readAllLines(folder.resolve("once/mistakes.csv"));
    int wrong = 0;
    for (String mistake : mistakes.subList(1, mistakes.size())) {
      assertThat(mistake).startsWith("test,");
      int record = Integer.parseInt(mistake.split(",")[3]);
      weighted.set(record, weighted.get(record).replaceFirst("1$", "9"));
      wrong++;
    }
    assertThat(wrong).isPositive();
    Files.write(rows, weighted);
    assertThat(search("local[2]", "heavy", settings)).as(lockstep.errors()).isZero();
    for (String table : List.of("trials.csv", "divisions.csv", "curves.csv")) {
      assertThat(rows("heavy", table)).as(table).isEqualTo(rows("once", table));
    }
    assertThat(small.sha256("heavy")).as("refitted").isEqualTo(small.sha256("once"));
    assertThat(testLoss("heavy")).isGreaterThan(testLoss("once"));
  }

  private static double testLoss(String run) throws IOException {
    JsonNode metrics =
        new ObjectMapper().readTree(folder.resolve(run).resolve("metrics.json").toFile());
    return metrics.path("splits").path("test").path("loss").asDouble();
  }

  @Test
  void theSlotsDoNotDecide() throws IOException {
    assertThat(search("local[1]", "alone", "search.trials=12")).as(lockstep.errors()).isZero();
    assertThat(rows("alone", "divisions.csv"))
        .isEqualTo(rows("calm", "divisions.csv").subList(0, 25));
  }

  @Test
  void aKilledExecutorCostsTheTrialsThatItRanAndNothingElse() throws Exception {
    Map<String, String> spark =
        Map.of(
            "spark.driver.host",
            "127.0.0.1",
            "spark.driver.bindAddress",
            "127.0.0.1",
            "spark.executor.extraClassPath",
            System.getProperty("java.class.path"));
    CompletableFuture<Optional<ProcessHandle>> struck =
        CompletableFuture.supplyAsync(() -> killAnExecutor(folder.resolve("struck")));
    int code = SmallJob.withSettings(spark, () -> search("local-cluster[2,1,1024]", "struck"));
    assertThat(code).as(lockstep.errors()).isZero();
    assertUndisturbed("struck");
    assertThat(struck.get()).isPresent();
    assertThat(trained("struck")).as("trials that had ended were not trained again").hasSize(120);
  }

  @Test
  void aKilledDriverGoesOnWithoutTrainingATrialTwice() throws Exception {
    Path run = folder.resolve("killed");
    Process driver =
        new ProcessBuilder(searching(run))
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "killed.out"))
            .start();
    try {
      awaitDone(run, 15);
    } finally {
      driver.destroyForcibly();
    }
    assertThat(driver.waitFor(30, TimeUnit.SECONDS)).isTrue();
    int before = done(run);
    assertThat(before).isBetween(15, 59);
    assertThat(lockstep.run("none", "status", run.toString())).isEqualTo(75);

    assertThat(lockstep.run("local[2]", "resume", run.toString())).as(lockstep.errors()).isZero();
    assertUndisturbed("killed");
    assertThat(trained("killed")).hasSize(120);
  }

  /** Ended by Ctrl-C, and given more trials when it goes on. */
  @Test
  void anInterruptedSearchTellsOfItsBestAndMayGoOnForLonger() throws Exception {
    Path run = folder.resolve("interrupted");
    List<String> words = new ArrayList<>();
    if (new File("/usr/bin/env").canExecute()) {
      // A build in the background may ignore Ctrl-C, and so would its children.
      words.addAll(List.of("/usr/bin/env", "--default-signal=INT"));
    }
    words.addAll(searching(run));
    words.addAll(List.of("--set", "search.trials=40"));
    File out = new File(folder.toFile(), "interrupted.out");
    Process driver =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out).start();
    try {
      awaitDone(run, 6);
      new ProcessBuilder("kill", "-INT", Long.toString(driver.pid())).start().waitFor();
      assertThat(driver.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      driver.destroyForcibly();
    }
    String said = Files.readString(out.toPath());
    assertThat(driver.exitValue()).as(said).isEqualTo(130);
    assertThat(done(run)).isBetween(6, 39);
    assertThat(said).contains("best so far trial ").contains(" left");
    double rate =
        JobReader.read(run.resolve("best.conf"), List.of()).training().optimizer().learningRate();
    assertThat(said.lines().filter(line -> line.startsWith("best so far")))
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .contains(" rate=" + rate + ",")
        .endsWith("(" + run.resolve("best.conf") + ")");
    String goOn = "go on with: submit/lockstep resume " + run + "\n";
    assertThat(said).contains(goOn);
    assertThat(said.substring(said.indexOf(goOn)))
        .as("after the last words")
        .doesNotContain("trial ")
        .doesNotContain("Exception");
    assertThat(lockstep.run("none", "status", run.toString())).isEqualTo(75);

    assertThat(lockstep.run("local[2]", "resume", run.toString(), "--set", "search.trials=20"))
        .as("fewer trials are another search")
        .isEqualTo(78);
    assertThat(lockstep.run("local[2]", "resume", run.toString(), "--set", "search.trials=45"))
        .as(lockstep.errors())
        .isZero();
    assertThat(rows("interrupted", "divisions.csv"))
        .isEqualTo(rows("calm", "divisions.csv").subList(0, 91));
    assertThat(ledger(run).stream().filter(line -> line.path("state").asText().equals("piece")))
        .as("each was trained once")
        .hasSize(90);
  }

  @Test
  void aNestedSearchIsJudgedOnRowsThatItHasNotSeen() throws IOException {
    String nested = "search.judge={ type = nested, folds = 2, outerFolds = 3 }";
    assertThat(search("local[2]", "nested", nested, "search.trials=3"))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out()).contains("on 3 outer folds that it had not seen");
    assertThat(lockstep.out()).containsPattern(TIME_LEFT + " on this fold");
    List<String> outer = Files.readAllLines(folder.resolve("nested/outer.csv"));
    assertThat(outer).hasSize(4);
    JsonNode found =
        new ObjectMapper().readTree(folder.resolve("nested/search.json").toFile()).path("nested");
    double sum = 0;
    for (JsonNode fold : found.path("folds")) {
      sum += fold.path("scores").path("macro_f1").asDouble();
      int number = fold.path("fold").asInt();
      assertThat(Files.readAllLines(folder.resolve("nested/outer-" + number + "/divisions.csv")))
          .hasSize(7);
    }
    assertThat(found.path("macro_f1").asDouble()).isCloseTo(sum / 3, within(1e-12));
    assertThat(found.path("deviation").asDouble()).isPositive();
    // The winner is the one of the same search without the folds around it.
    assertThat(rows("nested", "divisions.csv"))
        .isEqualTo(rows("calm", "divisions.csv").subList(0, 7));

    assertThat(search("local[1]", "nested-alone", nested, "search.trials=3")).isZero();
    assertThat(Files.readAllLines(folder.resolve("nested-alone/outer.csv"))).isEqualTo(outer);
  }

  @Test
  void trialsThatAreTrainedTogetherHaveTheBitsOfEachAlone() throws IOException {
    String space =
        """
        search.space=[
          { name = rate, key = training.optimizer.learningRate, values = [0.01, 0.02, 0.04] }
          { name = units, key = "network.layers[1].units", values = [3, 7] }
        ]
        """;
    String grid = "search.sampler=grid";
    assertThat(search("local[2]", "apart", space, grid, "search.spread.fused=1")).isZero();
    assertThat(search("local[2]", "together", space, grid)).as(lockstep.errors()).isZero();
    assertThat(rows("together", "divisions.csv")).isEqualTo(rows("apart", "divisions.csv"));
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(folder.resolve("apart/search.json").toFile()).path("fused").asInt())
        .isZero();
    assertThat(json.readTree(folder.resolve("together/search.json").toFile()).path("fused").asInt())
        .isBetween(4, 12);
  }

  @Test
  void trialsThatAreSpreadOverTheClusterHaveTheSameBits() throws IOException {
    assertThat(
            search(
                "local[2]",
                "rows",
                "search.spread.over=rows",
                "search.halving={ type = successive, minEpochs = 4, eta = 2 }",
                "search.trials=2"))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out()).contains("each trial spread over the cluster");
    assertThat(lockstep.out()).as("a rung is ahead").containsPattern(TIME_LEFT);
    List<String> ended =
        rows("rows", "divisions.csv").stream().filter(row -> row.matches("[0-9]+,8,.*")).toList();
    assertThat(ended).hasSize(2);
    assertThat(rows("calm", "divisions.csv")).containsAll(ended);
    assertThat(folder.resolve("rows/paused")).doesNotExist();
  }

  @Test
  void aTrialIsWhatTrainMakesOfItsJobFile() throws IOException {
    Path best = folder.resolve("best.conf");
    assertThat(
            search(
                "local[2]",
                "holdout",
                "search.trials=3",
                "search.judge=null",
                "search.refit=false",
                "search.width=1",
                "--best-job=" + best))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out())
        .contains("2 slots, but search.width lets 1 trainings run: some slots idle");
    String written = Files.readString(best);
    Files.delete(best);
    assertThat(
            lockstep.run(
                "none", "resume", folder.resolve("holdout").toString(), "--best-job=" + best))
        .as(lockstep.errors())
        .isZero();
    assertThat(best).content().isEqualTo(written);
    assertThat(small.train(best, "again")).as(lockstep.errors()).isZero();
    assertThat(small.sha256("again")).isEqualTo(small.sha256("holdout"));
    JsonNode found =
        new ObjectMapper().readTree(folder.resolve("holdout/search.json").toFile()).path("best");
    assertThat(found.path("macro_f1").asDouble())
        .isEqualTo(CommandLine.score(folder.resolve("again"), "validation", "macro_f1"));
    assertThat(Files.readString(folder.resolve("holdout/divisions.csv")))
        .contains("," + small.sha256("again") + ",");
  }

  @Test
  void trialsThatDivergeAreRowsWithTheirReason() throws IOException {
    String space = "search.space=[{ key = training.optimizer.learningRate, values = [%s] }]";
    assertThat(search("local[2]", "wild", space.formatted("1e38, 0.05"), "search.sampler=grid"))
        .as(lockstep.errors())
        .isZero();
    List<String> rows = Files.readAllLines(folder.resolve("wild/trials.csv"));
    assertThat(lockstep.out() + lockstep.errors()).doesNotContain("the grid has");
    assertThat(rows.get(1)).startsWith("0,failed,1.0E38,").contains("training diverged in epoch");
    assertThat(rows.get(2)).startsWith("1,done,0.05,");
    assertThat(lockstep.out()).contains("trial   0  failed: division 1: training diverged");

    assertThat(
            search(
                "local[2]",
                "cut",
                space.formatted("0.05, 0.02, 0.01"),
                "search.sampler=grid",
                "search.trials=1"))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out() + lockstep.errors())
        .contains("the grid has 3 settings, of which the first 1 are tried (search.trials)");

    assertThat(search("local[2]", "wilder", space.formatted("1e38"), "search.sampler=grid"))
        .isEqualTo(78);
    assertThat(lockstep.errors()).contains("at least one trial must end with a score");
  }

  /** Settings of the features are searched, too: each trial has the vocabulary of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sobol    | search.trials=4  | search.judge={ type = folds, folds = 2, repeats = 2 }  | 4",
        "bayesian | search.trials=24 | search.budget.patience=4                               | 2",
        "tpe      | search.trials=8  | search.judge=null                                      | 1",
        "random   | search.trials=8  | search.halving={ type = hyperband, minEpochs = 2, eta = 2 } | 2"
      })
  void everySamplerFindsTheSameOnOneSlotAndOnTwo(
      String sampler, String trials, String choice, int divisions) throws IOException {
    String space =
        """
        search.space=[
          { name = rate, key = training.optimizer.learningRate, from = 1e-3, to = 0.3, scale = log }
          { name = terms, key = features.minDocumentFrequency, values = [1, 12] }
        ]
        """;
    for (String master : List.of("local[1]", "local[2]")) {
      String run = sampler + "-" + master;
      assertThat(
              search(
                  master,
                  run,
                  space,
                  "search.sampler=" + sampler,
                  trials,
                  choice,
                  "search.width=2"))
          .as(lockstep.errors())
          .isZero();
    }
    List<String> found = rows(sampler + "-local[2]", "trials.csv");
    assertThat(found).isEqualTo(rows(sampler + "-local[1]", "trials.csv"));
    assertThat(rows(sampler + "-local[2]", "divisions.csv"))
        .isEqualTo(rows(sampler + "-local[1]", "divisions.csv"));
    int column = List.of(found.get(0).split(",", -1)).indexOf("parameters");
    assertThat(found.stream().skip(1).map(row -> row.split(",", -1)[column]).distinct())
        .as("two vocabularies")
        .hasSize(2);
    switch (sampler) {
      case "bayesian" -> assertThat(found).as("patience").hasSizeBetween(6, 24);
      case "random" -> {
        assertThat(found).anyMatch(row -> row.contains(",0,2,"));
        assertThat(found).anyMatch(row -> row.matches(".*,[0-9]+,8,.*"));
      }
      default ->
          assertThat(rows(sampler + "-local[2]", "divisions.csv"))
              .hasSize(1 + divisions * (found.size() - 1));
    }
  }

  @Test
  void trialsThatGoOnHaveTheBitsOfThoseThatWereNeverPaused() throws IOException {
    assertThat(
            search(
                "local[2]",
                "halved",
                "search.halving={ type = asha, minEpochs = 2, eta = 2 }",
                "search.trials=12"))
        .as(lockstep.errors())
        .isZero();
    assertThat(lockstep.out()).as("rungs are ahead").containsPattern(TIME_LEFT);
    List<String> whole = rows("calm", "divisions.csv");
    List<String> toTheEnd =
        rows("halved", "divisions.csv").stream().filter(row -> row.matches("[0-9]+,8,.*")).toList();
    assertThat(toTheEnd).hasSizeBetween(2, 23);
    assertThat(whole).containsAll(toTheEnd);
    assertThat(Files.readAllLines(folder.resolve("halved/rungs.csv")))
        .anyMatch(row -> row.contains(",2,4,4,"));
    assertThat(folder.resolve("halved/paused"))
        .as("states that nothing goes on from")
        .doesNotExist();
  }

  /** The command of a process of its own. */
  private static List<String> searching(Path run) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent"))
        .forEach(words::add);
    words.addAll(List.of("-Dspark.master=local[2]", "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Main.class.getName(), "search", job.toString(), "--out", run.toString()));
    return words;
  }

  private static void assertUndisturbed(String run) throws IOException {
    for (String table : List.of("trials.csv", "divisions.csv", "curves.csv")) {
      assertThat(rows(run, table)).as(table).isEqualTo(rows("calm", table));
    }
    assertThat(Files.readString(folder.resolve(run).resolve("best.conf")))
        .isEqualTo(Files.readString(folder.resolve("calm/best.conf")));
    assertThat(small.sha256(run)).isEqualTo(small.sha256("calm"));
  }

  private static int search(String master, String run, String... settings) {
    List<String> words = new ArrayList<>(List.of("search", job.toString()));
    words.addAll(List.of("--out", folder.resolve(run).toString()));
    for (String setting : settings) {
      words.addAll(setting.startsWith("-") ? List.of(setting) : List.of("--set", setting));
    }
    return lockstep.run(master, words.toArray(String[]::new));
  }

  /** A table without the columns of the clock and of places. */
  private static List<String> rows(String run, String table) throws IOException {
    List<String> rows = Files.readAllLines(folder.resolve(run).resolve(table));
    String[] columns = rows.get(0).split(",", -1);
    List<String> kept = new ArrayList<>();
    for (String row : rows) {
      String[] cells = row.split(",", -1);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns.length; i++) {
        text.append(BY_CHANCE.contains(columns[i]) ? "" : cells[i]).append(',');
      }
      kept.add(text.toString());
    }
    return kept;
  }

  /** The trainings of the ledger, each of which must stand there once. */
  private static Set<String> trained(String run) throws IOException {
    Set<String> trained = new HashSet<>();
    for (JsonNode line : ledger(folder.resolve(run))) {
      if (line.path("state").asText().equals("piece")) {
        String piece = line.path("task") + "/" + line.path("part");
        assertThat(trained.add(piece)).as(piece + " was trained once").isTrue();
      }
    }
    return trained;
  }

  private static void awaitDone(Path run, int tasks) throws IOException, InterruptedException {
    for (int i = 0; i < 6000 && done(run) < tasks; i++) {
      Thread.sleep(10);
    }
  }

  private static int done(Path run) throws IOException {
    return (int)
        ledger(run).stream().filter(line -> line.path("state").asText().equals("done")).count();
  }

  private static List<JsonNode> ledger(Path run) throws IOException {
    Path file = run.resolve("trials.jsonl");
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  /** Local clusters' executors are the only JVMs that this one starts meanwhile. */
  private static Optional<ProcessHandle> killAnExecutor(Path run) {
    try {
      awaitDone(run, 10);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      return children
          .filter(child -> child.info().command().orElse("").endsWith("java"))
          .findFirst()
          .filter(ProcessHandle::destroyForcibly);
    }
  }
}
