package org.lockstep.driver.barrier;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/** Keeps in words what it heard, without seconds, which no two runs share. */
class Heard implements RunListener {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private IntConsumer onRestart = restarts -> {};
  private IntConsumer onEpoch = epoch -> {};

  /** From now on also called with how many restarts there will be. */
  void onRestart(IntConsumer action) {
    onRestart = action;
  }

  /** From now on also called with each epoch's number. */
  void onEpoch(IntConsumer action) {
    onEpoch = action;
  }

  List<String> events() {
    return events;
  }

  @Override
  public void restartBegan(int restart, int restarts) {
    events.add("restart " + restart + "/" + restarts);
    onRestart.accept(restarts);
  }

  @Override
  public void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds seconds) {
    events.add(
        "epoch %d: rate %s, objective %s and %s, scores %s and %s, best %s, weights %s"
            .formatted(
                record.epoch(),
                record.learningRate(),
                record.objective(),
                record.validationObjective(),
                record.train().values(),
                record.validation().values(),
                record.best(),
                weightsSha256));
    onEpoch.accept(record.epoch());
  }

  @Override
  public void layersMeasured(LayerReport report, List<Finding> news) {
    events.add(report + " " + news);
  }

  @Override
  public void warn(String sentence) {
    events.add(sentence);
  }
}
