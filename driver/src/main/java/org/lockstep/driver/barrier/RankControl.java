package org.lockstep.driver.barrier;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import org.lockstep.driver.exchange.TrackerClient;
import org.lockstep.driver.faults.FaultSite;
import org.lockstep.driver.faults.Faults;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.Snapshot;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.state.TrainingStateBytes;
import org.lockstep.trainer.step.Wish;

/** Rank 0's: passes the driver's wishes on to all ranks, and their state to the driver. */
final class RankControl implements RunControl {
  private static final int BUFFER = 1 << 16;

  private final TrackerClient client;
  private final Mail mail;
  private final boolean sendsEnd;
  private final Faults faults;
  private boolean saveWished;

  /**
   * @param sendsEnd whether the driver wants the state of the end, too
   * @param faults that strike while a state is sent
   */
  RankControl(TrackerClient client, Mail mail, boolean sendsEnd, Faults faults) {
    this.client = client;
    this.mail = mail;
    this.sendsEnd = sendsEnd;
    this.faults = faults;
  }

  @Override
  public Wish wish(int epoch, int step, int steps) {
    saveWished |= client.takeSave();
    if (client.stopWished()) {
      return Wish.SAVE_AND_STOP;
    }
    return saveWished ? Wish.SAVE : Wish.NONE;
  }

  @Override
  public void save(Snapshot state) {
    saveWished = false;
    send(Letter.STATE, state.view());
  }

  @Override
  public void ended(Snapshot state) {
    if (sendsEnd) {
      send(Letter.LAST_STATE, state.view());
    }
  }

  private void send(byte kind, TrainingState state) {
    mail.send(
        kind,
        letter -> {
          OutputStream out = new BufferedOutputStream(letter, BUFFER);
          TrainingStateBytes.write(state, out);
          faults.pass(FaultSite.STATE);
          out.flush();
        });
  }
}
