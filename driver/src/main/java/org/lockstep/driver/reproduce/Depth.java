package org.lockstep.driver.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.chart.Lines;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/** How much of the gradient is left in the first of many layers, before the first step. */
final class Depth implements Experiment {
  private static final String SHARE = "first layer / last";
  private static final String FIRST = "‖∇‖₂ first";
  private static final String LAST = "‖∇‖₂ last";
  private static final int[] DEPTHS = {1, 2, 4, 8, 16};
  private static final int UNITS = 32;
  private static final int ROWS = 512;

  @Override
  public String name() {
    return "depth";
  }

  @Override
  public Outcome run(Lab lab) {
    Outcome.Builder out =
        Outcome.of(
            name(),
            "Vanishing gradients by depth",
            "Hidden layers of %d units, their gradient on %d points before the first step. The lecture: a sigmoid's slope is at most 1/4, so each layer passes on less, and the first of many hardly learns; ReLU passes on what comes."
                .formatted(UNITS, ROWS),
            SHARE,
            FIRST,
            LAST);
    Lines lines =
        new Lines(
                "depth-gradients",
                "Gradient of the first layer over the last layer's",
                "hidden layers",
                "share")
            .log()
            .logX();
    double[] deepest = new double[2];
    int kind = 0;
    for (String activation : List.of("sigmoid", "relu")) {
      double[] x = new double[DEPTHS.length];
      double[] y = new double[DEPTHS.length];
      for (int i = 0; i < DEPTHS.length; i++) {
        Map<String, Double> figures = figures(activation, DEPTHS[i]);
        out.row(DEPTHS[i] + " × " + activation, figures, "");
        x[i] = DEPTHS[i];
        y[i] = figures.get(SHARE);
      }
      deepest[kind++] = y[DEPTHS.length - 1];
      lines.line(activation, x, y);
      if (activation.equals("sigmoid")) {
        boolean falls = true;
        for (int i = 1; i < y.length; i++) {
          falls &= y[i] < y[i - 1];
        }
        out.claim(
            "with sigmoid units the first layer's share falls with every layer more",
            falls,
            "from %.2g with %d to %.2g with %d",
            y[0],
            DEPTHS[0],
            y[y.length - 1],
            DEPTHS[DEPTHS.length - 1]);
      }
    }
    out.claim(
        "in the deepest network it vanishes with sigmoid (below 1e-4) and not with ReLU (above 0.1)",
        deepest[0] < 1e-4 && deepest[1] > 0.1,
        "%.2g and %.2g",
        deepest[0],
        deepest[1]);
    out.chart(
        lines.chart(
            "How much of the gradient reaches the first layer; both axes in powers of ten."));
    return out.done(
        "The lecture explains it and gives no figures. Weights start as the activation wants:"
            + " Glorot uniform for sigmoid, He normal for ReLU.");
  }

  private static Map<String, Double> figures(String activation, int depth) {
    List<LayerSpec> hidden = new ArrayList<>();
    for (int layer = 0; layer < depth; layer++) {
      hidden.add(new DenseSpec(UNITS, Activation.named(activation)));
    }
    NetworkSpec network = NetworkSpec.of(2, hidden, 1, Task.BINARY, 0);
    TrainingSpec training =
        new TrainingSpec(1, ROWS, 1, 1, new Sgd(0.1), new Constant(), EarlyStoppingSpec.none());
    Shard points = Plane.moons(ROWS, 1);
    try (LocalWorkers workers =
        new LocalWorkers(network, training, Plane.splits(points, points), Kernels.best())) {
      Gradient gradient = workers.gradient(Parameters.initialise(network, 1).values(), 1, 0);
      List<ParameterLayout.Slice> kernels = new ParameterLayout(network).kernels();
      double first = length(gradient, kernels.get(0));
      double last = length(gradient, kernels.get(kernels.size() - 1));
      return Map.of(SHARE, first / last, FIRST, first, LAST, last);
    }
  }

  /** Of the mean gradient. */
  private static double length(Gradient gradient, ParameterLayout.Slice kernel) {
    double squares = 0;
    for (int i = kernel.offset(); i < kernel.end(); i++) {
      double mean = gradient.sums()[i] / gradient.weight();
      squares += mean * mean;
    }
    return Math.sqrt(squares);
  }
}
