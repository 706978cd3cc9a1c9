package org.lockstep.trainer.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.initializer.Zeros;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;

/**
 * The notes' updates of one weight with a penalty. Both hold a slip of sign: from 4 they arrive at
 * 7.2 with L1, where the penalty is added instead of subtracted, and from 10 at 7 with L2, where a
 * step against a negative gradient goes down. Right are 5.8 and 13. Only these six figures are the
 * notes'; gradients, rates and λ are ours and give them.
 */
class PenalisedUpdatesTest {

  /** 4 − 0.5·(−5) = 6.5, and 0.5·1.4 = 0.7 of that nearer to zero: 5.8. */
  @Test
  void l1From4LeadsTo58AndNotTo72() {
    assertThat(updated(4, -5, 0.5, new RegularizerSpec(1.4, 0, 0, false))).isEqualTo(5.8f);
  }

  /** 10 − 0.125·(−64 + 2·2·10) = 13. */
  @Test
  void l2From10LeadsTo13AndNotTo7() {
    assertThat(updated(10, -64, 0.125, RegularizerSpec.l2(2))).isEqualTo(13);
  }

  private static float updated(
      float weight, float slope, double learningRate, RegularizerSpec regularizer) {
    DenseSpec layer = new DenseSpec(1, new Identity(), new Zeros(), false, regularizer);
    NetworkSpec network = new NetworkSpec(1, List.of(layer), Task.REGRESSION);
    TrainingSpec training =
        new TrainingSpec(
            1, 1, 1, 1, new Sgd(learningRate), new Constant(), EarlyStoppingSpec.none());
    Totals oneRow = Totals.of(Task.REGRESSION, 1);
    oneRow.add(Matrix.zeros(1, 1), new float[1], new float[] {1}, 0);
    Gradient gradient = new Gradient(1, oneRow);
    gradient.sums()[0] = slope;
    float[] parameters = {weight};
    new GradientStep(network, training).take(parameters, gradient, 1);
    return parameters[0];
  }
}
