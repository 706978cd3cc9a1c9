package org.lockstep.trainer.allocation;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.lockstep.trainer.exchange.Exchange;

/**
 * Ranks that are threads of this process, over buffers that are made once, as a network's are:
 * whatever is allocated in their steps is the steps'. A rank that waits looks again and again.
 */
final class ReusedBuffers implements Exchange {
  private static final int BYTES = 1 << 20;

  /** By sender, then receiver. */
  private final ByteBuffer[][] messages;

  /** Per rank, how often it has arrived at a meeting. */
  private final AtomicIntegerArray arrived;

  private final ByteBuffer[] received;
  private final int rank;

  private ReusedBuffers(ByteBuffer[][] messages, AtomicIntegerArray arrived, int rank) {
    this.messages = messages;
    this.arrived = arrived;
    this.received = new ByteBuffer[messages.length];
    this.rank = rank;
  }

  /** One for each rank, to be used by a thread each. */
  static ReusedBuffers[] of(int ranks) {
    ByteBuffer[][] messages = new ByteBuffer[ranks][ranks];
    for (ByteBuffer[] row : messages) {
      for (int receiver = 0; receiver < ranks; receiver++) {
        row[receiver] = ByteBuffer.allocateDirect(BYTES).limit(0);
      }
    }
    AtomicIntegerArray arrived = new AtomicIntegerArray(ranks);
    ReusedBuffers[] all = new ReusedBuffers[ranks];
    for (int rank = 0; rank < ranks; rank++) {
      all[rank] = new ReusedBuffers(messages, arrived, rank);
    }
    return all;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int ranks() {
    return messages.length;
  }

  @Override
  public ByteBuffer[] exchange(ByteBuffer[] out) {
    meet(); // all have read the messages before
    for (int other = 0; other < ranks(); other++) {
      if (other != rank) {
        messages[rank][other].clear().put(out[other]).flip();
      }
    }
    meet();
    for (int other = 0; other < ranks(); other++) {
      received[other] = messages[other][rank];
    }
    return received;
  }

  private void meet() {
    int round = arrived.incrementAndGet(rank);
    for (int other = 0; other < ranks(); other++) {
      while (arrived.get(other) < round) {
        Thread.onSpinWait();
      }
    }
  }
}
