package org.lockstep.driver.reproduce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.lockstep.driver.chart.Bars;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Matrix;

/** California housing: the coefficients of a linear model against those of least squares. */
final class Housing implements Experiment {
  private static final String LEARNED = "learned";
  private static final String EXACT = "least squares";
  private static final double NEAR = 0.01;

  @Override
  public String name() {
    return "housing";
  }

  @Override
  public Outcome run(Lab lab) throws IOException {
    Outcome.Builder out =
        Outcome.of(
            name(),
            "California housing: coefficients of a linear model",
            "Inputs scaled to mean 0 and deviation 1, so that coefficients can be compared: a"
                + " network without a hidden layer is a linear regression, and gradient descent"
                + " finds what the normal equations give.",
            LEARNED,
            EXACT);
    Lab.Run run = lab.train(name());
    double[] exact = leastSquares(run.rows().splits().get(Split.TRAIN));
    float[] learned = run.trained().parameters();
    double farthest = 0;
    for (int i = 0; i < exact.length - 1; i++) {
      out.row(
          run.rows().features().featureName(i),
          Map.of(LEARNED, (double) learned[i], EXACT, exact[i + 1]),
          run.how());
      farthest = Math.max(farthest, Math.abs(learned[i] - exact[i + 1]));
    }
    out.row(
        "intercept",
        Map.of(LEARNED, (double) learned[exact.length - 1], EXACT, exact[0]),
        run.how());
    out.claim(
        "every coefficient is within %.2f of least squares".formatted(NEAR),
        farthest < NEAR,
        "the farthest is %.4f off",
        farthest);
    out.claim(
        "the largest are income and the place (latitude and longitude, both negative)",
        learned[0] > 0.5 && learned[6] < -0.5 && learned[7] < -0.5,
        "income %.2f, latitude %.2f, longitude %.2f",
        learned[0],
        learned[6],
        learned[7]);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < exact.length - 1; i++) {
      names.add(run.rows().features().featureName(i));
    }
    out.chart(
        new Bars("housing-coefficients", "Coefficients", "feature", "coefficient", names)
            .lying()
            .series(
                LEARNED, IntStream.range(0, names.size()).mapToDouble(i -> learned[i]).toArray())
            .series(EXACT, Arrays.copyOfRange(exact, 1, exact.length))
            .chart("What a deviation more of the feature adds to the price, in $100,000."));
    return out.done(
        "Prices in $100,000; 60% of the rows, and rows with blanks are left out: the coefficients"
            + " of all rows differ in the second digit.");
  }

  /** Intercept, then coefficients. */
  private static double[] leastSquares(List<Shard> shards) {
    int rows = shards.stream().mapToInt(Shard::rows).sum();
    double[][] x = new double[rows][];
    double[] y = new double[rows];
    int filled = 0;
    for (Shard shard : shards) {
      Matrix features = (Matrix) shard.features();
      for (int i = 0; i < shard.rows(); i++) {
        x[filled] = new double[features.columns()];
        for (int j = 0; j < features.columns(); j++) {
          x[filled][j] = features.data()[features.offset() + i * features.columns() + j];
        }
        y[filled++] = shard.targets()[i];
      }
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(y, x);
    return regression.estimateRegressionParameters();
  }
}
