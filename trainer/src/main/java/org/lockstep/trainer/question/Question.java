package org.lockstep.trainer.question;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Kernel;

/**
 * What a run wants to know of its workers' rows beside gradients and scores, such as why a step
 * failed. The answer is a function of the arguments alone, so any loop can let it be computed anew
 * wherever the shard is.
 *
 * @param <A> a plain class: it crosses the wire
 */
public interface Question<A> extends Serializable {

  /**
   * One worker's answer.
   *
   * @param worker v of 0 … V−1
   * @param train its training rows
   * @param totalRows training rows of all workers
   * @param parameters not modified
   */
  A ask(int worker, Shard train, long totalRows, float[] parameters, Kernel kernel);

  /** The answer of two neighbouring groups of workers; associative. May write into {@code left}. */
  A merge(A left, A right);

  /** Writes an answer for another rank, as plain numbers and text. */
  void write(A answer, DataOutput out) throws IOException;

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is not an answer
   */
  A read(DataInput in) throws IOException;
}
