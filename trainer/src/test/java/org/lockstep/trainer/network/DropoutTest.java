package org.lockstep.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

class DropoutTest {
  private static final StepKey KEY = new StepKey(9, 4, 1);

  private static float[] mask(double rate, int layer, StepKey key, int count) {
    float[] mask = new float[count];
    new Dropout(rate, layer).fill(Kernels.best().elements(), key, mask, count);
    return mask;
  }

  @Test
  void keptValuesAreScaledSoThatTheMeanStays() {
    float[] mask = mask(0.3, 1, KEY, 20_000);
    double sum = 0;
    for (float factor : mask) {
      assertThat(factor).isIn(0f, (float) (1 / 0.7));
      sum += factor;
    }
    // standard error √(0.3/0.7/20000) = 0.0046
    assertThat(sum / mask.length).isCloseTo(1, within(0.02));
  }

  @Test
  void stepWorkerLayerAndSeedEachHaveMasksOfTheirOwn() {
    float[] mask = mask(0.5, 1, KEY, 200);
    assertThat(mask(0.5, 1, KEY, 200)).isEqualTo(mask);
    assertThat(mask(0.5, 2, KEY, 200)).isNotEqualTo(mask);
    assertThat(mask(0.5, 1, new StepKey(9, 5, 1), 200)).isNotEqualTo(mask);
    assertThat(mask(0.5, 1, new StepKey(9, 4, 2), 200)).isNotEqualTo(mask);
    assertThat(mask(0.5, 1, new StepKey(8, 4, 1), 200)).isNotEqualTo(mask);
  }

  @Test
  void aSparseRowLosesTheSameElementsAsADenseOne() {
    Matrix dense = Matrix.zeros(5, 40);
    for (int i = 0; i < dense.data().length; i += 3) {
      dense.data()[i] = i + 1;
    }
    int[] order = {4, 2, 0, 3, 1};
    float[] weights = new float[5];
    MiniBatch denseBatch = new MiniBatch(new Shard(dense, new float[0], 0, weights), 4);
    denseBatch.select(order, 1, 5);
    SparseRows sparse = (SparseRows) GradientCheckTest.sparse(dense);
    MiniBatch sparseBatch = new MiniBatch(new Shard(sparse, new float[0], 0, weights), 4);
    sparseBatch.select(order, 1, 5);

    new Dropout(0.5, 0).change(denseBatch, KEY);
    new Dropout(0.5, 0).change(sparseBatch, KEY);

    int dropped = 0;
    for (int i = 0; i < 4; i++) {
      int row = order[1 + i];
      for (int k = sparse.starts()[row]; k < sparse.starts()[row + 1]; k++) {
        float value = sparseBatch.values()[k];
        assertThat(value).isEqualTo(denseBatch.dense().get(i, sparse.indices()[k]));
        dropped += value == 0 ? 1 : 0;
      }
    }
    assertThat(dropped).isBetween(10, 45); // of 54 non-zeros
  }

  @Test
  void theShardItselfIsNotChangedAndTheNextStepStartsAfresh() {
    SparseRows sparse =
        new SparseRows(9, new int[] {0, 3}, new int[] {1, 4, 8}, new float[] {1, 2, 3});
    MiniBatch batch = new MiniBatch(new Shard(sparse, new float[0], 0, new float[1]), 1);
    int[] order = {0};
    batch.select(order, 0, 1);
    new Dropout(0.99, 0).change(batch, KEY);
    assertThat(batch.values()).isNotEqualTo(new float[] {1, 2, 3});
    assertThat(sparse.values()).containsExactly(1, 2, 3);
    batch.select(order, 0, 1);
    assertThat(batch.values()).containsExactly(1, 2, 3);
    assertThat(batch.ownValues()).containsExactly(1, 2, 3);
  }
}
