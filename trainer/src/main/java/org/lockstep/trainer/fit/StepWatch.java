package org.lockstep.trainer.fit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Findings;
import org.lockstep.trainer.watching.LayerReport;
import org.lockstep.trainer.watching.ReluUnits;
import org.lockstep.trainer.watching.UnitActivity;
import org.lockstep.trainer.watching.Watch;
import org.lockstep.trainer.watching.Watched;
import org.lockstep.trainer.worker.Workers;

/** Measures the steps of a run that are to be measured, and tells the listener. */
final class StepWatch {
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final Workers workers;
  private final EpochListener listener;
  private final int steps;
  private final Watch watch;
  private final Findings findings;
  private final int units;
  private LayerReport last;

  /**
   * @param steps of an epoch
   */
  StepWatch(
      NetworkSpec network,
      TrainingSpec training,
      Workers workers,
      EpochListener listener,
      int steps) {
    this.network = network;
    this.training = training;
    this.workers = workers;
    this.listener = listener;
    this.steps = steps;
    this.watch = new Watch(network, Kernels.best());
    this.findings = new Findings(network);
    this.units = ReluUnits.count(ReluUnits.of(network));
  }

  /**
   * Before a step's update.
   *
   * @param epoch counted from 0
   * @param step counted from 0 within the epoch
   */
  void before(float[] parameters, Steps optimization, int epoch, int step) {
    if (covers(epoch, step)) {
      look(optimization.merged());
      watch.before(parameters); // once nobody holds the gradient any more
    }
  }

  private void look(Gradient merged) {
    watch.gradient(merged.sums(), merged.weight());
  }

  /**
   * After the update.
   *
   * @param epoch counted from 0
   * @param step counted from 0 within the epoch
   */
  void after(float[] parameters, Steps optimization, int epoch, int step) {
    if (!covers(epoch, step)) {
      return;
    }
    optimization.bringUp();
    boolean lastOfEpoch = step == steps - 1;
    UnitActivity activity =
        lastOfEpoch && units > 0
            ? workers.ask(parameters, SeenUnits.atEnd(network, training, epoch, steps))
            : new UnitActivity(units);
    last = watch.after(parameters, epoch + 1, step + 1, lastOfEpoch, activity);
    listener.layersMeasured(last, findings.observe(last));
  }

  /** Where workers step on their own, what can be measured are averages. */
  private boolean covers(int epoch, int step) {
    return training.watch().covers(step, steps)
        && training.averaging().endsRound(epoch, step, steps);
  }

  /** What was said so far; nothing if nothing was measured. */
  byte[] state() {
    if (last == null) {
      return new byte[0];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ByteOutput out = new ByteOutput(bytes);
      findings.write(out);
      last.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory is no file
    }
    return bytes.toByteArray();
  }

  /**
   * Goes on from a {@link #state}.
   *
   * @throws IllegalArgumentException if it is none
   */
  void restore(byte[] state) {
    if (state.length == 0) {
      return;
    }
    try {
      ByteInput in = new ByteInput(new ByteArrayInputStream(state), state.length);
      findings.read(in);
      last = LayerReport.read(in);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "what the layers said must be as it was saved. Received: " + e.getMessage(), e);
    }
  }

  Watched watched() {
    return last == null
        ? Watched.nothing()
        : new Watched(Optional.of(last), List.copyOf(findings.all()));
  }
}
