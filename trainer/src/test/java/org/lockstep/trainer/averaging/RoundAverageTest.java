package org.lockstep.trainer.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.Task;

class RoundAverageTest {

  private static RoundAverage of(double weight, float... numbers) {
    Totals totals = Totals.of(Task.REGRESSION, 1);
    totals.add(Matrix.zeros(1, 1), new float[1], new float[] {(float) weight}, 2);
    return new RoundAverage(new float[][] {numbers, numbers.clone()}, totals);
  }

  @Test
  void workersCountByTheirExamplesWeights() {
    // (1·1 + 3·5 + 4·2)/8 = 3
    RoundAverage mean = MergeTree.merge(List.of(of(1, 1), of(3, 5), of(4, 2)), RoundAverage::add);
    assertThat(mean.arrays()[0][0]).isEqualTo(3);
    assertThat(mean.arrays()[1][0]).isEqualTo(3);
    assertThat(mean.weight()).isEqualTo(8);
    assertThat(mean.totals().rows()).isEqualTo(3);
    assertThat(mean.totals().lossSum()).isEqualTo(6);
  }

  @Test
  void aMeanOfManyIsTheirWeightedMean() {
    Random random = new Random(3);
    double sum = 0;
    double weights = 0;
    List<RoundAverage> leaves = new ArrayList<>();
    for (int i = 0; i < 37; i++) {
      float weight = random.nextInt(4);
      float number = (float) random.nextGaussian();
      leaves.add(of(weight, number));
      sum += weight * number;
      weights += weight;
    }
    assertThat(MergeTree.merge(leaves, RoundAverage::add).arrays()[0][0])
        .isCloseTo((float) (sum / weights), within(1e-6f));
  }

  @Test
  void whatAllWorkersHaveInCommonKeepsItsBits() {
    float number = 0.1f;
    RoundAverage mean =
        MergeTree.merge(List.of(of(1, number), of(0.3, number), of(7, number)), RoundAverage::add);
    assertThat(mean.arrays()[0][0]).isEqualTo(number);
  }

  @Test
  void aWorkerWithoutWeightCountsNothing() {
    for (List<RoundAverage> leaves :
        List.of(
            List.of(of(0, Float.NaN), of(2, 0.3f), of(0, 7)),
            List.of(of(2, 0.3f), of(0, Float.MAX_VALUE)))) {
      assertThat(MergeTree.merge(leaves, RoundAverage::add).arrays()[0][0]).isEqualTo(0.3f);
    }
  }

  @Test
  void largeWeightsDoNotOverflow() {
    float huge = Float.MAX_VALUE / 4;
    RoundAverage mean = of(1e30, huge).add(of(1e30, huge / 2));
    assertThat(mean.arrays()[0][0]).isEqualTo(huge * 0.75f);
  }

  @Test
  void theFirstStepsDivergenceIsTheOneThatIsTold() {
    RoundAverage late = of(1, 1);
    late.diverged(7, "late");
    RoundAverage early = of(1, 1);
    early.diverged(3, "early");
    RoundAverage same = of(1, 1);
    same.diverged(3, "another worker's");
    RoundAverage mean = MergeTree.merge(List.of(of(1, 1), late, early, same), RoundAverage::add);
    assertThatThrownBy(mean::requireFinite)
        .isInstanceOf(DivergedException.class)
        .hasMessage("early");
    of(1, 1).requireFinite();
  }

  @Test
  void slicesMergeToWhatIsMergedWhole() {
    RoundAverage whole = of(1, 1, 2, 3, 4, 5).add(of(2, 9, 8, 7, 6, 5.5f));
    RoundAverage left = of(1, 1, 2, 3, 4, 5);
    RoundAverage right = of(2, 9, 8, 7, 6, 5.5f);
    RoundAverage joined =
        RoundAverage.join(
            List.of(
                left.slice(0, 2, true).add(right.slice(0, 2, true)),
                left.slice(2, 5, false).add(right.slice(2, 5, false))));
    assertThat(joined.arrays()).isDeepEqualTo(whole.arrays());
    assertThat(joined.weight()).isEqualTo(3);
    assertThat(joined.totals().rows()).isEqualTo(2);
  }

  @Test
  void aCopyStaysWhatItIs() {
    RoundAverage first = of(1, 1);
    RoundAverage copy = first.copy();
    first.add(of(1, 3));
    assertThat(copy.arrays()[0][0]).isEqualTo(1);
    assertThat(copy.totals().rows()).isEqualTo(1);
    assertThat(copy.weight()).isEqualTo(1);
  }
}
