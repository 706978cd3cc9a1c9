package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.datasets.split.StratifiedSplit;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.MetricsFile;
import org.lockstep.trainer.model.ModelFile;

/** The shipped jobs on the real data sets, where LOCKSTEP_DATA names a folder that holds them. */
@EnabledIfEnvironmentVariable(named = "LOCKSTEP_DATA", matches = ".+")
@Tag("long-training")
class RealDataTest {
  @TempDir private Path folder;
  private final LookUp lookUp =
      new LookUp(Optional.of(System.getenv("LOCKSTEP_DATA")), Path.of("target"), Path.of("target"));
  private final CommandLine lockstep = new CommandLine(lookUp);

  /** Healthy training: nothing is said of it but that early stopping came after the best epoch. */
  private static void assertNoWarning(Path run) throws IOException {
    assertThat(MetricsFile.read(run).path("warnings").findValuesAsText("kind"))
        .allMatch("over_fitting"::equals);
    assertThat(run.resolve("layers.csv")).isNotEmptyFile();
  }

  @Test
  void tweetsAreLearnedWithoutAWarningAndScoreAlikeEverywhere() throws Exception {
    for (String activation : List.of("sigmoid", "relu")) {
      Path run = folder.resolve(activation);
      String layers = "network.layers=[{units = 64, activation = " + activation + "}]";
      assertThat(lockstep.train("airline.conf", run, layers)).as(lockstep.errors()).isZero();
      assertNoWarning(run);
    }
    Path run = folder.resolve("sigmoid");
    String words = "features.tokens=[words]";
    Path plain = folder.resolve("words");
    assertThat(lockstep.train("airline.conf", plain, words)).as(lockstep.errors()).isZero();
    assertThat(scoredEverywhere(run, "true")).isEqualTo(14_640); // features into ONNX
    assertThat(scoredEverywhere(plain, "true")).isEqualTo(14_640); // texts into ONNX
  }

  /** Scores the rows of a run's data, wherever a model of texts can be scored. */
  private int scoredEverywhere(Path run, String rows) throws Exception {
    JobSpec job = JobReader.read(run.resolve("job.conf"), List.of());
    SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate();
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      return new EverywhereScoring(run, run.resolve("model"))
          .check(spark, examples.rows().filter(rows));
    } finally {
      spark.stop();
    }
  }

  @Test
  void reviewsReachTheLecturesAccuracyOnTheOfficialTestSetAndScoreAlikeEverywhere()
      throws Exception {
    Path run = folder.resolve("imdb");
    assertThat(lockstep.train("imdb.conf", run)).as(lockstep.errors()).isZero();
    assertThat(CommandLine.score(run, "test", "accuracy")).isGreaterThanOrEqualTo(0.87);
    assertNoWarning(run);
    assertThat(scoredEverywhere(run, "part = 'test'")).isEqualTo(25_000);
  }

  @Test
  void digitsAreReadAsAMeanOfFiveSeeds() throws IOException {
    double sum = 0;
    for (int seed = 1; seed <= 5; seed++) {
      Path run = folder.resolve("digits-" + seed);
      assertThat(lockstep.train("digits.conf", run, "training.seed=" + seed))
          .as(lockstep.errors())
          .isZero();
      assertNoWarning(run);
      sum += CommandLine.score(run, "test", "accuracy");
    }
    assertThat(sum / 5).isGreaterThanOrEqualTo(0.955);
  }

  @Test
  void housingFindsTheCoefficientsOfTheLeastSquaresSolution() throws IOException {
    Path run = folder.resolve("housing");
    assertThat(lockstep.train("housing.conf", run)).as(lockstep.errors()).isZero();
    assertThat(lockstep.out()).contains("207 rows rejected: blank_value 207");
    assertNoWarning(run);
    float[] found = ModelFile.read(run.resolve("model")).parameters();

    double[] wanted = leastSquares(trainingRows());
    assertThat(found).hasSize(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i]).as("coefficient %d", i).isCloseTo(wanted[i], within(1e-2));
    }
  }

  /** Rows of the training split: the notes' eight features, then the target. */
  private List<double[]> trainingRows() {
    JobSpec job =
        JobReader.read(CommandLine.ROOT.resolve("conf").resolve("housing.conf"), List.of());
    List<String> names = job.data().columns().numeric();
    List<double[]> rows = new ArrayList<>();
    SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate();
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      List<Row> train =
          StratifiedSplit.assign(
                  examples.rows(), List.of(), job.data().split(), job.training().seed())
              .filter("split = 'train'")
              .select("numeric", "target")
              .collectAsList();
      for (Row row : train) {
        List<Double> cells = row.getList(0);
        double households = cells.get(names.indexOf("households"));
        rows.add(
            new double[] {
              cells.get(names.indexOf("median_income")),
              cells.get(names.indexOf("housing_median_age")),
              cells.get(names.indexOf("total_rooms")) / households,
              cells.get(names.indexOf("total_bedrooms")) / households,
              cells.get(names.indexOf("population")),
              cells.get(names.indexOf("population")) / households,
              cells.get(names.indexOf("latitude")),
              cells.get(names.indexOf("longitude")),
              row.getDouble(1)
            });
      }
    } finally {
      spark.stop();
    }
    return rows;
  }

  /** (XᵀX)⁻¹Xᵀy with X standardised over the rows and a column of ones at its end. */
  private static double[] leastSquares(List<double[]> rows) {
    int features = rows.get(0).length - 1;
    RealMatrix x = new Array2DRowRealMatrix(rows.size(), features + 1);
    RealVector y = new ArrayRealVector(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      y.setEntry(i, rows.get(i)[features]);
      x.setEntry(i, features, 1);
    }
    for (int column = 0; column < features; column++) {
      int c = column;
      double mean = rows.stream().mapToDouble(row -> row[c]).average().orElseThrow();
      double deviation =
          Math.sqrt(
              rows.stream()
                  .mapToDouble(row -> (row[c] - mean) * (row[c] - mean))
                  .average()
                  .orElseThrow());
      for (int i = 0; i < rows.size(); i++) {
        x.setEntry(i, column, (rows.get(i)[column] - mean) / deviation);
      }
    }
    RealMatrix xt = x.transpose();
    return new CholeskyDecomposition(xt.multiply(x)).getSolver().solve(xt.operate(y)).toArray();
  }
}
