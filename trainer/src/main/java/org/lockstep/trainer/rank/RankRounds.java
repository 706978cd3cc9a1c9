package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.lockstep.trainer.averaging.LocalRounds;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.averaging.RoundMerge;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.FloatWire;
import org.lockstep.trainer.exchange.Outbox;
import org.lockstep.trainer.merge.RankTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.metric.TotalsWire;

/**
 * Averages the rounds of all ranks' workers with two exchanges a round: each rank gets everyone's
 * nodes of its own stretch of all arrays, with their totals, and completes the tree for that; then
 * all get all stretches. The steps of the round need none.
 */
final class RankRounds {
  private final RankTree tree;
  private final Exchange exchange;
  private final LocalRounds own;
  private final RoundMerge across;
  private final Crew crew;
  private final Totals example;
  private final TotalsWire wire = new TotalsWire();
  private final Outbox outbox;
  private float[][] merged;

  /**
   * @param own of this rank's workers, merged by the tree's additions within the rank
   * @param example totals of a step; only read
   */
  RankRounds(RankTree tree, Exchange exchange, LocalRounds own, Totals example, Crew crew) {
    this.tree = tree;
    this.exchange = exchange;
    this.own = own;
    this.across = new RoundMerge(tree.across());
    this.crew = crew;
    this.example = example;
    this.outbox = new Outbox(exchange.ranks());
  }

  /** The mean of all ranks' workers; its arrays are live until the next call. */
  RoundAverage run(float[][] start, Round round) {
    if (merged == null) {
      merged = new float[start.length][start[0].length];
    }
    int[] bounds = RankSums.bounds(start[0].length, exchange.ranks());
    RoundAverage[] outcomes = own.run(start, round);
    RoundAverage[] slots = new RoundAverage[tree.slotCount()];
    ByteBuffer[] received = exchange.exchange(stretches(outcomes, bounds, slots));
    for (int rank = 0; rank < received.length; rank++) {
      if (rank != exchange.rank()) {
        readStretches(received, rank, bounds, slots);
      }
    }
    across.merge(slots, crew);
    gather(slots[0], bounds);
    return slots[0].withArrays(merged);
  }

  /** To each rank its stretch of this rank's nodes; keeps the own in the slots. */
  private ByteBuffer[] stretches(RoundAverage[] outcomes, int[] bounds, RoundAverage[] slots) {
    int[] nodes = tree.nodes(exchange.rank());
    byte[][] words = new byte[nodes.length][];
    long bytes = 0;
    for (int i = 0; i < nodes.length; i++) {
      words[i] = outcomes[nodes[i]].divergence().getBytes(StandardCharsets.UTF_8);
      bytes +=
          (long) exchange.ranks() * (wire.bytes(example) + 2 * Integer.BYTES + words[i].length)
              + (long) Float.BYTES * merged.length * merged[0].length;
    }
    ByteBuffer out = outbox.start(bytes);
    for (int rank = 0; rank < exchange.ranks(); rank++) {
      int begin = out.position();
      for (int i = 0; i < nodes.length; i++) {
        RoundAverage node = outcomes[nodes[i]];
        if (rank == exchange.rank()) {
          slots[tree.slots(rank)[i]] = node.slice(bounds[rank], bounds[rank + 1], true);
          continue;
        }
        wire.write(out, node.totals());
        out.putInt(node.divergedStep()).putInt(words[i].length).put(words[i]);
        for (float[] array : node.arrays()) {
          FloatWire.put(out, array, bounds[rank], bounds[rank + 1] - bounds[rank]);
        }
      }
      outbox.part(rank, begin);
    }
    return outbox.parts();
  }

  private void readStretches(ByteBuffer[] received, int rank, int[] bounds, RoundAverage[] slots) {
    ByteBuffer in = Received.of(received, rank);
    int length = bounds[exchange.rank() + 1] - bounds[exchange.rank()];
    int bytesAfterWords = Float.BYTES * length * merged.length;
    for (int slot : tree.slots(rank)) {
      Received.require(in, rank, wire.bytes(example) + 2 * Integer.BYTES + bytesAfterWords);
      Totals totals = example.newInstance();
      wire.read(in, totals);
      int divergedStep = in.getInt();
      int wordBytes = in.getInt();
      Received.require(in, rank, (long) wordBytes + bytesAfterWords);
      byte[] words = new byte[wordBytes];
      in.get(words);
      float[][] arrays = new float[merged.length][length];
      for (float[] array : arrays) {
        FloatWire.get(in, array, 0, length);
      }
      slots[slot] = new RoundAverage(arrays, totals);
      slots[slot].diverged(divergedStep, new String(words, StandardCharsets.UTF_8));
    }
  }

  /** All ranks' merged stretches. */
  private void gather(RoundAverage stretch, int[] bounds) {
    int rank = exchange.rank();
    int length = bounds[rank + 1] - bounds[rank];
    ByteBuffer out = outbox.start((long) Float.BYTES * merged.length * length);
    for (int i = 0; i < merged.length; i++) {
      FloatWire.put(out, stretch.arrays()[i], 0, length);
      System.arraycopy(stretch.arrays()[i], 0, merged[i], bounds[rank], length);
    }
    ByteBuffer[] received = exchange.exchange(outbox.toAll());
    for (int other = 0; other < received.length; other++) {
      if (other != rank) {
        int theirs = bounds[other + 1] - bounds[other];
        ByteBuffer in = Received.of(received, other, (long) Float.BYTES * merged.length * theirs);
        for (float[] array : merged) {
          FloatWire.get(in, array, bounds[other], theirs);
        }
      }
    }
  }
}
