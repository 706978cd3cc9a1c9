package org.lockstep.driver.reproduce;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Points;
import org.lockstep.driver.reproduce.Outcome.Figures;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.prediction.Predictor;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

/** Points of a plane: what 2 and 16 hidden units, and 16 with L2, make of them. */
final class Boundaries implements Experiment {
  private static final String VALIDATION = "validation accuracy";
  private static final String TRAIN = "train accuracy";
  private static final int POINTS = 120;
  private static final int JUDGES = 2000;
  private static final int SEEDS = 5;
  private static final int EPOCHS = 1500;
  private static final int GRID = 60;
  private static final double EDGE = 2.5;

  @Override
  public String name() {
    return "boundaries";
  }

  @Override
  public Outcome run(Lab lab) {
    Outcome.Builder out =
        Outcome.of(
            name(),
            "Decision boundaries of points in a plane",
            ("Two noisy half-moons, %d points for training and %,d to judge by; tanh units. The"
                    + " lecture: 2 units are too few to bend the boundary, 16 bend it around single"
                    + " points, a penalty smooths it. Means of %d draws.")
                .formatted(POINTS, JUDGES, SEEDS),
            VALIDATION,
            TRAIN,
            Trained.LENGTH);
    Figures two = row(lab, out, "2 hidden units", 2, 0);
    Figures many = row(lab, out, "16 hidden units", 16, 0);
    Figures smooth = row(lab, out, "16 hidden units, L2 with λ = 0.003", 16, 3e-3);
    out.claim(
        "2 units do not even fit the training points as 16 do",
        two.value(TRAIN) < many.value(TRAIN) - 0.02,
        "%.3f against %.3f",
        two.value(TRAIN),
        many.value(TRAIN));
    out.claim(
        "16 units without a penalty over-fit: training well above validation",
        many.value(TRAIN) - many.value(VALIDATION) > 0.05,
        "%.3f against %.3f",
        many.value(TRAIN),
        many.value(VALIDATION));
    out.claim(
        "L2 makes 16 units better on points that they have not seen",
        smooth.value(VALIDATION) > many.value(VALIDATION),
        "%.3f against %.3f",
        smooth.value(VALIDATION),
        many.value(VALIDATION));
    out.claim(
        "and their weights smaller",
        smooth.value(Trained.LENGTH) < many.value(Trained.LENGTH),
        "‖W‖₂ %.1f against %.1f",
        smooth.value(Trained.LENGTH),
        many.value(Trained.LENGTH));
    return out.done(
        "The lecture shows pictures and no figures for them, and its points are its own: ours are"
            + " drawn by the project.");
  }

  private static Figures row(Lab lab, Outcome.Builder out, String setting, int units, double l2) {
    Map<String, Double> mean = new LinkedHashMap<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      Shard points = Plane.moons(POINTS, seed);
      Trained trained =
          lab.fit(
              network(units, l2),
              new TrainingSpec(
                  1,
                  POINTS,
                  EPOCHS,
                  seed,
                  new Adam(0.02, 0.9, 0.999, 1e-7),
                  new Constant(),
                  EarlyStoppingSpec.none()),
              Plane.splits(points, Plane.moons(JUDGES, 100 + seed)));
      trained
          .figures("accuracy")
          .forEach((name, value) -> mean.merge(name, value / SEEDS, Double::sum));
      if (seed == 1) {
        out.chart(chart(setting, trained, points));
      }
    }
    return out.row(setting, mean, "");
  }

  private static NetworkSpec network(int units, double l2) {
    Activation tanh = Activation.named("tanh");
    DenseSpec hidden = new DenseSpec(units, tanh, Initializer.defaultFor(tanh), true, l2);
    return NetworkSpec.of(2, List.of(hidden), 1, Task.BINARY, l2);
  }

  /** The probability of class 1 over the plane, and the points of the training on it. */
  private static Chart chart(String title, Trained trained, Shard points) {
    double[] axis = IntStream.range(0, GRID).mapToDouble(Boundaries::place).toArray();
    float[] places = new float[2 * GRID * GRID];
    for (int i = 0; i < GRID * GRID; i++) {
      places[2 * i] = (float) axis[i % GRID];
      places[2 * i + 1] = (float) axis[i / GRID];
    }
    Matrix probabilities =
        new Predictor(trained.network(), trained.parameters())
            .probabilities(new Matrix(places, 0, GRID * GRID, 2));
    double[][] field = new double[GRID][GRID];
    for (int i = 0; i < GRID * GRID; i++) {
      // the last column is the second class's, of one column or two
      field[i / GRID][i % GRID] = probabilities.get(i, probabilities.columns() - 1);
    }
    Points picture =
        new Points(Chart.id("boundaries " + title), title, "x", "y")
            .plane("probability of class 1", axis, axis, field);
    cloud(picture, points, 0);
    cloud(picture, points, 1);
    return picture.chart(
        "The plane is blue where class 0 is answered, orange where class 1 is; dots are training"
            + " points.");
  }

  private static double place(int cell) {
    return -EDGE + 2 * EDGE * (cell + 0.5) / GRID;
  }

  private static void cloud(Points picture, Shard points, int label) {
    float[] data = ((Matrix) points.features()).data();
    int[] chosen =
        IntStream.range(0, points.rows()).filter(i -> points.targets()[i] == label).toArray();
    picture.cloud(
        "class " + label,
        Arrays.stream(chosen).mapToDouble(i -> data[2 * i]).toArray(),
        Arrays.stream(chosen).mapToDouble(i -> data[2 * i + 1]).toArray());
  }
}
