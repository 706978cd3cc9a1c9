package org.lockstep.trainer.watching;

import java.io.IOException;
import java.io.Serializable;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;

/**
 * Something about a run that a person should know.
 *
 * @param epoch counted from 1, when it was found
 * @param kind what kind it is, such as {@code dead_units}; with the layer it is told once a run
 * @param layer {@code dense_1}; empty if it is about the whole network
 * @param sentence what was seen, with the numbers, and what to try
 */
public record Finding(int epoch, String kind, String layer, String sentence)
    implements Serializable {

  /** Writes it. */
  public void write(ByteOutput out) throws IOException {
    out.number(epoch);
    out.text(kind);
    out.text(layer);
    out.text(sentence);
  }

  /** What {@link #write} wrote. */
  public static Finding read(ByteInput in) throws IOException {
    return new Finding(in.integer(), in.text(), in.text(), in.text());
  }
}
