package org.lockstep.driver.reproduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.report.Hardware;
import org.lockstep.driver.report.Versions;
import org.lockstep.driver.run.AtomicFile;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.matrix.Kernels;

/**
 * Runs experiments into a directory: a file an experiment as soon as it is done, so that one that
 * is done is not run again, and from all files there the page, {@code figures.json} and {@code
 * figures.csv}.
 */
public final class Reproduction {
  /** The page's name in the directory. */
  public static final String PAGE = "index.html";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DONE = "done";

  private final SparkSession spark;
  private final LookUp lookUp;
  private final Path directory;
  private final int mostEpochs;
  private final Consumer<String> say;

  /**
   * @param directory is there
   * @param mostEpochs of any training; figures of fewer than an experiment wants are a trial run's
   * @param say told of what is being done, a line at a time
   */
  public Reproduction(
      SparkSession spark, LookUp lookUp, Path directory, int mostEpochs, Consumer<String> say) {
    this.spark = spark;
    this.lookUp = lookUp;
    this.directory = directory;
    this.mostEpochs = mostEpochs;
    this.say = say;
  }

  /** What may be asked for, job files aside. */
  public static List<String> words() {
    return Experiments.words();
  }

  /** Whether it is one of them, or names a job file. */
  public static boolean isKnown(String word) {
    return Experiments.of(word).isPresent();
  }

  /**
   * Runs what the words ask for, unless it is done.
   *
   * @return a line an experiment: how much of its picture is the lecture's
   * @throws org.lockstep.datasets.check.DataException if data are not there; what is done stays
   */
  public List<String> run(List<String> words) throws IOException {
    Map<String, Experiment> wanted = new LinkedHashMap<>();
    for (String word : words) {
      Experiments.of(word).orElseThrow().forEach(each -> wanted.put(each.name(), each));
      if (word.equals(Experiments.ALL) && Mnist.isThere(lookUp)) {
        wanted.put(Mnist.NAME, new Mnist());
      }
    }
    Lab lab = new Lab(spark, lookUp, directory.resolve("jobs"), mostEpochs, say);
    Files.createDirectories(directory.resolve(DONE));
    List<String> lines = new ArrayList<>();
    for (Experiment experiment : wanted.values()) {
      Optional<Outcome> before = read(file(experiment.name()));
      Outcome outcome = before.isPresent() ? before.get() : run(experiment, lab);
      lines.add(
          "%-16s %d of %d hold, %.1f s%s"
              .formatted(
                  outcome.name(),
                  outcome.claims().stream().filter(Outcome.Claim::holds).count(),
                  outcome.claims().size(),
                  outcome.seconds(),
                  before.isPresent() ? ", done before" : ""));
      outcome.claims().stream()
          .filter(claim -> !claim.holds())
          .forEach(
              claim -> lines.add("  not: " + claim.statement() + " (" + claim.measured() + ")"));
    }
    return lines;
  }

  private Outcome run(Experiment experiment, Lab lab) throws IOException {
    say.accept("experiment " + experiment.name());
    Outcome outcome = experiment.run(lab);
    AtomicFile.write(file(outcome.name()), JSON.writeValueAsString(outcome) + "\n");
    write();
    return outcome;
  }

  private Path file(String name) {
    return directory.resolve(DONE).resolve(name + ".json");
  }

  private static Optional<Outcome> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), Outcome.class));
    } catch (JsonProcessingException e) {
      throw new RunException(
          ExitCode.CANNOT_WRITE,
          "%s must be an experiment of this version: remove it, and it is run again. Received: %s"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /** The page and the tables of all that is done. */
  private void write() throws IOException {
    List<Outcome> outcomes = done();
    AtomicFile.write(directory.resolve(PAGE), ReproductionPage.of(outcomes, made()).text());
    AtomicFile.write(
        directory.resolve("figures.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(FiguresTable.tree(outcomes))
            + "\n");
    AtomicFile.write(directory.resolve("figures.csv"), FiguresTable.csv(outcomes));
  }

  /** The pictures of all that is done. */
  public List<Chart> charts() throws IOException {
    return ReproductionPage.of(done(), made()).charts();
  }

  /** In the page's order. */
  private List<Outcome> done() throws IOException {
    List<String> names = new ArrayList<>(Experiments.lecture().keySet());
    try (var files = Files.list(directory.resolve(DONE))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .filter(name -> !names.contains(name))
          .forEach(names::add);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (String name : names) {
      read(file(name)).ifPresent(outcomes::add);
    }
    return outcomes;
  }

  private static String made() {
    Map<String, Object> machine = Hardware.ofThisMachine();
    return "%s · Lockstep %s%s, Java %s · %s processors%s, %s kernel"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Versions.lockstep(),
            Versions.commit().map(commit -> " (commit " + commit + ")").orElse(""),
            System.getProperty("java.version"),
            machine.get("processors"),
            machine.containsKey("cpu") ? " of " + machine.get("cpu") : "",
            Kernels.best().name());
  }
}
