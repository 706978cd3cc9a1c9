package org.lockstep.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.data.StreamSpec;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.ScheduleSpec;
import org.lockstep.trainer.watching.Watching;

class ShippedJobsTest {
  /** One of every type, no setting at its default. */
  private static final List<String> SCHEDULES =
      List.of(
          "{type = constant, warmupSteps = 7}",
          "{type = step, rate = 0.5, decaySteps = 7, warmupSteps = 0}",
          "{type = piecewise, boundaries = [3, 5000000000], factors = [0.5, 0.25, 0.125],"
              + " warmupSteps = 0}",
          "{type = exponential, rate = 0.5, decaySteps = 7, warmupSteps = 9}",
          "{type = inverse_time, rate = 0.5, decaySteps = 7, warmupSteps = 0}",
          "{type = polynomial, totalSteps = 70, minimum = 0.1, power = 2.5, warmupSteps = 0}",
          "{type = cosine, totalSteps = 70, minimum = 0.1, warmupSteps = 5}",
          "{type = cosine_restarts, firstSteps = 70, lengthFactor = 1.5, peakFactor = 0.5,"
              + " minimum = 0.1, warmupSteps = 0}",
          "{type = one_cycle, totalSteps = 70, riseShare = 0.5, startDivisor = 2.5,"
              + " endDivisor = 100.5, warmupSteps = 0}",
          "{type = reduce_on_plateau, factor = 0.5, patience = 3, minDelta = 0.5, cooldown = 2,"
              + " minimum = 0.25, warmupSteps = 0}");

  @TempDir private Path folder;

  static Stream<Path> shipped() {
    return JobFiles.shipped().stream();
  }

  @Test
  void thereIsAJobForEveryDataSet() {
    assertThat(shipped().map(file -> file.getFileName().toString()))
        .containsExactly(
            "airline-best-search.conf",
            "airline-best.conf",
            "airline.conf",
            "autoencoder.conf",
            "digits.conf",
            "hashed.conf",
            "housing.conf",
            "imdb-best-search.conf",
            "imdb-best.conf",
            "imdb.conf",
            "quickstart.conf",
            "reasons.conf",
            "search-quickstart.conf",
            "search.conf",
            "sweep-averaging.conf",
            "sweep-dropout.conf",
            "sweep-penalty.conf");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void isReadAndPinsFourWorkers(Path file) {
    JobSpec job = JobReader.read(file, List.of());
    assertThat(job.training().workers()).isEqualTo(4);
    assertThat(Path.of(job.name() + ".conf")).isEqualTo(file.getFileName());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void isEqualAfterBeingWrittenResolvedAndReadAgain(Path file) throws IOException {
    JobSpec job = JobReader.read(file, List.of());
    Path written = JobFiles.write(folder, JobWriter.text(job));
    JobSpec again = JobReader.read(written, List.of());
    assertThat(again).isEqualTo(job);
    assertThat(JobWriter.text(again)).isEqualTo(JobWriter.text(job));
  }

  @Test
  void oddChoicesSurviveBeingWrittenAndReadAgain() throws IOException {
    List<String> overrides =
        List.of(
            "title=\"a \\\"quoted\\\" title\\n\u00fc\"",
            "data.path=\"odd # path $ {x}.csv\"",
            "training.seed=-9223372036854775808",
            "training.optimizer={type = momentum, learningRate = 1e-7, nesterov = true}",
            "training.schedule={type = exponential, rate = 0.5, decaySteps = 10}",
            "training.earlyStopping=null",
            "training.loop=round",
            "training.restarts=3",
            "training.watch=step",
            "training.stream={blockRows = 7, directory = \"hdfs://x/y\"}",
            "network.loss={type = cross_entropy, labelSmoothing = 0.1}",
            "training.classWeight={\"very bad\" = 2, \"a.b \\\"c\\\"\" = 0.5}",
            "features.stopWords=english",
            "features.tokens=[emoticons, words]",
            "features.minDocumentFrequency=0.001",
            "features.maxDocumentFrequency=500",
            "features.wordNgrams=[0, 0]",
            "features.charNgrams=[2, 5]",
            "data.maxRejected=3.5%",
            "data.labels=[]",
            "network.layers=[{rate = 0.1, type = dropout}, {units = 3, bias = false},"
                + " {units = 3, activation = gelu}, {units = 2, activation = elu},"
                + " {units = 4, activation = { type = leaky_relu, slope = 0.3 }},"
                + " {units = 4, initializer = { type = normal, standardDeviation = 0.3 }},"
                + " {units = 4, l1 = 0.1, l2 = 0.2, maxNorm = 3, regularizeBias = true}]",
            "network.output={initializer = { type = normal, standardDeviation = 0.2 }, bias = false,"
                + " l1 = 0.3, l2 = 0.4, maxNorm = 5, regularizeBias = true}");
    JobSpec job = JobReader.read(JobFiles.CONF.resolve("airline.conf"), overrides);
    Path written = JobFiles.write(folder, JobWriter.text(job));
    assertThat(JobReader.read(written, List.of())).isEqualTo(job);
    assertThat(job.data().maxRejected()).isEqualTo(0.035);
    assertThat(job.network().layer().regularizer())
        .isEqualTo(new RegularizerSpec(0.3, 0.4, 5, true));
    assertThat(job.network().spec(5, Outcome.CLASS, 3, List.of()).dense().get(6))
        .isEqualTo(
            new DenseSpec(
                3,
                new Identity(),
                Initializer.named("normal").with(Map.of("standardDeviation", 0.2)),
                false,
                new RegularizerSpec(0.3, 0.4, 5, true)));
    assertThat(job.training().earlyStopping().enabled()).isFalse();
    assertThat(job.training().restarts()).isEqualTo(3);
    assertThat(job.training().watch()).isEqualTo(Watching.STEP);
    assertThat(job.stream().orElseThrow())
        .isEqualTo(new StreamChoice(new StreamSpec(7, 16), "hdfs://x/y"));
    assertThat(job.training().seed()).isEqualTo(Long.MIN_VALUE);
    assertThat(job.classWeight())
        .isEqualTo(new ClassWeight.ByLabel(Map.of("very bad", 2.0, "a.b \"c\"", 0.5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type = sgd, learningRate = 0.5}",
        "{type = adagrad, learningRate = 0.5, initialAccumulator = 0, epsilon = 1e-3}",
        "{type = rmsprop, learningRate = 0.5, rho = 0.8, momentum = 0.1, epsilon = 1e-3,"
            + " centered = true}",
        "{type = adadelta, learningRate = 0.5, rho = 0.8, epsilon = 1e-3}",
        "{type = adam, learningRate = 0.5, beta1 = 0.8, beta2 = 0.7, epsilon = 1e-3}",
        "{type = adamw, learningRate = 0.5, beta1 = 0.8, beta2 = 0.7, epsilon = 1e-3,"
            + " weightDecay = 0.1}",
        "{type = amsgrad, learningRate = 0.5, beta1 = 0.8, beta2 = 0.7, epsilon = 1e-3}",
        "{type = nadam, learningRate = 0.5, beta1 = 0.8, beta2 = 0.7, epsilon = 1e-3,"
            + " momentumDecay = 1}",
        "{type = adamax, learningRate = 0.5, beta1 = 0.8, beta2 = 0.7, epsilon = 1e-3}",
        "{type = lion, learningRate = 0.5, beta1 = 0.8, beta2 = 0.7, weightDecay = 0.1}",
        "{type = momentum, learningRate = 0.5, momentum = 0.7, nesterov = true, lazy = true}"
      })
  void everySettingOfAnOptimizerSurvives(String optimizer) throws IOException {
    survives("training.optimizer", optimizer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type = none}",
        "{type = value, limit = 0.5}",
        "{type = norm, limit = 2.5}",
        "{type = global_norm, limit = 2.5}"
      })
  void everySettingOfClippingSurvives(String clip) throws IOException {
    survives("training.clip", clip);
  }

  @Test
  void whatIsToldOfARunSurvivesAndIsRefusedWhereItCannotWork() throws IOException {
    survives(
        "report",
        "{html = false, tensorboard = false, exactRun = true, baselines = all,"
            + " mlflow = {url = \"https://a:5000/b\", experiment = x}}");
    Path airline = JobFiles.CONF.resolve("airline.conf");
    assertThat(JobFiles.problems(airline, "report.mlflow={url = \"http://me:secret@a\"}"))
        .singleElement()
        .asString()
        .startsWith("report.mlflow.url must be http:// or https:// and a host, without name")
        .contains("Received: http://…@a");
    assertThat(JobFiles.problems(airline, "report.mlflow={experiment = x}"))
        .singleElement()
        .asString()
        .startsWith("report.mlflow.url must be given. Received: nothing");
    assertThat(JobFiles.problems(airline, "report.baselines=quik"))
        .singleElement()
        .asString()
        .startsWith("report.baselines must be one of none, quick, all. Received: quik");
    Path reasons = JobFiles.CONF.resolve("reasons.conf");
    assertThat(JobFiles.problems(reasons, "report.baselines=quick"))
        .singleElement()
        .asString()
        .startsWith("report.baselines must be none where rows have several labels, shares or");
  }

  @Test
  void boundsOfTheOutputSurvive() throws IOException {
    Path housing = JobFiles.CONF.resolve("housing.conf");
    for (String bounds : List.of("lower=0", "upper=5.25", "upper=5\nnetwork.output.lower=-0.5")) {
      List<String> overrides =
          bounds.lines().map(l -> l.startsWith("n") ? l : "network.output." + l).toList();
      JobSpec job = JobReader.read(housing, overrides);
      assertThat(job.network().bounds()).isPresent();
      Path written = JobFiles.write(folder, JobWriter.text(job));
      assertThat(JobReader.read(written, List.of())).isEqualTo(job);
    }
    JobSpec bounded =
        JobReader.read(housing, List.of("network.output.lower=0", "network.output.upper=5"));
    assertThat(bounded.network().spec(8, Outcome.NUMBERS, 1, List.of()).summary())
        .isEqualTo("8 → 1 0.0 to 5.0, 9 parameters");
    assertThat(
            JobFiles.problems(housing, "network.output.lower=0", "network.loss={type = poisson}"))
        .singleElement()
        .asString()
        .startsWith("network.output.lower must be left out for poisson, which predicts e^logit.");
  }

  @Test
  void everySettingOfHashedTextSurvives() throws IOException {
    survives(
        "features",
        """
        {kind = text, lowerCase = false, tokens = [words], minTokenLength = 3, stopWords = [a],
         wordNgrams = [1, 2], charNgrams = [2, 3], vocabulary = hashed, hashBits = 12,
         alternateSign = false, minDocumentFrequency = 2, maxDocumentFrequency = 0.5,
         sublinearTf = true, useIdf = true, smoothIdf = false, naiveBayes = false, norm = none}\
        """);
    survives(
        "features",
        """
        {kind = text, lowerCase = true, tokens = [words], minTokenLength = 1, stopWords = [],
         wordNgrams = [1, 3], charNgrams = [0, 0], vocabulary = terms, maxTerms = 0,
         minDocumentFrequency = 2, maxDocumentFrequency = 1.0, sublinearTf = true, useIdf = true,
         smoothIdf = true, naiveBayes = true, norm = l2}\
        """);
    Path hashed = JobFiles.CONF.resolve("hashed.conf");
    assertThat(JobFiles.problems(hashed, "features.maxTerms=7", "features.hashBits=0"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("features.maxTerms must be left out with vocabulary = hashed"))
        .anySatisfy(
            problem ->
                assertThat(problem).startsWith("features.hashBits must be 1 to 24. Received: 0"));
    assertThat(JobFiles.problems(hashed, "features.naiveBayes=true"))
        .singleElement()
        .asString()
        .contains("naiveBayes must be false where terms are hashed. Received: true");
    assertThat(JobFiles.problems(JobFiles.CONF.resolve("reasons.conf"), "features.naiveBayes=true"))
        .singleElement()
        .asString()
        .startsWith("features.naiveBayes must be false where a row has no class of its own");
    assertThat(JobFiles.problems(hashed, "features.hashBits=25"))
        .singleElement()
        .asString()
        .startsWith("features.hashBits must be 1 to 24. Received: 25");
    assertThat(
            JobFiles.problems(hashed, "features.useIdf=false", "features.minDocumentFrequency=2"))
        .singleElement()
        .asString()
        .startsWith("features.minDocumentFrequency and maxDocumentFrequency of hashed terms");
  }

  static Stream<String> schedules() {
    return SCHEDULES.stream();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everySettingOfAScheduleSurvives(String schedule) throws IOException {
    survives("training.schedule", schedule);
  }

  @Test
  void thereIsAScheduleOfEveryTypeHere() {
    assertThat(SCHEDULES.stream().map(text -> text.replaceAll("\\{type = (\\w+).*", "$1")))
        .containsExactlyElementsOf(ScheduleSpec.names());
  }

  /** The section's keys are written back as they were read, and none is left out or added. */
  private void survives(String path, String section) throws IOException {
    JobSpec job =
        JobReader.read(
            JobFiles.CONF.resolve("airline.conf"), List.of(path + "=null", path + "=" + section));
    Path written = JobFiles.write(folder, JobWriter.text(job));
    assertThat(JobReader.read(written, List.of())).isEqualTo(job);
    assertThat(ConfigFactory.parseFile(written.toFile()).getValue(path))
        .isEqualTo(ConfigFactory.parseString("x=" + section).getValue("x"));
  }

  @Test
  void everyKnownKeyStandsInAJobFileBesideAComment() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : JobFiles.shipped()) {
      text.append(Files.readString(file));
    }
    for (String path : knownKeys()) {
      String key = path.substring(path.lastIndexOf('.') + 1);
      // "key = value   # meaning", "# key = value …", "section {   # meaning", "{ key = … }   #
      // meaning"
      Pattern commented =
          Pattern.compile("(?m)^(?=.*#).*\\b" + Pattern.quote(key) + "\\b *(=|\\{|:)");
      boolean section = path.matches("data|features|network|training|prediction|report|search");
      assertThat(section || commented.matcher(text).find()).as("key " + path).isTrue();
    }
  }

  @Test
  void theNetworksAreThoseOfTheNotes() {
    assertThat(network("airline", 5000, 3))
        .isEqualTo("5000 → 64 sigmoid → 3 softmax, 320,259 parameters");
    assertThat(network("housing", 8, 1)).isEqualTo("8 → 1 linear, 9 parameters");
    assertThat(network("digits", 64, 10)).isEqualTo("64 → 64 relu → 10 softmax, 4,810 parameters");
    assertThat(network("reasons", 5000, 13))
        .isEqualTo("5000 → 64 relu → dropout 0.5 → 13 sigmoid, 320,909 parameters");
    assertThat(network("imdb", 5000, 2)).endsWith("→ 1 sigmoid, 80,033 parameters");
  }

  @Test
  void housingPredictsFromTheEightFeaturesOfTheNotes() {
    JobSpec job = JobReader.read(JobFiles.CONF.resolve("housing.conf"), List.of());
    var table = ((FeatureSection.Table) job.features()).spec();
    assertThat(table.numericFeatures().stream().map(column -> column.name()))
        .containsExactly(
            "median_income",
            "housing_median_age",
            "AveRooms",
            "AveBedrms",
            "population",
            "AveOccup",
            "latitude",
            "longitude");
    assertThat(job.network().task(job.data().outcome(), 1)).isEqualTo(Task.REGRESSION);
    assertThat(job.data().maxRejected()).isEqualTo(0.02);
    assertThat(job.data().columns().target().orElseThrow().scale()).isEqualTo(1e-5);
  }

  private static String network(String name, int inputs, int classes) {
    JobSpec job = JobReader.read(JobFiles.CONF.resolve(name + ".conf"), List.of());
    return job.network().spec(inputs, job.data().outcome(), classes, List.of()).summary();
  }

  /** The keys asked for while reading the shipped files and one of every variant. */
  private static Set<String> knownKeys() {
    Set<String> keys = new LinkedHashSet<>();
    for (Path file : JobFiles.shipped()) {
      keys.addAll(known(file));
    }
    Path airline = JobFiles.CONF.resolve("airline.conf");
    for (String type : OptimizerSpec.names()) {
      keys.addAll(known(airline, "training.optimizer={type = %s}".formatted(type)));
    }
    keys.addAll(known(airline, "training.clip={type = norm, limit = 1}"));
    for (String schedule : SCHEDULES) {
      keys.addAll(known(airline, "training.schedule=" + schedule));
    }
    keys.addAll(
        known(JobFiles.CONF.resolve("search.conf"), "search.halving={type = asha, eta = 2}"));
    keys.addAll(known(airline, "report.mlflow={url = \"http://x\", experiment = y}"));
    keys.addAll(known(airline, "network.loss={type = cross_entropy}"));
    keys.addAll(known(airline, "network.loss={type = focal}"));
    keys.addAll(known(JobFiles.CONF.resolve("housing.conf"), "network.loss={type = huber}"));
    keys.addAll(known(airline, "network.layers=[{type = dropout, rate = 0.5}]"));
    keys.addAll(known(airline, "network.layers=[{units = 3}, {type = batch_normalization}]"));
    keys.addAll(known(airline, "network.layers=[{type = gaussian_noise, standardDeviation = 1}]"));
    keys.addAll(known(airline, "network.layers=[{units = 3, activation = {type = rrelu}}]"));
    keys.addAll(known(airline, "network.layers=[{units = 3, activation = {type = leaky_relu}}]"));
    keys.addAll(known(airline, "network.layers=[{units = 3, activation = {type = elu}}]"));
    keys.addAll(known(airline, "network.layers=[{units = 3, initializer = {type = normal}}]"));
    keys.addAll(known(airline, "network.layers=[{units = 3, initializer = {type = constant}}]"));
    assertThat(keys).hasSizeGreaterThan(60).contains("training.optimizer.nesterov");
    return keys;
  }

  private static List<String> known(Path file, String... overrides) {
    Problems problems = new Problems();
    JobReader.read(file, List.of(overrides), problems);
    problems.throwIfAny();
    return problems.knownKeys();
  }
}
