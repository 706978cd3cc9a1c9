package org.lockstep.driver.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.reproduce.Outcome.Figures;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.prediction.Predictor;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

/** A curve put together from sigmoid and from ReLU units, few and many. */
final class Bases implements Experiment {
  private static final String VALIDATION = "validation mse";
  private static final String TRAIN = "train mse";
  private static final List<String> KINDS = List.of("sigmoid", "relu");
  private static final int[] UNITS = {1, 2, 4, 8, 32};
  private static final int SAMPLES = 200;
  private static final int EPOCHS = 3000;
  private static final double[] PLACES =
      IntStream.rangeClosed(-50, 50).mapToDouble(i -> i / 50.0).toArray();

  @Override
  public String name() {
    return "curve";
  }

  @Override
  public Outcome run(Lab lab) {
    Outcome.Builder out =
        Outcome.of(
            name(),
            "A curve from sigmoid and from ReLU units",
            "y = sin(2πx)·exp(−x²), %d noisy samples (σ 0.1, so no mean squared error below 0.01). The lecture: hidden units are a basis that is learned; sigmoids give smooth steps, ReLUs straight pieces; more units fit closer."
                .formatted(SAMPLES),
            VALIDATION,
            TRAIN,
            Trained.LENGTH);
    for (String kind : KINDS) {
      Lines lines =
          new Lines("curve-" + kind, kind + " units", "x", "y")
              .dashed("the curve", PLACES, values(Plane::curve));
      Figures first = null;
      Figures last = null;
      for (int units : UNITS) {
        Trained trained = fit(lab, kind, units);
        last = out.row(units + " " + kind, trained.figures("mse"), Map.of(), "");
        first = first == null ? last : first;
        Predictor predictor = new Predictor(trained.network(), trained.parameters());
        lines.line(
            units + " " + kind,
            PLACES,
            values(x -> predictor.logits(new Matrix(new float[] {(float) x}, 0, 1, 1)).data()[0]));
      }
      out.chart(lines.chart("What 1 to 32 units make of the curve, which is dashed."));
      out.claim(
          "more " + kind + " units fit closer",
          last.value(TRAIN) < first.value(TRAIN) / 5,
          "mean squared error %.3f with %d, %.3f with %d",
          first.value(TRAIN),
          UNITS[0],
          last.value(TRAIN),
          UNITS[UNITS.length - 1]);
      out.claim(
          UNITS[UNITS.length - 1] + " " + kind + " units come near the noise (below 0.02)",
          last.value(VALIDATION) < 0.02,
          "%.4f",
          last.value(VALIDATION));
    }
    return out.done(
        "The lecture shows pictures and no figures for them; the curve is ours. From one start a few"
            + " ReLU units may die or share a piece: 8 can end behind 4, as they do here; only the"
            + " ends of the row are claimed.");
  }

  private static Trained fit(Lab lab, String kind, int units) {
    DenseSpec hidden = new DenseSpec(units, Activation.named(kind));
    Shard train = Plane.samples(SAMPLES, 1);
    return lab.fit(
        NetworkSpec.of(1, List.of(hidden), 1, Task.REGRESSION, 0),
        new TrainingSpec(
            1,
            SAMPLES / 4,
            EPOCHS,
            1,
            new Adam(0.02, 0.9, 0.999, 1e-7),
            new Constant(),
            EarlyStoppingSpec.none()),
        Plane.splits(train, Plane.samples(SAMPLES, 2)));
  }

  private static double[] values(DoubleUnaryOperator curve) {
    return Arrays.stream(PLACES).map(curve).toArray();
  }
}
