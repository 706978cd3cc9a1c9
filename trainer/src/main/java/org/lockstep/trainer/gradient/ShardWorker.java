package org.lockstep.trainer.gradient;

import java.util.Arrays;
import org.lockstep.trainer.data.EpochRows;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.StepRows;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.BackwardPass;
import org.lockstep.trainer.network.ForwardPass;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Workspace;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * One logical worker: its part of a step's gradient, a function of (shard, parameters, epoch, step)
 * alone. What it keeps between steps (buffers, the current epoch's order) can be lost and made
 * anew. Not thread-safe.
 */
public final class ShardWorker {
  /** Rows at a time in evaluation; fixed, since it groups the loss sum. */
  private static final int EVALUATION_ROWS = 256;

  private static final int UNKNOWN = -1;

  private final NetworkSpec network;
  private final TrainingSpec training;
  private final int worker;
  private final Shard shard;
  private final Loss loss;
  private final Elements elements;
  private final MiniBatch batch;
  private final Workspace workspace;
  private final ForwardPass forward;
  private final BackwardPass backward;
  private final GradientBound bound;
  private final int capacity;
  private final int firstUnits;
  private final EpochRows rows;
  private final Kernel kernel;
  private byte[] marks;
  private int[] cursors;
  private int mostNonZeros = UNKNOWN;
  private int orderedEpoch = -1;
  private long globalStep;

  /**
   * @param worker v of 0 … V−1
   * @param train the worker's training rows
   */
  public ShardWorker(
      NetworkSpec network, TrainingSpec training, int worker, Shard train, Kernel kernel) {
    ShardFit.require(network, train);
    network.requireTrainable();
    this.network = network;
    this.training = training;
    this.worker = worker;
    this.shard = train;
    this.loss = Loss.of(network);
    this.kernel = kernel;
    this.elements = kernel.elements();
    int share = 1 + (training.batchSize() - 1) / training.workers();
    this.capacity = Math.min(train.rows(), share);
    this.firstUnits = new ParameterLayout(network).kernels().get(0).columns();
    this.batch = new MiniBatch(train, capacity);
    this.workspace = new Workspace(network, capacity);
    MatrixMath math = new MatrixMath(kernel);
    this.forward = new ForwardPass(workspace, math);
    this.backward = new BackwardPass(workspace, math);
    this.bound = new GradientBound(network, kernel);
    this.rows = EpochRows.of(train);
  }

  /**
   * Writes the sums over the worker's rows of a step; zero if it has none.
   *
   * @param epoch counted from 0
   * @param step counted from 0 within the epoch
   * @param totalRows training rows of all workers
   * @param out cleared first
   */
  public void gradient(float[] parameters, int epoch, int step, long totalRows, Gradient out) {
    select(epoch, step, totalRows);
    out.clear();
    if (out.touched() != null) {
      touch(out.touched());
    }
    compute(parameters, out);
  }

  /** Lets go of the last gradient's array, which nobody else may want any more. */
  public void releaseGradient() {
    backward.releaseGradient();
  }

  /** Chooses the rows of a step, as for {@link #gradient}. */
  public void select(int epoch, int step, long totalRows) {
    int workers = training.workers();
    int expected = StepRows.ofShard(totalRows, worker, workers);
    if (shard.rows() != expected) {
      throw new IllegalArgumentException(
          "worker %d of %d must hold %d of %d rows, dealt in turn. Received: %d"
              .formatted(worker, workers, expected, totalRows, shard.rows()));
    }
    int from = StepRows.from(step, training.batchSize(), totalRows, worker, workers);
    int to = StepRows.to(step, training.batchSize(), totalRows, worker, workers);
    if (orderedEpoch != epoch) {
      rows.shuffle(training.seed(), epoch, worker);
      orderedEpoch = epoch;
    }
    rows.select(batch, from, to);
    if (shard.isStreamed()) {
      ShardFit.requireTargets(network, batch.targets(), batch.rows(), "step");
      ShardFit.requireShares(network, batch.targets(), batch.rows(), "step");
    }
    globalStep = (long) epoch * training.stepsPerEpoch(totalRows) + step;
  }

  public int selectedRows() {
    return batch.rows();
  }

  /** The selected rows. */
  public MiniBatch batch() {
    return batch;
  }

  /** Adds the rows of the first kernel that the selected rows need; every one if they are dense. */
  public void touch(TouchedRows rows) {
    if (batch.isSparse()) {
      if (marks == null) {
        marks = new byte[64 * rows.words().length];
      }
      rows.addAll(batch, marks);
    } else {
      rows.addFirst(batch.rows() == 0 ? 0 : shard.features().columns());
    }
  }

  /**
   * Adds the selected rows' gradient.
   *
   * @param out sums of zero; its totals are cleared first
   */
  public void compute(float[] parameters, Gradient out) {
    if (computeDelta(parameters, out)) {
      backward.run(parameters, batch, out.sums());
    }
  }

  /**
   * As {@link #compute(float[], Gradient)}, but what the first kernel's gradient comes from is put
   * into {@code columns}, and its sums stay as they are.
   *
   * @param out its touched rows are those of {@link #touch}; its sums may begin behind the kernel
   * @param columns of {@link #newColumns}
   */
  public void compute(float[] parameters, Gradient out, ExampleColumns columns) {
    if (!computeDelta(parameters, out)) {
      columns.clear();
      return;
    }
    backward.runToSparseKernel(parameters, batch, out.sums(), out.start());
    turn(out.touched(), columns);
    columns.put(workspace.deltas(0), 0);
  }

  /**
   * The same for one of several networks that see the same examples, of which another's worker has
   * selected at least one and {@link #change}d them.
   *
   * @param products x·W + b of all networks' first layers
   * @param place of this network's first unit among those of all, there and in {@code columns}
   * @param columns receives the delta alone
   */
  public void compute(
      float[] parameters,
      ShardWorker reader,
      Matrix products,
      int place,
      Gradient out,
      ExampleColumns columns) {
    MiniBatch rows = reader.batch;
    out.totals().clear();
    Matrix logits =
        forward.trainFrom(
            parameters, rows, training.seed(), reader.globalStep, worker, products, place);
    outcome(logits, rows, out);
    backward.runToSparseKernel(parameters, rows, out.sums(), out.start());
    columns.put(workspace.deltas(0), place);
  }

  /** Changes the selected rows as the layers on the input do in training. */
  public void change() {
    forward.change(batch, training.seed(), globalStep, worker);
  }

  /**
   * Puts the selected examples into {@code columns}, after the layers on the input have changed
   * them.
   *
   * @param touched of {@link #touch}
   */
  public void turn(TouchedRows touched, ExampleColumns columns) {
    if (cursors == null) {
      cursors = new int[shard.features().columns()];
    }
    columns.fill(batch, touched, cursors);
  }

  /** Of the first dense layer. */
  public int firstUnits() {
    return firstUnits;
  }

  /**
   * Room for the examples of a step; only if the shard is sparse.
   *
   * @param units of the first layers of all networks whose deltas it takes
   */
  public ExampleColumns newColumns(int units) {
    if (mostNonZeros == UNKNOWN) {
      mostNonZeros = mostNonZeros();
    }
    return new ExampleColumns(shard.features().columns(), units, capacity, mostNonZeros);
  }

  /** The most rows that a step selects. */
  public int capacity() {
    return capacity;
  }

  /**
   * Non-zeros of the longest rows, as many as a step can have. Reads every row that is stored; of
   * streamed rows it takes all for the longest one.
   */
  private int mostNonZeros() {
    if (shard.isStreamed()) {
      return Math.multiplyExact(capacity, shard.features().length(0));
    }
    int[] lengths = new int[shard.rows()];
    Arrays.setAll(lengths, shard.features()::length);
    Arrays.sort(lengths);
    int sum = 0;
    for (int row = lengths.length - capacity; row < lengths.length; row++) {
      sum = Math.addExact(sum, lengths[row]);
    }
    return sum;
  }

  public Kernel kernel() {
    return kernel;
  }

  /**
   * Whether there are rows: then their outcome is in the totals and their delta where it belongs.
   */
  private boolean computeDelta(float[] parameters, Gradient out) {
    out.totals().clear();
    if (batch.rows() == 0) {
      return false;
    }
    outcome(forward.train(parameters, batch, training.seed(), globalStep, worker), batch, out);
    return true;
  }

  private void outcome(Matrix logits, MiniBatch rows, Gradient out) {
    Matrix delta = workspace.outputDelta(rows.rows());
    double lossSum = loss.lossAndDelta(elements, logits, rows.targets(), rows.weights(), delta);
    loss.applyLink(logits); // the backward pass reads delta, not the logits
    out.totals().add(logits, rows.targets(), rows.weights(), lossSum);
  }

  /**
   * An upper bound of the length of the sums that {@link #compute} has just written, without a look
   * at the first kernel's; not finite if one of the sums is not.
   */
  public double gradientBound(Gradient written) {
    return batch.rows() == 0 ? 0 : gradientBound(written, squaredInputs());
  }

  /**
   * The same where ‖X‖² is known already.
   *
   * @param squaredInputs of the worker whose rows they were
   */
  public double gradientBound(Gradient written, double squaredInputs) {
    return bound.of(squaredInputs, workspace.deltas(0), written);
  }

  /** ‖X‖² of the selected rows. */
  public double squaredInputs() {
    return bound.inputs(batch);
  }

  /** Adds the outcome of a shard's rows, in their order and without dropout, to {@code out}. */
  public static void evaluate(
      NetworkSpec network, float[] parameters, Shard shard, Kernel kernel, Totals out) {
    ShardFit.require(network, shard);
    int capacity = Math.min(shard.rows(), EVALUATION_ROWS);
    MiniBatch batch = new MiniBatch(shard, capacity);
    Workspace workspace = new Workspace(network, capacity);
    ForwardPass forward = new ForwardPass(workspace, new MatrixMath(kernel));
    Loss loss = Loss.ofEvaluation(network);
    EpochRows rows = EpochRows.of(shard);
    rows.ascending();
    for (int from = 0; from < shard.rows(); from += EVALUATION_ROWS) {
      rows.select(batch, from, Math.min(shard.rows(), from + EVALUATION_ROWS));
      if (shard.isStreamed()) {
        ShardFit.requireTargets(network, batch.targets(), batch.rows(), "batch");
      }
      Matrix logits = forward.evaluate(parameters, batch);
      Matrix unused = workspace.outputDelta(batch.rows());
      double lossSum =
          loss.lossAndDelta(kernel.elements(), logits, batch.targets(), batch.weights(), unused);
      loss.applyLink(logits);
      out.add(logits, batch.targets(), batch.weights(), lossSum);
    }
  }
}
