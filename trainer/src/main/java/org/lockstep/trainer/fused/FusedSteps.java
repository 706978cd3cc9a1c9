package org.lockstep.trainer.fused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.gradient.TouchedRows;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.step.WaitingGradients;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * The steps of several networks that see the same examples, in one thread, their first layers side
 * by side: rows are selected, dropped out and turned feature by feature once for all; x·W of all
 * first layers is one product, whose sparse rows are read once; so is the gradient of a row, and
 * the update of a row is one stretch ({@link FusedRows}). Every element's chain of operations is
 * the one of a network alone, so each has the bits of {@link LocalSteps}.
 *
 * <p>All networks' {@link FusedMember}s are asked for a step's gradient before any is asked to
 * change; the first that is asked does the work of all.
 */
final class FusedSteps {
  /** Steps between two times that all rows are brought up, at most. */
  private static final int KEPT_STEPS = 1024;

  private final int units;
  private final long trainRows;
  private final TouchedRows[] touched;
  private final float[] biases;

  /** Those that are still trained. */
  private final List<FusedModel> models = new ArrayList<>();

  private int place;
  private FusedRows rows;
  private WaitingGradients waiting;
  private Hand hand;
  private MatrixMath math;

  /** x·W + b of all networks' first layers. */
  private float[] products;

  /** Whether a step's gradient waits for its change. */
  private boolean computed;

  /** Whether rows are behind. */
  private boolean behind;

  /**
   * @param features of the examples
   * @param units of all networks' first layers
   * @param workers V
   */
  FusedSteps(int features, int units, int workers, long trainRows) {
    this.units = units;
    this.trainRows = trainRows;
    this.touched = new TouchedRows[workers];
    this.biases = new float[units];
    Arrays.setAll(touched, worker -> new TouchedRows(features));
  }

  /** Takes a network in, before the first step. */
  FusedMember join(
      NetworkSpec network, LocalWorkers workers, GradientStep gradientStep, float[] parameters) {
    List<ShardWorker> readers = workers.shardWorkers();
    ParameterLayout.Slice first = gradientStep.firstKernel();
    if (rows == null) {
      Kernel kernel = readers.get(0).kernel();
      rows = new FusedRows(first.rows(), units, KEPT_STEPS, gradientStep.updates());
      waiting = new WaitingGradients(readers, first.rows(), units, kernel, gradientStep.updates());
      hand = new Hand(units, touched.length);
      math = new MatrixMath(kernel);
      int capacity = readers.stream().mapToInt(ShardWorker::capacity).max().orElse(0);
      products = new float[Math.multiplyExact(capacity, units)];
    }
    FusedModel model =
        new FusedModel(network, readers, gradientStep, parameters, place, KEPT_STEPS);
    model.giveTo(rows);
    place += first.columns();
    models.add(model);
    return new FusedMember(this, model, workers, parameters);
  }

  /** Trains the others on without it. */
  void leave(FusedModel model) {
    models.remove(model);
  }

  /** The first kernels. */
  FusedRows rows() {
    return rows;
  }

  /** Of the step that comes next, unless that is done. */
  void compute(int epoch, int step) {
    if (computed) {
      return;
    }
    computed = true;
    FusedModel reader = models.get(0);
    for (int worker = 0; worker < touched.length; worker++) {
      reader.worker(worker).select(epoch, step, trainRows);
      reader.worker(worker).touch(touched[worker]);
    }
    int position = rows.size();
    waiting.begin(position);
    for (int word = 0; word < touched[0].words().length; word++) {
      waiting.bringUp(word, named(word) | waiting.expiring(word), rows, hand);
    }
    for (FusedModel model : models) {
      model.writeBias(biases);
    }
    for (int worker = 0; worker < touched.length; worker++) {
      compute(worker, reader.worker(worker), waiting.ofWorker(worker));
    }
    for (FusedModel model : models) {
      model.mergeTotals();
    }
  }

  private void compute(int worker, ShardWorker reader, ExampleColumns columns) {
    if (reader.selectedRows() == 0) {
      columns.clear();
      for (FusedModel model : models) {
        model.computeNothing(worker);
      }
      return;
    }
    reader.change();
    MiniBatch batch = reader.batch();
    Matrix z = new Matrix(products, 0, batch.rows(), units);
    math.repeatRow(new Matrix(biases, 0, 1, units), z);
    math.addSparseProduct(
        batch.sparse(), batch.values(), batch.order(), batch.from(), rows.weights(), z);
    double squaredInputs = reader.squaredInputs();
    reader.turn(touched[worker], columns);
    for (FusedModel model : models) {
      model.compute(worker, reader, z, columns);
      model.bound(worker, squaredInputs);
    }
  }

  /** Rows 64·word … 64·word + 63 that an example of the step names, a bit each. */
  private long named(int word) {
    long bits = 0;
    for (TouchedRows part : touched) {
      bits |= part.words()[word];
    }
    return bits;
  }

  /** Makes the step whose gradient was computed, unless that is done. */
  void change(long step) {
    if (!computed) {
      return;
    }
    computed = false;
    double weight = models.get(0).totals().weightSum();
    if (rows.isFull()) {
      bringUp();
    }
    float inverse = weight == 0 ? 0 : (float) (1 / weight);
    if (weight != 0) {
      waiting.place(rows.size());
      rows.append(inverse);
      behind = true;
      for (int word = 0; word < touched[0].words().length; word++) {
        long bits = named(word);
        if (bits != 0) {
          waiting.keep(word, bits);
        }
      }
    }
    for (TouchedRows part : touched) {
      part.clear();
    }
    for (FusedModel model : models) {
      model.change(step, inverse, rows);
    }
  }

  /** Makes all networks' parameters those after their last step. */
  void bringUp() {
    if (!behind) {
      return;
    }
    behind = false;
    for (int word = 0; word < touched[0].words().length; word++) {
      waiting.bringUp(word, waiting.waiting(word), rows, hand);
    }
    rows.settle();
    for (FusedModel model : models) {
      model.takeFrom(rows);
      model.clearLog();
    }
  }
}
