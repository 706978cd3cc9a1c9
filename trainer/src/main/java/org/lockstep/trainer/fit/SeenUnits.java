package org.lockstep.trainer.fit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.network.ForwardPass;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.StageListener;
import org.lockstep.trainer.network.Workspace;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.question.WorkerStep;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.ReluUnits;
import org.lockstep.trainer.watching.UnitActivity;

/**
 * Asks which relu units are above 0 for at least one row of some steps, without dropout.
 *
 * @param epoch counted from 0
 * @param fromStep counted from 0 within the epoch
 * @param toStep exclusive
 */
record SeenUnits(NetworkSpec network, TrainingSpec training, int epoch, int fromStep, int toStep)
    implements Question<UnitActivity> {
  /** Enough that a unit which only some rows want is seen, few enough to cost little. */
  private static final int ROWS = 512;

  /** The epoch's last step, which may be short, and those before it of {@value #ROWS} rows. */
  static SeenUnits atEnd(NetworkSpec network, TrainingSpec training, int epoch, int steps) {
    int looked = 1 + (ROWS + training.batchSize() - 1) / training.batchSize();
    return new SeenUnits(network, training, epoch, Math.max(0, steps - looked), steps);
  }

  @Override
  public UnitActivity merge(UnitActivity left, UnitActivity right) {
    return left.add(right);
  }

  @Override
  public void write(UnitActivity answer, DataOutput out) throws IOException {
    answer.write(out);
  }

  @Override
  public UnitActivity read(DataInput in) throws IOException {
    return UnitActivity.read(in, ReluUnits.count(ReluUnits.of(network)));
  }

  @Override
  public UnitActivity ask(
      int worker, Shard train, long totalRows, float[] parameters, Kernel kernel) {
    List<ReluUnits> relus = ReluUnits.of(network);
    UnitActivity activity = new UnitActivity(ReluUnits.count(relus));
    WorkerStep own = new WorkerStep(training, worker, train, totalRows, epoch, fromStep, toStep);
    if (own.rows() == 0 || relus.isEmpty()) {
      return activity;
    }
    MiniBatch batch = own.batch();
    Workspace workspace = new Workspace(network, own.rows());
    Iterator<ReluUnits> next = relus.iterator();
    workspace.show(
        new StageListener() {
          @Override
          public void wrote(String layer, boolean relu, Matrix output) {
            if (relu) {
              activity.see(next.next(), output);
            }
          }

          @Override
          public void received(String layer, Matrix delta) {
            // There is no way back.
          }
        });
    new ForwardPass(workspace, new MatrixMath(kernel)).evaluate(parameters, batch);
    activity.addRows(own.rows());
    return activity;
  }
}
