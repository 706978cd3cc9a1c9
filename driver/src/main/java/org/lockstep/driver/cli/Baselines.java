package org.lockstep.driver.cli;

import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.baseline.BaselineChoice;
import org.lockstep.driver.page.BaselinesFile;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.Failures;
import org.lockstep.driver.run.FinishedRun;
import org.lockstep.driver.run.JobRunner;
import org.slf4j.LoggerFactory;

/** Simpler models that are trained for a run's page. */
final class Baselines {
  private final BaselineChoice choice;

  Baselines(BaselineChoice choice) {
    this.choice = choice;
  }

  /** What their Spark needs: Spark ML sends classes of its own, which nobody has registered. */
  SparkConf conf() {
    SparkConf conf = new SparkConf();
    return choice == BaselineChoice.NONE
        ? conf
        : conf.set("spark.kryo.registrationRequired", "false");
  }

  /** Trains them at a run's end. They stand beside it: that one fails is no failure of the run. */
  void train(JobRunner runner, FinishedRun run, SparkSession spark, Terminal terminal) {
    if (choice == BaselineChoice.NONE) {
      return;
    }
    try {
      require(runner, run, spark, terminal);
    } catch (IOException | RuntimeException e) {
      if (Interruption.shuttingDown() && e instanceof RuntimeException interrupted) {
        throw interrupted; // the run must not end as if it were done
      }
      LoggerFactory.getLogger(Baselines.class).error("simpler models were not trained", e);
      terminal.warn("simpler models were not trained: " + Failures.of(e).sentence());
    }
  }

  /** Trains them and writes {@code baselines.json}. */
  void require(JobRunner runner, FinishedRun run, SparkSession spark, Terminal terminal)
      throws IOException {
    BaselinesFile.write(
        run.path(),
        choice,
        runner.baselines(run, choice, name -> terminal.line("baseline   " + name), spark));
  }
}
