package org.lockstep.driver.faults;

import java.nio.ByteBuffer;
import org.lockstep.trainer.exchange.Exchange;

/** An exchange in which faults strike. */
public final class FaultyExchange implements Exchange {
  private final Exchange exchange;
  private final Faults faults;

  private FaultyExchange(Exchange exchange, Faults faults) {
    this.exchange = exchange;
    this.faults = faults;
  }

  /** The exchange itself where no fault is planned. */
  public static Exchange of(Exchange exchange, Faults faults) {
    return faults.none() ? exchange : new FaultyExchange(exchange, faults);
  }

  @Override
  public int rank() {
    return exchange.rank();
  }

  @Override
  public int ranks() {
    return exchange.ranks();
  }

  @Override
  public ByteBuffer[] exchange(ByteBuffer[] messages) {
    faults.pass(FaultSite.MERGE);
    return exchange.exchange(messages);
  }
}
