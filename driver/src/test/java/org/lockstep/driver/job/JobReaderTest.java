package org.lockstep.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Elu;
import org.lockstep.trainer.activation.LeakyRelu;
import org.lockstep.trainer.activation.Mish;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.initializer.Constant;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.initializer.HeNormal;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.initializer.LecunNormal;
import org.lockstep.trainer.initializer.LecunUniform;
import org.lockstep.trainer.initializer.Normal;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.text.DocumentFrequency;
import org.lockstep.trainer.text.NgramRange;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;

class JobReaderTest {
  private static final String SMALL = "data { source = airline }\n";

  @TempDir private Path folder;

  @Test
  void whatIsLeftOutHasTheDocumentedDefault() throws IOException {
    JobSpec job = JobReader.read(JobFiles.write(folder, SMALL), List.of());
    assertThat(job.name()).isEqualTo("job");
    assertThat(job.title()).isEqualTo("job");
    assertThat(job.network().hidden()).isEmpty();
    assertThat(job.training().workers()).isEqualTo(4);
    assertThat(job.training().batchSize()).isEqualTo(512);
    assertThat(job.training().earlyStopping()).isEqualTo(EarlyStoppingSpec.none());
    assertThat(job.data().maxRejected()).isEqualTo(0.01);
    assertThat(job.data().labels()).containsExactly("negative", "neutral", "positive");
  }

  @Test
  void overridesAreStrongerThanTheFileAndTheLastWins() throws IOException {
    Path file = JobFiles.write(folder, SMALL + "training { epochs = 3 }\n");
    JobSpec job =
        JobReader.read(
            file,
            List.of(
                "training.epochs=4",
                "training.epochs=5",
                "data.path=hdfs://name:9000/tweets#1.csv",
                "features.minDocumentFrequency=0.5",
                "features.charNgrams=[2, 4]",
                "network.layers=[{type = dropout, rate = 0.25}]"));
    assertThat(job.training().epochs()).isEqualTo(5);
    assertThat(job.data().path()).contains("hdfs://name:9000/tweets#1.csv");
    var text = ((FeatureSection.Text) job.features()).spec();
    assertThat(text.minDocumentFrequency()).isEqualTo(DocumentFrequency.share(0.5));
    assertThat(text.charNgrams()).isEqualTo(NgramRange.of(2, 4));
    assertThat(job.network().hidden()).containsExactly(new DropoutSpec(0.25));
  }

  @Test
  void anIntegerFrequencyCountsRowsAndADecimalIsAShare() throws IOException {
    Path file =
        JobFiles.write(
            folder, SMALL + "features { minDocumentFrequency = 2, maxDocumentFrequency = 1.0 }");
    var text = ((FeatureSection.Text) JobReader.read(file, List.of()).features()).spec();
    assertThat(text.minDocumentFrequency()).isEqualTo(DocumentFrequency.rows(2));
    assertThat(text.maxDocumentFrequency()).isEqualTo(DocumentFrequency.share(1.0));
  }

  @Test
  void theOptimizersTypeDecidesItsKeys() throws IOException {
    Path file =
        JobFiles.write(
            folder,
            SMALL
                + "training { optimizer { type = momentum, learningRate = 0.1, nesterov = true }"
                + " }");
    assertThat(JobReader.read(file, List.of()).training().optimizer())
        .isEqualTo(new Momentum(0.1, 0.9, true));
    assertThat(JobFiles.problems(file, "training.optimizer.beta1=0.5"))
        .singleElement()
        .asString()
        .startsWith("unknown key training.optimizer.beta1.")
        .contains("Known here: type, learningRate, momentum, nesterov")
        .endsWith("(--set training.optimizer.beta1=0.5)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type = adagrad, rho = 1 | unknown key training.optimizer.rho.",
        "type = rmsprop, rho = 1 | training.optimizer.rho must be >= 0 and < 1. Received: 1.0",
        "type = adamw, weightDecay = -1 | training.optimizer.weightDecay must be a finite number",
        "type = adam, weightDecay = 1 | unknown key training.optimizer.weightDecay.",
        "type = nadam, momentumDecay = fast | training.optimizer.momentumDecay must be a number",
        "type = adamax, beta1 = 1 | training.optimizer.beta1 must be >= 0 and < 1.",
        "type = lyon | training.optimizer.type must be one of sgd, momentum, adagrad, rmsprop,",
      })
  void anOptimizerThatCannotWorkIsRefused(String keys, String start) throws IOException {
    Path file = JobFiles.write(folder, SMALL + "training.optimizer { " + keys + " }");
    assertThat(JobFiles.problems(file)).singleElement().asString().startsWith(start);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type = step, rate = 2 | training.schedule.rate must be > 0 and <= 1. Received: 2.0",
        "type = piecewise | training.schedule.boundaries must be given",
        "type = piecewise, boundaries = [1] | training.schedule.factors must be given",
        "type = piecewise, boundaries = [1], factors = [1] | training.schedule.factors must be one",
        "type = piecewise, boundaries = [a], factors = [1] | training.schedule.boundaries must be",
        "type = polynomial | training.schedule.totalSteps must be given. Received: nothing",
        "type = cosine, power = 1 | unknown key training.schedule.power.",
        "type = cosine_restarts | training.schedule.firstSteps must be given. Received: nothing",
        "type = one_cycle | training.schedule.totalSteps must be given. Received: nothing",
        "type = one_cycle, totalSteps = 9, riseShare = 1 | training.schedule.riseShare must be < 1",
        "warmupSteps = -1 | training.schedule.warmupSteps must be >= 0. Received: -1",
      })
  void aScheduleThatCannotWorkIsRefused(String keys, String start) throws IOException {
    Path file = JobFiles.write(folder, SMALL + "training.schedule { " + keys + " }");
    assertThat(JobFiles.problems(file))
        .anySatisfy(problem -> assertThat(problem).startsWith(start));
  }

  @Test
  void anActivationIsAWordOrASectionWithItsSettings() throws IOException {
    Path file = JobFiles.write(folder, SMALL);
    assertThat(activation(file, "leaky_relu")).isEqualTo(new LeakyRelu(0.01));
    assertThat(activation(file, "{ type = leaky_relu }")).isEqualTo(new LeakyRelu(0.01));
    assertThat(activation(file, "{ type = leaky_relu, slope = 0.2 }"))
        .isEqualTo(new LeakyRelu(0.2));
    assertThat(activation(file, "{ type = elu, alpha = 2 }")).isEqualTo(new Elu(2));
    assertThat(activation(file, "{ type = mish }")).isEqualTo(new Mish());
    assertThat(
            JobFiles.problems(
                file, "network.layers=[{units = 2, activation = {type = elu, slope = 1}}]"))
        .singleElement()
        .asString()
        .startsWith("unknown key network.layers[0].activation.slope. Known here: type, alpha");
    assertThat(
            JobFiles.problems(
                file, "network.layers=[{units = 2, activation = {type = mish, slope = 1}}]"))
        .singleElement()
        .asString()
        .startsWith("unknown key network.layers[0].activation.slope. Known here: type");
  }

  @Test
  void anInitializerFollowsTheActivationOrIsChosen() throws IOException {
    Path file = JobFiles.write(folder, SMALL);
    assertThat(initializer(file, "activation = selu")).isEqualTo(new LecunNormal());
    assertThat(initializer(file, "activation = gelu")).isEqualTo(new HeNormal());
    assertThat(initializer(file, "activation = tanh")).isEqualTo(new GlorotUniform());
    assertThat(initializer(file, "activation = selu, initializer = auto"))
        .isEqualTo(new LecunNormal());
    assertThat(initializer(file, "initializer = lecun_uniform")).isEqualTo(new LecunUniform());
    assertThat(initializer(file, "initializer = normal")).isEqualTo(new Normal(0.05));
    assertThat(initializer(file, "initializer = { type = normal, standardDeviation = 2 }"))
        .isEqualTo(new Normal(2));
    assertThat(initializer(file, "initializer = { type = constant, value = -1 }"))
        .isEqualTo(new Constant(-1));
  }

  private static Initializer initializer(Path file, String keys) {
    JobSpec job = JobReader.read(file, List.of("network.layers=[{ units = 3, " + keys + " }]"));
    return ((DenseSpec) job.network().hidden().get(0)).initializer();
  }

  private static Activation activation(Path file, String value) {
    JobSpec job =
        JobReader.read(file, List.of("network.layers=[{ units = 3, activation = " + value + " }]"));
    return ((DenseSpec) job.network().hidden().get(0)).activation();
  }

  @Test
  void aLimitWithoutATypeOfClippingIsUnknown() throws IOException {
    Path file = JobFiles.write(folder, SMALL + "training.clip { limit = 1 }");
    assertThat(JobFiles.problems(file))
        .singleElement()
        .asString()
        .startsWith("unknown key training.clip.limit.");
  }

  @Test
  void theLossFollowsTheTaskUnlessItIsChosen() throws IOException {
    Path file = JobFiles.write(folder, SMALL);
    NetworkSection plain = JobReader.read(file, List.of()).network();
    assertThat(plain.spec(5, Outcome.CLASS, 3, List.of()).loss())
        .isEqualTo(new LossSpec.CrossEntropy(0));
    assertThat(plain.spec(5, Outcome.NUMBERS, 1, List.of()).loss())
        .isEqualTo(new LossSpec.SquaredError());
    NetworkSection focal = JobReader.read(file, List.of("network.loss.type=focal")).network();
    assertThat(focal.spec(5, Outcome.CLASS, 2, List.of()).loss()).isEqualTo(new LossSpec.Focal(2));
    assertThatThrownBy(() -> focal.spec(5, Outcome.NUMBERS, 1, List.of()))
        .hasMessageContaining("network.loss.type must be auto, mean_squared_error, ");
    assertThat(JobFiles.problems(file, "network.loss={type=hinge, gamma=1}"))
        .singleElement()
        .asString()
        .startsWith("unknown key network.loss.gamma. Known here: type");
  }

  @Test
  void theOutputsFollowWhatTheRowsTell() throws IOException {
    Path file = JobFiles.write(folder, SMALL);
    NetworkSection network = JobReader.read(file, List.of()).network();
    assertThat(network.spec(5, Outcome.LABELS, 3, List.of()).summary())
        .endsWith("→ 3 sigmoid, 18 parameters");
    assertThat(network.spec(5, Outcome.LABELS, 2, List.of(2.0, 3.0)).loss())
        .isEqualTo(new LossSpec.PositiveWeighted(new LossSpec.CrossEntropy(0), List.of(2.0, 3.0)));
    assertThat(network.spec(5, Outcome.SHARES, 3, List.of()).task()).isEqualTo(Task.DISTRIBUTION);
    assertThat(network.spec(5, Outcome.NUMBERS, 4, List.of()).outputs()).isEqualTo(4);
    assertThat(network.spec(5, Outcome.CLASS, 2, List.of()).task()).isEqualTo(Task.BINARY);
  }

  @Test
  void labelsOfEveryEncodingAreReadAndWrittenBack() throws IOException {
    for (String data :
        List.of(
            "labels = [a, b], labelEncoding = columns",
            "labels = [a, b], labelEncoding = one_hot",
            "labels = [a, b], labelEncoding = distribution",
            "label = [kind, reason], labelEncoding = list, labelSeparator = \";\"",
            "label = reason, labelEncoding = list, labels = [a, b, c]",
            "target = [x, y], targetScale = 0.5",
            "target = x",
            "label = kind, weight = confidence",
            "label = kind, split { group = author }")) {
      Path file =
          JobFiles.write(folder, "data { source = csv, path = \"rows.csv\", " + data + " }\n");
      JobSpec job = JobReader.read(file, List.of());
      Path written = JobFiles.write(folder, JobWriter.text(job));
      assertThat(JobReader.read(written, List.of())).as(data).isEqualTo(job);
    }
  }

  @Test
  void gradientsAreCompressedOnlyWhereTheJobSaysSo() throws IOException {
    Path file = JobFiles.write(folder, "data.source = airline\n");
    assertThat(JobReader.read(file, List.of()).training().compression())
        .isEqualTo(Compression.NONE);
    JobSpec job = JobReader.read(file, List.of("training.compression=bf16"));
    assertThat(job.training().compression()).isEqualTo(Compression.BF16);
    Path written = JobFiles.write(folder, JobWriter.text(job));
    assertThat(JobReader.read(written, List.of())).isEqualTo(job);
  }

  @Test
  void theAveragingPeriodIsANumberOrAdaptive() throws IOException {
    Path file = JobFiles.write(folder, "data.source = airline\n");
    Map<String, AveragingSpec> forms = new LinkedHashMap<>();
    forms.put("1", AveragingSpec.everyStep());
    forms.put("4", AveragingSpec.every(4));
    forms.put("adaptive", new AveragingSpec(1, 2, 5, 64));
    forms.put("{ type = adaptive, start = 2, most = 8 }", new AveragingSpec(2, 2, 5, 8));
    forms.forEach(
        (form, spec) -> {
          JobSpec job = JobReader.read(file, List.of("training.averagingPeriod=" + form));
          assertThat(job.training().averaging()).as(form).isEqualTo(spec);
          Path written = folder.resolve("again.conf");
          assertThatCode(() -> Files.writeString(written, JobWriter.text(job)))
              .doesNotThrowAnyException();
          assertThat(JobReader.read(written, List.of())).as(form).isEqualTo(job);
        });
    assertThat(JobWriter.text(JobReader.read(file, List.of("training.averagingPeriod=4"))))
        .contains("averagingPeriod = 4\n");
  }

  @Test
  void labelsThatDoNotFitTheirEncodingAreRefused() throws IOException {
    assertThat(data("labelEncoding = columns"))
        .contains("data.labels must be declared where every label has a column. Received: []");
    assertThat(data("label = a, weight = a"))
        .contains("data: a column must be used once. Received: a, twice");
    assertThat(data("labels = [a, b], labelEncoding = columns, label = c"))
        .contains("data.label must be left out where every label of data.labels has a column");
    assertThat(data("labels = [a], labelEncoding = one_hot"))
        .contains("data.labels must be at least two classes. Received: [a]");
    assertThat(data("label = a, labelSeparator = \";\""))
        .contains("data.labelSeparator must be left out where labelEncoding is class");
    assertThat(data("label = [a, b]"))
        .contains("data.label must be one column for labelEncoding = class. Received: [a, b]");
    assertThat(data("labelEncoding = lists")).contains("Did you mean list?");
    assertThat(data("label = a, labelEncoding = list, labelSeparator = \"\""))
        .contains("data.labelSeparator must be one or more characters");
    assertThat(
            data(
                "labels = [a, b], labelEncoding = distribution }, training { classWeight ="
                    + " balanced"))
        .contains("training.classWeight must be none where shares are predicted");
    assertThat(
            data(
                "labels = [a, b], labelEncoding = columns }, network.output { activation ="
                    + " softmax"))
        .contains(
            "network.output.activation must be auto or sigmoid where a row may have several"
                + " labels");
    assertThat(data("labels = [a, b], labelEncoding = columns }, network.loss { type = huber"))
        .contains("network.loss.type must be auto, cross_entropy, focal or hinge where labels are");
  }

  @Test
  void thresholdsAreANumberAListOrTuned() throws IOException {
    Path file =
        JobFiles.write(
            folder,
            "data { source = csv, path = \"rows.csv\", labels = [a, b], labelEncoding = columns"
                + " }\n");
    assertThat(JobReader.read(file, List.of()).threshold())
        .isEqualTo(new ThresholdChoice.Same(0.5));
    for (String value : List.of("0.25", "[0.25, 0.75]", "tuned")) {
      JobSpec job = JobReader.read(file, List.of("prediction.threshold=" + value));
      assertThat(job.threshold().words().toString()).isEqualTo(value);
      Path written = folder.resolve("again.conf");
      java.nio.file.Files.writeString(written, JobWriter.text(job));
      assertThat(JobReader.read(written, List.of("name=" + job.name(), "title=" + job.title())))
          .isEqualTo(job);
    }
    assertThat(JobFiles.problems(file, "prediction.threshold=1.5"))
        .singleElement()
        .asString()
        .contains("prediction.threshold must be > 0 and < 1. Received: 1.5");
    assertThat(JobFiles.problems(file, "prediction.threshold=[0.5]"))
        .singleElement()
        .asString()
        .contains("prediction.threshold must be one number a label, 2 in all");
    assertThat(JobFiles.problems(file, "prediction.threshold=best"))
        .singleElement()
        .asString()
        .contains("prediction.threshold must be one of tuned. Received: best");
    assertThat(
            JobFiles.problems(
                file,
                "prediction.threshold=tuned",
                "data.split={train=0.8, validation=0, test=0.2}"))
        .singleElement()
        .asString()
        .contains("prediction.threshold must be a number where data.split.validation is 0");
    assertThat(
            JobFiles.problems(
                file,
                "prediction.threshold=tuned",
                "data.labelEncoding=one_hot",
                "network.output.activation=softmax"))
        .singleElement()
        .asString()
        .contains("prediction.threshold must be 0.5 for a network without sigmoid outputs");
  }

  /** The problems of a job with these keys in its data section, in one string. */
  private String data(String keys) throws IOException {
    Path file =
        JobFiles.write(folder, "data { source = csv, path = \"rows.csv\", " + keys + " }\n");
    return String.join("\n", JobFiles.problems(file));
  }

  @Test
  void anUnknownKeyNamesItsLineAndTheNearestKnownKey() throws IOException {
    Path file = JobFiles.write(folder, SMALL + "training {\n  epochs = 3\n  batchsize = 64\n}\n");
    assertThat(JobFiles.problems(file))
        .singleElement()
        .asString()
        .startsWith("unknown key training.batchsize. Did you mean batchSize? Known here: workers,")
        .endsWith("(" + file + ":4)");
  }

  @Test
  void allProblemsOfAFileAreReportedTogetherWithTheirLines() throws IOException {
    Path file =
        JobFiles.write(
            folder,
            """
            data {
              source = airline
              maxRejected = lots
              split { train = 0.6, validation = 0.2, test = 0.3 }
            }
            network { layers = [
              { type = dense, units = 0 }
              { type = dense, units = 8, activation = sigmod }
              { type = dropout }
            ] }
            training {
              epochs = many
              optimizer { learningRate = -1 }
            }
            """);
    assertThat(JobFiles.problems(file))
        .containsExactlyInAnyOrder(
            "data.maxRejected must be a number from 0 to 1 or a percentage such as 1%. Received:"
                + " \"lots\" ("
                + file
                + ":3)",
            "data.split.train + split.validation + split.test must be 1. Received: 0.6 + 0.2 + 0.3"
                + " ("
                + file
                + ":4)",
            "network.layers[0].units must be >= 1. Received: 0 (" + file + ":7)",
            "network.layers[1].activation must be one of "
                + String.join(", ", Activation.names())
                + ". Received: sigmod. Did you mean sigmoid? ("
                + file
                + ":8)",
            "network.layers[2].rate must be given. Received: nothing (" + file + ":9)",
            "training.epochs must be a whole number of 32 bits. Received: \"many\" ("
                + file
                + ":12)",
            "training.optimizer.learningRate must be a finite number > 0. Received: -1.0 ("
                + file
                + ":13)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features.kind=table | features.kind must be auto or text for data.source = airline",
        "training.averagingPeriod=0 | training.averagingPeriod must be >= 1. Received: 0",
        "training.averagingPeriod=often | training.averagingPeriod must be one of adaptive."
            + " Received:",
        "training.averagingPeriod={start=1} | training.averagingPeriod.type must be given",
        "training.averagingPeriod={type=adaptive,growth=0} | training.averagingPeriod.growth must"
            + " be >= 1",
        "training.averagingPeriod={type=adaptive,start=9,most=8} | training.averagingPeriod.most"
            + " must be",
        "data.vectorSize=7 | data.vectorSize must be left out for data.source = airline",
        "data.split.group=\" \" | data.split.group must be a column. Received: \" \"",
        "data.split.group=text | data: data.split.group must be a column that is not read for anything",
        "data.split.ownTest=true | data.split.ownTest must be false for a source without",
        "network.output.activation=linear | network.output.activation must be auto, softmax,",
        "network.output.activation=sigmoid | network.output.activation must be auto or softmax",
        "data.split={train=0.8,validation=0,test=0.2} | training.earlyStopping.monitor must be a",
        "training.earlyStopping.monitor=validation_rmse | training.earlyStopping.monitor must be",
        "training.earlyStopping.monitor=roc_auc | training.earlyStopping.monitor must be one of",
        "network.loss.type=huber | network.loss.type must be auto, cross_entropy, focal or hinge",
        "network.loss={type=focal,gamma=-1} | network.loss.gamma must be finite and >= 0",
        "network.loss={type=cross_entropy,labelSmoothing=1} | network.loss.labelSmoothing must be",
        "training.stream={blockRows=0} | training.stream.blockRows must be >= 1",
        "training.stream={windowBlocks=0} | training.stream.windowBlocks must be >= 1",
        "training.classWeight=balance | training.classWeight must be one of none, balanced",
        "training.classWeight={good=2} | training.classWeight must name labels of [negative,",
        "training.classWeight={neutral=0} | training.classWeight must be finite and > 0",
        "training.classWeight={neutral=a} | training.classWeight must be numbers by name",
        "training.classWeight={} | training.classWeight must name at least one label",
        "training.earlyStopping.patience=0 | training.earlyStopping.patience must be >= 1",
        "data.path=s3a://key:secret@bucket/x.csv | data.path must be free of credentials",
        "training.checkpoint.directory=s3a://key:secret@b/c | training.checkpoint.directory must be free of credentials",
        "training.stream.directory=s3a://key:secret@b/c | training.stream.directory must be free of credentials",
        "training.warmStart=s3a://key:secret@b/c | training.warmStart must be free of credentials",
        "training.warmStart.from=s3a://key:secret@b/c | training.warmStart.from must be free of credentials",
        "data.target=retweet_count | network.output.activation must be auto or linear",
        "data.text=[a] | data.text must be a text",
        "training.seed=1.5 | training.seed must be a whole number",
        "features.tokens=[words,smileys] | features.tokens must be one of words, handles,",
        "features.stopWords=german | features.stopWords must be one of english",
        "features.vocabulary=none | features.vocabulary must be one of terms, hashed",
        "features.wordNgrams=[1] | features.wordNgrams must be two lengths",
        "features.wordNgrams=[2,1] | features.wordNgrams: an n-gram range must be",
        "network.layers=[{units = 2, l1 = -1}] | network.layers[0].l1 must be >= 0 and finite.",
        "network.output.maxNorm=-2 | network.output.maxNorm must be >= 0 and finite.",
        "network.layers=[{units = 2, regularizeBias = 1}] |"
            + " network.layers[0].regularizeBias must be true or false",
        "training.schedule={type = reduce_on_plateau, factor = 1} |"
            + " training.schedule.factor must be > 0 and < 1.",
        "training.schedule={type = reduce_on_plateau, patience = 0} |"
            + " training.schedule.patience must be >= 1.",
        "training.restarts=0 | training.restarts must be >= 1.",
        "training.compression=bf8 | training.compression must be one of none, bf16. Received: bf8",
        "training={loop=round, compression=bf16} | training.compression must be none where loop is",
        "training.watch=weekly | training.watch must be one of off, epoch, step.",
        "training.clip={type = norm} | training.clip.limit must be given.",
        "training.clip={type = norm, limit = 0} | training.clip.limit must be a finite number > 0.",
        "training.clip={type = global} | training.clip.type must be one of none, value, norm,",
        "name=a/b | name must be 1 to 80 letters",
        "training=4 | training must be a section",
        "network.layers=[dense] | network.layers[0] must be a section",
        "network.layers=[{units = 2, activation = {type = elu, alpha = 0}}] |"
            + " network.layers[0].activation.alpha must be a finite number > 0. Received: 0.0",
        "network.layers=[{units = 2, activation = {type = eul}}] |"
            + " network.layers[0].activation.type must be one of identity, sigmoid",
        "network.layers=[{units = 2, activation = {slope = 1}}] |"
            + " network.layers[0].activation.type must be given",
        "network.layers=[{units = 2, initializer = {type = normal, standardDeviation = 0}}] |"
            + " network.layers[0].initializer.standardDeviation must be a finite number > 0",
        "network.layers=[{units = 2, initializer = he}] |"
            + " network.layers[0].initializer must be one of auto, glorot_uniform, glorot_normal",
        "network.layers=[{type = batch_normalization}, {units = 2}] |"
            + " network.layers must be begun by a dense layer where a text is the input",
        "network.layers=[{units = 2}, {type = batch_normalization, momentum = 1}] |"
            + " network.layers[1].momentum must be in [0, 1). Received: 1.0",
        "network.layers=[{units = 2}, {type = batch_normalization, epsilon = 0}] |"
            + " network.layers[1].epsilon must be a finite number > 0. Received: 0.0",
        "network.layers=[{type = gaussian_noise}] |"
            + " network.layers[0].standardDeviation must be given. Received: nothing",
        "network.layers=[{type = gaussian_noise, standardDeviation = -1}] |"
            + " network.layers[0].standardDeviation must be a finite number >= 0. Received: -1.0",
        "network.layers=[{units = 2}, {type = activation}] |"
            + " network.layers[1].activation must be given. Received: nothing",
        "network.layers=[{units = 2, activation = step}] | network.layers[0].activation must be one"
            + " with a slope: that of step is 0, so the layers before it would never change",
        "network.layers=[{units = 2}, {type = activation, activation = softmin}] |"
            + " network.layers[1].activation must be one of identity, sigmoid",
        "network.layers=[{units = 2, activation = {type = rrelu, upper = 0}}] |"
            + " network.layers[0].activation.upper must be finite and >= lower, 0.125.",
        "network.layers=[{type = batchnorm}] | network.layers[0].type must be one of dense,",
        "network.output.lower=0 | network.output.lower must be left out where a class is predicted",
        "network.output.upper=inf | network.output.upper must be a number",
        "network.output.activation=step | network.output.activation must be auto or softmax for 3",
        "network.layers=[{units = 2, activation = [elu]}] | network.layers[0].activation must be a",
        "data.whenMissing=ignore | data.whenMissing must be one of fail, generate",
        "data.source=airlines | data.source must be one of airline, imdb",
      })
  void whatCannotWorkIsRefusedWithTheRule(String override, String start) throws IOException {
    Path file =
        JobFiles.write(
            folder,
            SMALL
                + "network.output.activation = softmax\n"
                + "training { earlyStopping { patience = 2 } }");
    assertThat(JobFiles.problems(file, override))
        .anySatisfy(
            problem -> assertThat(problem).startsWith(start).contains("Received: ").contains(" ("));
  }

  @Test
  void aFormatNeedsAPath() throws IOException {
    assertThat(JobFiles.problems(JobFiles.write(folder, "data { source = csv }")))
        .singleElement()
        .asString()
        .startsWith("data.path must be given for source = csv");
  }

  @Test
  void columnsOfATableAreNumbersUnlessTheySayOtherwise() throws IOException {
    Path file =
        JobFiles.write(
            folder,
            """
            data { source = csv, path = x.csv, target = price }
            features {
              columns = [ rooms, { name = sea, type = categorical },
                { name = density, type = ratio, numerator = people, denominator = rooms } ]
              blanks = median
            }
            """);
    JobSpec job = JobReader.read(file, List.of());
    assertThat(job.data().columns().numeric()).containsExactly("rooms", "people");
    assertThat(job.data().columns().categorical()).containsExactly("sea");
    assertThat(job.data().columns().label()).isEmpty();
    assertThat(job.data().isRegression()).isTrue();
  }

  @Test
  void anIncludedFileIsFoundBesideTheJobAndKeepsItsOwnLines() throws IOException {
    Files.writeString(folder.resolve("base.conf"), "training {\n  epoch = 3\n}\n");
    Path file = JobFiles.write(folder, "include \"base.conf\"\n" + SMALL);
    assertThat(JobFiles.problems(file))
        .singleElement()
        .asString()
        .contains("Did you mean epochs?")
        .endsWith("base.conf:2)");
  }

  @ParameterizedTest
  @CsvSource({
    "include url(\"http://127.0.0.1:1/x.conf\")",
    "include \"http://127.0.0.1:1/x.conf\"",
    "include classpath(\"x.conf\")",
    "include \"nowhere.conf\""
  })
  void nothingButAnExistingFileCanBeIncluded(String include) throws IOException {
    assertThat(JobFiles.problems(JobFiles.write(folder, include + "\n" + SMALL)))
        .singleElement()
        .asString()
        .startsWith("the job file must be readable HOCON. Received: ");
  }

  @Test
  void brokenHoconNamesTheLine() throws IOException {
    Path file = JobFiles.write(folder, SMALL + "training {\n epochs = ]\n");
    assertThat(JobFiles.problems(file)).singleElement().asString().contains(file + ":3");
  }

  @Test
  void aMissingFileIsNamed() {
    Path nowhere = folder.resolve("nowhere.conf");
    assertThatThrownBy(() -> JobReader.read(nowhere, List.of()))
        .isInstanceOf(JobException.class)
        .hasMessage("the job file must be a file that exists. Received: " + nowhere);
  }

  @Test
  void anOverrideWithoutAValueIsRefused() throws IOException {
    assertThat(JobFiles.problems(JobFiles.write(folder, SMALL), "training.epochs"))
        .containsExactly("--set must be followed by key=value. Received: training.epochs");
  }
}
