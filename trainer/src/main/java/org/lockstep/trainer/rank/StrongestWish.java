package org.lockstep.trainer.rank;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.step.Wish;

/** The number of the strongest wish of all ranks: each asks with its own. */
record StrongestWish(Wish own) implements Question<Integer> {
  private static final long serialVersionUID = 1L;

  @Override
  public Integer ask(int worker, Shard train, long totalRows, float[] parameters, Kernel kernel) {
    return own.ordinal();
  }

  @Override
  public Integer merge(Integer left, Integer right) {
    return Math.max(left, right);
  }

  @Override
  public void write(Integer answer, DataOutput out) throws IOException {
    out.writeByte(answer);
  }

  @Override
  public Integer read(DataInput in) throws IOException {
    int answer = in.readUnsignedByte();
    if (answer >= Wish.values().length) {
      throw new IOException("a wish must be one of the three. Received: " + answer);
    }
    return answer;
  }
}
