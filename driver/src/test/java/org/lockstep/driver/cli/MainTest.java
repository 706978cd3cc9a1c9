package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.check.DataException;
import org.lockstep.driver.run.RunState;
import org.lockstep.driver.run.StatusFile;
import org.lockstep.driver.run.StatusRecord;

class MainTest {
  @TempDir private Path folder;
  private final FakeRunner runner = new FakeRunner();
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private Path job;
  private Path run;

  @BeforeEach
  void writeJob() throws IOException {
    job = Files.writeString(folder.resolve("tweets.conf"), "data { source = airline }");
    run = folder.resolve("run");
    System.setProperty("spark.master", "local[1]");
    System.setProperty(Logging.FILE, folder.resolve("spark.log").toString());
  }

  @AfterEach
  void forgetSettings() {
    System.clearProperty("spark.master");
    System.clearProperty(Logging.FILE);
  }

  @Test
  void trainingWritesTheWholeRunAndSaysWhatCameOut() throws IOException {
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isZero();
    assertThat(out.toString())
        .contains("warning: no data set was found")
        .contains("network    4 → 3 sigmoid → 2 softmax, 23 parameters")
        .contains("epoch   2/100")
        .contains("split  rows    loss  accuracy  macro F1");
    assertThat(errors).hasToString("");
    assertThat(run.resolve("metrics.json")).exists();
    assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSize(3);
    assertThat(run.resolve("_SUCCESS")).exists();
    StatusRecord status = StatusFile.read(run).orElseThrow();
    assertThat(status.state()).isEqualTo(RunState.DONE);
    assertThat(status.epoch()).isEqualTo(2);
    assertThat(status.exitCode()).contains(0);
    assertThat(status.dataSource()).isEqualTo("generated");
    assertThat(SparkSession.getActiveSession().isEmpty()).isTrue();
  }

  @Test
  void aReportIsWrittenAtTheEndAndByItsOwnCommand() throws IOException {
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isZero();
    Path page = run.resolve("report.html");
    assertThat(out.toString()).contains("report     " + page);
    assertThat(page).content().contains("Confusion matrix").contains("Content-Security-Policy");
    assertThat(run.resolve("tensorboard")).isNotEmptyDirectory();
    Path again = folder.resolve("again.html");
    assertThat(lockstep("report", "" + run, "--baselines", "--out", "" + again)).isZero();
    assertThat(out.toString()).contains("baseline   always yes, ALL").contains(again + "  ");
    assertThat(again).content().contains("always yes");
    Path both = folder.resolve("both.html");
    assertThat(lockstep("report", "" + run, "" + run, "--out", "" + both)).isZero();
    assertThat(both).content().contains("2 runs side by side");
    assertThat(lockstep("report", folder.resolve("nowhere").toString())).isEqualTo(66);
  }

  @Test
  void simplerModelsAreTrainedAtTheEndIfTheJobWantsThem() throws IOException {
    String quick = "report.baselines=quick";
    assertThat(lockstep("train", "" + job, "--out", "" + run, "--set", quick)).isZero();
    assertThat(out.toString()).contains("baseline   always yes, QUICK\n");
    assertThat(run.resolve("baselines.json")).content().contains("\"choice\" : \"quick\"");
    assertThat(run.resolve("report.html")).content().contains("macro F1 of always yes");

    Path other = folder.resolve("other");
    assertThat(lockstep("train", "" + job, "--out", "" + other)).isZero();
    assertThat(other.resolve("baselines.json")).doesNotExist();
    assertThat(other.resolve("report.html")).content().contains("macro F1 of most frequent class");
  }

  @Test
  void aSimplerModelThatFailsIsNoFailureOfTheRun() throws IOException {
    runner.baselinesFail = true;
    String all = "report.baselines=all";
    assertThat(lockstep("train", "" + job, "--out", "" + run, "--set", all)).isZero();
    assertThat(out.toString())
        .contains("warning: simpler models were not trained: ")
        .contains("IllegalStateException: odd rows");
    assertThat(run.resolve("_SUCCESS")).exists();
    assertThat(run.resolve("baselines.json")).doesNotExist();
    assertThat(lockstep("report", "" + run, "--baselines")).isEqualTo(70);
  }

  @Test
  void aQuietRunWithoutAReportSaysNothingButWarnings() {
    String[] command = {
      "train", job.toString(), "--out", "" + run, "--quiet", "--set", "report.html=false"
    };
    assertThat(lockstep(command)).isZero();
    assertThat(out.toString().lines()).allMatch(line -> line.startsWith("warning: "));
    assertThat(run.resolve("report.html")).doesNotExist();
  }

  @Test
  void aDoneRunIsNotDoneAgain() {
    String[] command = {"train", job.toString(), "--out", run.toString(), "--resume-or-start"};
    assertThat(lockstep(command)).isZero();
    runner.failure = new IllegalStateException("ran again");
    assertThat(lockstep(command)).isZero();
    assertThat(out.toString()).endsWith(run + " is done; nothing to do\n");
  }

  @Test
  void aFailureIsASentenceAnExitCodeAndAStatus() throws IOException {
    runner.failure = DataException.bad("row 7 is odd");
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isEqualTo(65);
    assertThat(errors)
        .hasToString("error: row 7 is odd\nnext       submit/lockstep check " + job + "\n");
    StatusRecord status = StatusFile.read(run).orElseThrow();
    assertThat(status.state()).isEqualTo(RunState.FAILED);
    assertThat(status.exitCode()).contains(65);
    assertThat(status.message()).isEqualTo("row 7 is odd");
    assertThat(run.resolve("_SUCCESS")).doesNotExist();
    assertThat(lockstep("status", run.toString())).isEqualTo(65);
    assertThat(lockstep("predict", run.toString(), "--text", "x")).isEqualTo(66);
    runner.failure = null;
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isEqualTo(73);
    assertThat(lockstep("train", job.toString(), "--out", run.toString(), "--resume-or-start"))
        .isZero();
  }

  @Test
  void anUnexpectedFailureNamesTheLogAndKeepsTheStackTraceThere() {
    runner.failure = new IllegalStateException("odd");
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isEqualTo(70);
    assertThat(errors)
        .hasToString(
            "error: Lockstep failed unexpectedly: IllegalStateException: odd\n"
                + "The stack trace is in "
                + System.getProperty(Logging.FILE)
                + ".\nnext       submit/lockstep train "
                + job
                + " --out "
                + run
                + " -v\n");
  }

  @Test
  void tooLittleMemoryIsAFailureLikeOthers() {
    runner.failure = new OutOfMemoryError("Java heap space");
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isEqualTo(78);
    assertThat(errors.toString()).contains("spark.driver.memory").doesNotContain("\tat ");
  }

  @Test
  void aWrongJobIsRefusedBeforeAnythingIsWritten() {
    int code = lockstep("train", job.toString(), "--set", "training.epoch=3", "--out", "" + run);
    assertThat(code).isEqualTo(78);
    assertThat(errors.toString())
        .startsWith("error: unknown key training.epoch. Did you mean epochs?");
    assertThat(run).doesNotExist();
  }

  @Test
  void anUnreachableMasterFailsTheRunWithASentence() throws IOException {
    System.setProperty("spark.master", "spark://127.0.0.1:1");
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isEqualTo(78);
    assertThat(errors.toString()).contains("the master must be reachable");
    assertThat(StatusFile.read(run).orElseThrow().state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void commandsThatNeedNoSparkStartNone() {
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isZero();
    System.setProperty("spark.master", "spark://127.0.0.1:1");
    assertThat(lockstep("status", run.toString())).isZero();
    assertThat(out.toString()).contains("state    done").contains("data     generated");
    assertThat(lockstep("predict", run.toString(), "--text", "one", "--text", "two")).isZero();
    assertThat(out.toString()).endsWith("yes  yes 0.7500  one\nyes  yes 0.7500  two\n");
    assertThat(lockstep("data", "housing")).isEqualTo(2);
    assertThat(errors.toString()).contains("must be one of airline, imdb. Received: housing");
  }

  @Test
  void aModelIsScoredOnOtherData() {
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isZero();
    assertThat(lockstep("evaluate", run.toString(), "--data", "more.csv")).isZero();
    assertThat(out.toString()).contains("6 rows used of 6 (more.csv)").contains("more.csv     6");
  }

  @Test
  void rowsArePredictedIntoANewFileOnly() throws IOException {
    assertThat(lockstep("train", job.toString(), "--out", run.toString())).isZero();
    Path old = Files.writeString(folder.resolve("old.csv"), "precious");
    assertThat(lockstep("predict", "" + run, "--data", "x.csv", "--out", "" + old)).isEqualTo(73);
    Path fresh = folder.resolve("new.csv");
    assertThat(lockstep("predict", "" + run, "--data", "x.csv", "--out", "" + fresh)).isZero();
    assertThat(out.toString()).endsWith("6 rows predicted: " + fresh + "\n");
  }

  @Test
  void aLearningRateIsLookedForAndSuggested() throws IOException {
    Path rates = folder.resolve("new/rates");
    String[] command = {"lr-find", job.toString(), "--out", rates.toString(), "--to", "0.5"};
    assertThat(lockstep(command)).as(errors.toString()).isZero();
    assertThat(rates.resolve("lr-find.csv"))
        .hasContent(
            "step,learning_rate,loss,smoothed_loss\n"
                + "1,1.0E-7,2.0,2.0\n2,0.01,1.5,1.75\n3,0.4,1.0,1.5\n"
                + "4,0.5,1.25,1.4\n");
    assertThat(out.toString())
        .contains("the data were generated")
        .contains("steps      4, rates from 1.0E-7 to 0.5: it was enough")
        .contains("the loss fell the fastest at a rate of 0.01")
        .contains("a tenth of the rate of the least loss is 0.04")
        .contains("training.optimizer.learningRate = 0.01\n")
        .endsWith(rates.resolve("lr-find.csv") + "\n");
    assertThat(lockstep(command)).isEqualTo(73);
    assertThat(errors.toString()).contains("--out must not hold a lr-find.csv yet. Received: ");
  }

  @Test
  void aRangeOfRatesThatCannotWorkIsRefusedBeforeAnythingIsWritten() {
    String[] command = {"lr-find", job.toString(), "--out", run.toString(), "--to", "1e-9"};
    assertThat(lockstep(command)).isEqualTo(2);
    assertThat(errors.toString())
        .contains("--to must be a finite number > from (1.0E-7). Received: 1.0E-9");
    assertThat(lockstep("lr-find", "" + job, "--out", "" + run, "--from", "0")).isEqualTo(2);
    assertThat(lockstep("lr-find", "" + job, "--out", "" + run, "--steps", "1")).isEqualTo(2);
    assertThat(lockstep("lr-find", job.toString())).isEqualTo(2);
    assertThat(run).doesNotExist();
  }

  @Test
  void aPlanIsTablesAndFiles() throws IOException {
    Path plan = folder.resolve("plan");
    String[] command = {"plan", "" + job, "--executors", "8,1", "--out", "" + plan};
    assertThat(lockstep(command)).isZero();
    assertThat(out.toString())
        .contains("warning: the data were generated; a plan for them")
        .contains("answer     one machine wins up to 8 executors, all that were asked about")
        .contains("fastest    1 executor: ")
        .contains("Another batch size or averaging period is another training")
        .endsWith("files      " + plan.resolve("plan.json") + ", plan.csv\n");
    assertThat(Files.readAllLines(plan.resolve("plan.csv"))).hasSize(3);
    assertThat(plan.resolve("plan.json"))
        .content()
        .contains("\"one_machine\" : \"one machine wins");
  }

  @Test
  void aPlanOfNonsenseIsAUsageError() {
    assertThat(lockstep("plan", "" + job, "--executors", "few")).isEqualTo(2);
    assertThat(lockstep("plan", "" + job, "--bandwidth", "10")).isEqualTo(2);
    assertThat(lockstep("plan", "" + job, "--latency", "50")).isEqualTo(2);
    assertThat(lockstep("plan", "" + job, "--stragglers", "some")).isEqualTo(2);
    assertThat(lockstep("plan", "" + job, "--seconds", "0")).isEqualTo(2);
    assertThat(lockstep("plan", "" + job, "--cores-per-executor", "0")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("error: --executors must be whole numbers with commas")
        .contains("error: --bandwidth must be a number above 0 with kbit")
        .contains("error: --latency must be a number with ns")
        .contains("error: --stragglers must be measured or a number from 0 to 10")
        .contains("error: --seconds must be from 1 to 600. Received: 0.0")
        .contains("error: --cores-per-executor must be from 1 to 100,000. Received: 0");
    assertThat(lockstep("plan", "" + job, "--set", "training.batch=1")).isEqualTo(78);
  }

  @Test
  void aJobIsTriedAndNothingIsWritten() {
    assertThat(lockstep("check", job.toString())).isZero();
    assertThat(out.toString())
        .contains("split      6 training, 2 validation, 2 test rows")
        .contains("memory     1.0 MB beside Spark")
        .contains("100.0 ms an epoch of 10 steps in one thread, 10.0 s for all 100 epochs")
        .contains("loss 1.0000 to 0.9500 in 200 steps\n           hardly learns: a higher learning")
        .contains("warning: the network does not learn one batch by heart")
        .endsWith("next       submit/lockstep train " + job + "\n");
    assertThat(folder.toFile().list()).containsExactly("tweets.conf");
    assertThat(lockstep("check", "" + job, "--set", "title=it is mine")).isZero();
    assertThat(out.toString()).endsWith(job + " --set 'title=it is mine'\n");
  }

  @Test
  void aFirstJobIsDraftedIntoANewFileOnly() throws IOException {
    Path data = Files.writeString(folder.resolve("points.csv"), "x,class\n1.5,a\n2.5,b\n3.5,a\n");
    String[] command = {"init", data.toString(), "--out", folder.resolve("points.conf").toString()};
    assertThat(lockstep(command)).isZero();
    assertThat(out.toString())
        .contains("predicts   class (by its name): 2 classes, a, b")
        .endsWith("next       submit/lockstep check " + folder.resolve("points.conf") + "\n");
    String written = Files.readString(folder.resolve("points.conf"));
    assertThat(lockstep(command)).isEqualTo(73);
    assertThat(errors.toString()).startsWith("error: the job file must not exist yet. Received: ");
    assertThat(folder.resolve("points.conf")).hasContent(written);
    assertThat(lockstep("init", folder.resolve("none.csv").toString())).isEqualTo(66);
  }

  @Test
  void theShellLearnsEveryCommandAndOption() {
    assertThat(lockstep("completion")).isZero();
    assertThat(out.toString())
        .startsWith("#!/usr/bin/env bash")
        .contains("train")
        .contains("--resume-or-start")
        .contains("completion");
  }

  @Test
  void usageErrorsEndWithTwoAndSuggest() {
    assertThat(lockstep()).isEqualTo(2);
    assertThat(lockstep("trian", "x")).isEqualTo(2);
    assertThat(lockstep("train")).isEqualTo(2);
    assertThat(lockstep("predict", run.toString())).isEqualTo(2);
    assertThat(lockstep("predict", "" + run, "--data", "x.csv")).isEqualTo(2);
    assertThat(lockstep("train", job.toString(), "--out", "hdfs://name/run")).isEqualTo(73);
    assertThat(errors.toString()).containsPattern("Did you mean: [^\\n]*lockstep train");
    assertThat(errors.toString()).contains("next       submit/lockstep train --help\n");
  }

  @Test
  void helpAndVersionAreOnStandardOutput() {
    assertThat(lockstep("--version")).isZero();
    assertThat(out.toString()).matches("lockstep [0-9]+\\.[0-9]+\\.[0-9]+.*\n");
    assertThat(lockstep("train", "--help")).isZero();
    assertThat(out.toString())
        .contains("--resume-or-start")
        .contains("lockstep train conf/quickstart.conf");
    assertThat(lockstep("--help")).isZero();
    assertThat(out.toString()).contains("Exit codes: 0 ok, 2 usage, 65 bad data");
  }

  @Test
  void everyCommandsHelpHasAnExample() {
    List<String> commands =
        List.of(
            "init",
            "check",
            "train",
            "resume",
            "search",
            "lr-find",
            "plan",
            "evaluate",
            "predict",
            "export",
            "import",
            "reproduce",
            "verify",
            "report",
            "status",
            "data",
            "completion");
    for (String command : commands) {
      out.getBuffer().setLength(0);
      assertThat(lockstep(command, "--help")).isZero();
      String example = " *(source <\\()?submit/lockstep " + command + ".*";
      assertThat(out.toString().split("Examples?:\n", 2)[1].lines())
          .as("what can be typed in a clone, none broken in two")
          .isNotEmpty()
          .allMatch(line -> line.matches(example), command);
    }
    out.getBuffer().setLength(0);
    assertThat(lockstep("--help")).isZero();
    assertThat(out.toString().lines().filter(line -> line.matches("  [a-z-]+ +[A-Z].*")))
        .as("commands that the list above lacks")
        .hasSize(commands.size() + 1); // and help itself
  }

  @Test
  void aMissingRunIsNamed() {
    assertThat(lockstep("status", run.toString())).isEqualTo(66);
    assertThat(errors.toString()).contains(run.toString());
  }

  private int lockstep(String... arguments) {
    return new Main(runner, new PrintWriter(out), new PrintWriter(errors), false, false)
        .run(arguments);
  }
}
