package org.lockstep.driver.barrier;

import java.nio.ByteBuffer;
import org.lockstep.trainer.exchange.Exchange;

/** One rank, which has nobody to exchange with. */
final class Alone implements Exchange {
  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int ranks() {
    return 1;
  }

  @Override
  public ByteBuffer[] exchange(ByteBuffer[] messages) {
    return new ByteBuffer[] {ByteBuffer.allocate(0)};
  }
}
