package org.lockstep.driver.exchange;

import java.nio.ByteBuffer;
import org.lockstep.driver.exchange.wire.ProtocolException;

/**
 * Hears what the tasks of an attempt send, on the tracker's one thread; must not wait long. What it
 * throws fails the attempt.
 */
public interface TrackerListener {
  /** All tasks have joined. */
  default void joined(Roster roster) {}

  /** Whether it may be sent more; asked again and again while tasks have more to say. */
  default boolean hasRoom() {
    return true;
  }

  /**
   * A part of a report; a report that never gets its last part is not one.
   *
   * @param kind the loop's own number for what this is
   * @param part to be read at once; its bytes change afterwards
   * @param last whether the report is complete with it
   * @throws ProtocolException if no task of ours reports this: then the one that did is lost
   */
  default void reported(Member from, byte kind, ByteBuffer part, boolean last)
      throws ProtocolException {}

  /** The attempt has failed, once, with the first cause; every task has been told to give up. */
  default void failed(Cause cause) {}
}
