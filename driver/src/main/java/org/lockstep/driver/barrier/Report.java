package org.lockstep.driver.barrier;

import java.io.Serializable;
import java.util.List;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/** What rank 0 tells the driver while it trains, and how the driver's listener hears it. */
sealed interface Report extends Serializable {

  void tell(RunListener listener);

  /** A restart begins; its epochs follow. */
  record RestartBegan(int restart, int restarts) implements Report {
    @Override
    public void tell(RunListener listener) {
      listener.restartBegan(restart, restarts);
    }
  }

  /** An epoch is over. */
  record EpochFinished(EpochRecord record, String weightsSha256, PhaseSeconds seconds)
      implements Report {
    @Override
    public void tell(RunListener listener) {
      listener.epochFinished(record, weightsSha256, seconds);
    }
  }

  /** The layers were measured. */
  record LayersMeasured(LayerReport report, List<Finding> news) implements Report {
    @Override
    public void tell(RunListener listener) {
      listener.layersMeasured(report, news);
    }
  }

  /** A warning. */
  record Warning(String sentence) implements Report {
    @Override
    public void tell(RunListener listener) {
      listener.warn(sentence);
    }
  }
}
