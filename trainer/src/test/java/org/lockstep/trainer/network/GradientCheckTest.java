package org.lockstep.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Elu;
import org.lockstep.trainer.activation.Gelu;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.LeakyRelu;
import org.lockstep.trainer.activation.Mish;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.activation.RRelu;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.activation.Silu;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.matrix.SparseRows;

/**
 * Back-propagation against central differences (f(θ+h) − f(θ−h)) / 2h of the double-precision
 * {@link ReferenceNetwork}, for every task × activation × penalty × dropout × storage, and every
 * loss × task × activation.
 */
class GradientCheckTest {
  private static final int INPUTS = 6;
  private static final int[] ORDER = {5, 3, 1, 6, 0, 2, 4};
  private static final int FROM = 1;
  private static final int TO = 7;
  private static final long SEED = 11;
  private static final long STEP = 3;
  private static final int WORKER = 2;

  record Case(
      Task task,
      LossSpec loss,
      Activation f,
      double l2,
      double inputRate,
      double rate,
      boolean sparse) {
    NetworkSpec network() {
      List<LayerSpec> hidden = new ArrayList<>();
      if (inputRate > 0) {
        hidden.add(new DropoutSpec(inputRate));
      }
      hidden.add(new DenseSpec(7, f, new GlorotUniform(), true, l2));
      if (rate > 0) {
        hidden.add(new DropoutSpec(rate));
        hidden.add(new DropoutSpec(rate / 2));
      }
      hidden.add(new DenseSpec(5, f, new GlorotUniform(), false, 0));
      if (rate > 0) {
        hidden.add(new DropoutSpec(rate));
      }
      int outputs =
          switch (task) {
            case MULTICLASS -> 3;
            case BINARY -> 1;
            case RECONSTRUCTION -> INPUTS;
            case MULTI_LABEL, DISTRIBUTION, REGRESSION -> 2;
          };
      return NetworkSpec.of(INPUTS, hidden, outputs, task, loss, l2 / 2);
    }
  }

  /** Every function, those with settings with others than their defaults. */
  private static List<Activation> activations() {
    return Activation.names().stream()
        .filter(name -> !name.equals("step"))
        .map(
            name ->
                switch (name) {
                  case "leaky_relu" -> new LeakyRelu(0.3);
                  case "elu" -> new Elu(1.5);
                  default -> Activation.named(name);
                })
        .toList();
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Task task : Task.values()) {
      LossSpec own = LossSpec.defaultFor(task);
      for (Activation activation : activations()) {
        for (double l2 : new double[] {0, 0.03}) {
          for (double inputRate : new double[] {0, 0.4}) {
            for (double rate : new double[] {0, 0.5}) {
              cases.add(new Case(task, own, activation, l2, inputRate, rate, false));
              cases.add(new Case(task, own, activation, l2, inputRate, rate, true));
            }
          }
        }
      }
    }
    List<LossSpec> losses =
        List.of(
            new LossSpec.CrossEntropy(0),
            new LossSpec.CrossEntropy(0.2),
            new LossSpec.Focal(2),
            new LossSpec.Focal(0.5),
            new LossSpec.Hinge(),
            new LossSpec.PositiveWeighted(new LossSpec.CrossEntropy(0), List.of(3.0, 0.25)),
            new LossSpec.AbsoluteError(),
            new LossSpec.Huber(0.25),
            new LossSpec.Poisson());
    for (LossSpec loss : losses) {
      for (Task task : loss.tasks()) {
        for (Activation activation : activations()) {
          cases.add(new Case(task, loss, activation, 0, 0, 0, false));
          cases.add(new Case(task, loss, activation, 0.03, 0.4, 0.5, true));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void backPropagationEqualsCentralDifferences(Case c) {
    check(c.network(), c.sparse());
  }

  private static void check(NetworkSpec network, boolean inSparse) {
    SplittableRandom random = new SplittableRandom(5);
    Matrix x = Matrix.zeros(ORDER.length, INPUTS);
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = random.nextInt(3) == 0 ? 0 : (float) (random.nextDouble() * 2 - 1);
    }
    float[] targets = targets(network, random);
    float[] weights = {1, 2, 0.5f, 0, 1.5f, 1, 3};
    float[] parameters = new float[new ParameterLayout(network).size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (random.nextDouble() * 1.6 - 0.8);
    }
    Shard shard = new Shard(inSparse ? sparse(x) : x, targets, network.targetColumns(), weights);

    float[] gradient = meanGradient(network, shard, parameters);

    ReferenceNetwork reference = reference(network, x, inSparse, targets, weights);
    double[] theta = new double[parameters.length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = parameters[i];
    }
    double h = 1e-6;
    for (int i : learned(network)) {
      theta[i] = parameters[i] + h;
      double above = reference.objective(theta);
      theta[i] = parameters[i] - h;
      double below = reference.objective(theta);
      theta[i] = parameters[i];
      double difference = (above - below) / (2 * h);
      // The passes are float: their error grows with the gradient.
      double bound = 2e-6 * Math.max(1, Math.abs(difference));
      assertThat((double) gradient[i]).as("parameter %d", i).isCloseTo(difference, within(bound));
    }
  }

  /** Layers that are neither dense nor dropout, everywhere that they can stand. */
  static Stream<NetworkSpec> otherLayers() {
    Identity linear = new Identity();
    GlorotUniform glorot = new GlorotUniform();
    BatchNormalizationSpec norm = new BatchNormalizationSpec(0.9, 0.01, true, true);
    BatchNormalizationSpec bare = new BatchNormalizationSpec(0.9, 0.1, false, false);
    List<List<LayerSpec>> hidden =
        List.of(
            List.of(new DenseSpec(7, linear), norm, new ActivationSpec(new Tanh())),
            List.of(new DenseSpec(7, new Tanh()), norm, new DenseSpec(4, new PRelu())),
            List.of(norm, new DenseSpec(7, new Gelu()), bare, bare),
            List.of(
                new BatchNormalizationSpec(0.9, 0.01, true, false),
                new DenseSpec(5, linear),
                new BatchNormalizationSpec(0.9, 0.01, false, true),
                new ActivationSpec(new PRelu(-0.5))),
            List.of(bare, new GaussianNoiseSpec(0.5), new DenseSpec(6, new Silu())),
            List.of(new ActivationSpec(new PRelu()), new DenseSpec(6, new RRelu())),
            List.of(new ActivationSpec(new Tanh()), new ActivationSpec(new Mish()), norm),
            List.of(
                new DropoutSpec(0.2),
                new GaussianNoiseSpec(0.3),
                new DenseSpec(7, new Sigmoid(), glorot, true, 0.01),
                new ActivationSpec(new RRelu()),
                new ActivationSpec(new Tanh()),
                new GaussianNoiseSpec(0.3),
                new DropoutSpec(0.4),
                norm,
                new ActivationSpec(new Elu()),
                new DenseSpec(6, new RRelu(0.2, 0.8)),
                new DropoutSpec(0.3),
                norm));
    List<NetworkSpec> networks = new ArrayList<>();
    for (List<LayerSpec> layers : hidden) {
      networks.add(NetworkSpec.of(INPUTS, layers, 3, Task.MULTICLASS, 0.01));
      NetworkSpec numbers = NetworkSpec.of(INPUTS, layers, 2, Task.REGRESSION, 0);
      networks.add(numbers);
      networks.add(numbers.with(new OutputSpec.Bounded(-0.5, 2)));
    }
    NetworkSpec linearModel =
        NetworkSpec.of(INPUTS, List.of(), 2, Task.REGRESSION, new LossSpec.Huber(0.25), 0);
    networks.add(linearModel.with(new OutputSpec.Bounded(0.5, Double.POSITIVE_INFINITY)));
    networks.add(linearModel.with(new OutputSpec.Bounded(Double.NEGATIVE_INFINITY, 0.5)));
    return networks.stream();
  }

  @ParameterizedTest
  @MethodSource("otherLayers")
  void everyLayerPropagatesAsCentralDifferences(NetworkSpec network) {
    check(network, false);
    if (network.layers().get(0) instanceof DropoutSpec) {
      check(network, true);
    }
  }

  private static float[] meanGradient(NetworkSpec network, Shard shard, float[] parameters) {
    MatrixMath math = new MatrixMath(Kernels.best());
    Workspace workspace = new Workspace(network, TO - FROM);
    MiniBatch batch = new MiniBatch(shard, TO - FROM);
    batch.select(ORDER, FROM, TO);
    Matrix logits = new ForwardPass(workspace, math).train(parameters, batch, SEED, STEP, WORKER);
    Matrix delta = workspace.outputDelta(batch.rows());
    Loss.of(network).lossAndDelta(logits, batch.targets(), batch.weights(), delta);
    float[] gradient = new float[parameters.length];
    new BackwardPass(workspace, math).run(parameters, batch, gradient);
    float weight = 0;
    for (int i = 0; i < batch.rows(); i++) {
      weight += batch.weights()[i];
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= weight;
    }
    new Penalty(network).addGradient(parameters, gradient);
    return gradient;
  }

  /** Of the moving averages the gradient is no derivative. */
  private static int[] learned(NetworkSpec network) {
    return new ParameterLayout(network)
        .slices().stream()
            .filter(ParameterLayout.Slice::trainable)
            .flatMapToInt(slice -> IntStream.range(slice.offset(), slice.end()))
            .toArray();
  }

  private static ReferenceNetwork reference(
      NetworkSpec network, Matrix x, boolean inSparse, float[] targets, float[] weights) {
    int columns = network.targetColumns();
    double[][] rows = new double[TO - FROM][INPUTS];
    float[] chosenTargets = new float[(TO - FROM) * columns];
    float[] chosenWeights = new float[TO - FROM];
    for (int i = 0; i < rows.length; i++) {
      int row = ORDER[FROM + i];
      for (int j = 0; j < INPUTS; j++) {
        rows[i][j] = x.get(row, j);
      }
      System.arraycopy(targets, row * columns, chosenTargets, i * columns, columns);
      chosenWeights[i] = weights[row];
    }
    return new ReferenceNetwork(
        network, rows, chosenTargets, chosenWeights, true, inSparse, SEED, STEP, WORKER);
  }

  private static float[] targets(NetworkSpec network, SplittableRandom random) {
    float[] targets = new float[ORDER.length * network.targetColumns()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] =
          network.task() == Task.REGRESSION
                  || network.task() == Task.DISTRIBUTION
                  || network.task() == Task.RECONSTRUCTION
              ? (float) random.nextDouble()
              : random.nextInt(Math.max(2, network.outputs()));
    }
    return targets;
  }

  static FeatureRows sparse(Matrix dense) {
    int[] starts = new int[dense.rows() + 1];
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < dense.rows(); i++) {
      for (int j = 0; j < dense.columns(); j++) {
        if (dense.get(i, j) != 0) {
          indices.add(j);
        }
      }
      starts[i + 1] = indices.size();
    }
    float[] values = new float[indices.size()];
    for (int i = 0; i < dense.rows(); i++) {
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        values[k] = dense.get(i, indices.get(k));
      }
    }
    return new SparseRows(
        dense.columns(), starts, indices.stream().mapToInt(i -> i).toArray(), values);
  }
}
