package org.lockstep.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lockstep.trainer.matrix.Matrix;

/** The lecture notes' worked examples, to the digits that they print. */
class LectureLossTest {

  /**
   * A mail that is no spam gets the logit 1.1. The notes print 0.2877 as its loss: that is −ln
   * 0.75, the loss of a mail that IS spam, with p rounded. Of a mail that is none it is −ln(1 − p).
   */
  @Test
  void aGoodMailThatLooksLikeSpamCosts1387() {
    Matrix logit = new Matrix(new float[] {1.1f}, 0, 1, 1);
    Matrix p = Matrix.zeros(1, 1);
    SigmoidCrossEntropy loss = new SigmoidCrossEntropy();
    loss.predictions(logit, p);
    float[] one = {1};
    assertThat(p.get(0, 0)).isCloseTo(0.7503f, within(5e-5f));
    assertThat(loss.loss(logit, new float[] {0}, one)).isCloseTo(1.387, within(5e-4));
    assertThat(loss.loss(logit, new float[] {1}, one)).isCloseTo(0.2873, within(5e-5));
    assertThat(-Math.log(0.75)).isCloseTo(0.2877, within(5e-5));
  }

  @Test
  void softmaxOf850IsAlmostSureOfTheFirst() {
    Matrix logits = new Matrix(new float[] {8, 5, 0}, 0, 1, 3);
    Matrix p = Matrix.zeros(1, 3);
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    loss.predictions(logits, p);
    assertThat(p.get(0, 0)).isCloseTo(0.9523f, within(5e-5f));
    assertThat(p.get(0, 1)).isCloseTo(0.0474f, within(5e-5f));
    assertThat(p.get(0, 2)).isCloseTo(0.0003f, within(5e-5f));
    double[] surprise = {0.0489, 3.0489, 8.0489};
    for (int target = 0; target < 3; target++) {
      assertThat(loss.loss(logits, new float[] {target}, new float[] {1}))
          .isCloseTo(surprise[target], within(5e-5));
    }
  }

  @Test
  void softmaxOf2And1AndATenthIsTwoThirdsSure() {
    Matrix logits = new Matrix(new float[] {2, 1, 0.1f}, 0, 1, 3);
    Matrix p = Matrix.zeros(1, 3);
    new SoftmaxCrossEntropy().predictions(logits, p);
    assertThat(p.get(0, 0)).isCloseTo(0.659f, within(5e-4f));
    assertThat(p.get(0, 1)).isCloseTo(0.242f, within(5e-4f));
    assertThat(p.get(0, 2)).isCloseTo(0.099f, within(5e-4f));
    double loss = new SoftmaxCrossEntropy().loss(logits, new float[] {0}, new float[] {1});
    assertThat(loss).isCloseTo(0.417, within(5e-4));
  }

  /**
   * The mean binary cross-entropy of three mails. Their probabilities are ours, since the notes'
   * are not known: spam at 0.9 and at 0.6, and no spam at 0.2.
   */
  @Test
  void threeMailsCostTheirMeanSurprise() {
    Matrix logits = Matrix.zeros(3, 1);
    double[] p = {0.9, 0.2, 0.6};
    for (int row = 0; row < 3; row++) {
      logits.set(row, 0, (float) Math.log(p[row] / (1 - p[row])));
    }
    float[] weights = {1, 1, 1};
    double sum = new SigmoidCrossEntropy().loss(logits, new float[] {1, 0, 1}, weights);
    assertThat(sum).isCloseTo(0.1054 + 0.2231 + 0.5108, within(2e-4)); // −ln .9, −ln .8, −ln .6
    assertThat(sum / 3).isCloseTo(0.2798, within(5e-5));
  }

  /**
   * The mean categorical cross-entropy of three posts: only the probability of a post's own class
   * counts. The probabilities are ours: 0.7, 0.5 and 0.1 for the right class.
   */
  @Test
  void threePostsCostTheMeanSurpriseOfTheirOwnClass() {
    double[][] p = {{0.7, 0.2, 0.1}, {0.3, 0.5, 0.2}, {0.6, 0.3, 0.1}};
    Matrix logits = Matrix.zeros(3, 3);
    for (int row = 0; row < 3; row++) {
      for (int k = 0; k < 3; k++) {
        logits.set(row, k, (float) Math.log(p[row][k])); // softmax of logarithms is p itself
      }
    }
    float[] weights = {1, 1, 1};
    double sum = new SoftmaxCrossEntropy().loss(logits, new float[] {0, 1, 2}, weights);
    assertThat(sum).isCloseTo(0.3567 + 0.6931 + 2.3026, within(2e-4)); // −ln .7, −ln .5, −ln .1
    assertThat(sum / 3).isCloseTo(1.1175, within(5e-5));
  }
}
