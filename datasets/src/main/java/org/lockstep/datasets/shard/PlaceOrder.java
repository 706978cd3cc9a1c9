package org.lockstep.datasets.shard;

import java.io.Serializable;
import java.util.Comparator;

/** By worker, split and position: the natural order of packed {@link Place}s. */
final class PlaceOrder implements Comparator<Long>, Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public int compare(Long a, Long b) {
    return Long.compare(a, b);
  }
}
