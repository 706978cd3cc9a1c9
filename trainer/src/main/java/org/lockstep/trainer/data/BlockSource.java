package org.lockstep.trainer.data;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Where the blocks of a streamed shard lie. */
public interface BlockSource extends Serializable {

  /**
   * Reads whole blocks. Nothing stays open.
   *
   * @param blocks ascending numbers, counted from 0
   * @return the blocks as shards in memory, in that order
   */
  List<Shard> read(int... blocks) throws IOException;
}
