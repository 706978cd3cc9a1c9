package org.lockstep.trainer.optimizer;

/**
 * An optimizer that leaves rows of the first layer's kernel alone in a step whose examples do not
 * name their feature: their weights do not move and their state does not fade; neither penalty nor
 * decay touches them. It is another algorithm, not a faster way to the same result: with Adam, a
 * rare feature's mean gradient lasts until the feature comes again, instead of fading and moving
 * the weights on in between. PyTorch's {@code SparseAdam} and TensorFlow's {@code LazyAdam} do so,
 * for vocabularies so large that one update of every row is too much.
 *
 * <p>The other parameters get every step, and so does a first layer with dense features. As in
 * {@code SparseAdam}, the steps of a bias correction are the run's, not the row's.
 *
 * @param inner the formula; not lazy itself
 */
public record Lazy(OptimizerSpec inner) implements OptimizerSpec {

  public Lazy {
    if (inner.lazy()) {
      throw new IllegalArgumentException(
          "an optimizer that is made lazy must not be lazy. Received: " + inner);
    }
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public double learningRate() {
    return inner.learningRate();
  }

  @Override
  public double weightDecay() {
    return inner.weightDecay();
  }

  @Override
  public boolean lazy() {
    return true;
  }

  @Override
  public Optimizer create(int parameters) {
    return inner.create(parameters);
  }
}
