package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.WireValues;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.merge.Additions;
import org.lockstep.trainer.update.StretchStep;

/**
 * Blocks of the parameters that every worker has a gradient of, on their way between ranks: each
 * rank completes the tree and makes the step for its own, which may be all of them.
 */
final class RankBlocks {
  private final Exchange exchange;
  private final Compression compression;
  private final Gradient[] own;

  /** Which of the parameters its gradients begin with. */
  private final int start;

  private final Updates updates;
  private final Additions within;
  private final Additions across;
  private final int[] nodes;
  private final int[][] slotsOfRanks;
  private final List<Block> blocks;

  /** Where each rank's blocks begin, and the end; the same for all if each has all. */
  private final int[] first;

  private final boolean shared;

  /** Per slot the sums, and where those of a block are relative to its place. */
  private final float[][] slots;

  /** Per block, where it begins in what a slot sent. */
  private final int[] at;

  private final boolean[] isOwn;

  /** A stretch of one slice. */
  record Block(StretchStep step, int from, int length) {

    /** Blocks of at most that many parameters, in order. */
    static List<Block> cut(StretchStep slice, int size) {
      List<Block> blocks = new ArrayList<>();
      int end = slice.slice().end();
      for (int from = slice.slice().offset(); from < end; from += size) {
        blocks.add(new Block(slice, from, Math.min(size, end - from)));
      }
      return blocks;
    }
  }

  /**
   * @param shared whether each rank has a share of the blocks, not all of them
   */
  RankBlocks(RankSide side, List<Block> blocks, boolean shared) {
    this.compression = side.compression();
    this.exchange = side.exchange();
    this.own = side.own();
    this.start = own.length == 0 ? 0 : own[0].start();
    this.updates = side.kernel().updates();
    this.blocks = blocks;
    this.shared = shared;
    int rank = exchange.rank();
    this.within = side.within();
    this.across = side.tree().across();
    this.nodes = side.nodes();
    this.first = new int[exchange.ranks() + 1];
    Arrays.setAll(first, other -> (int) ((long) blocks.size() * other / exchange.ranks()));
    this.at = new int[blocks.size()];
    int length = 0;
    for (int block = from(rank); block < to(rank); block++) {
      at[block] = length;
      length += blocks.get(block).length();
    }
    this.slots = new float[side.tree().slotCount()][];
    this.isOwn = new boolean[slots.length];
    this.slotsOfRanks = side.slotsOfRanks();
    for (int other = 0; other < slotsOfRanks.length; other++) {
      for (int i = 0; i < slotsOfRanks[other].length; i++) {
        int slot = slotsOfRanks[other][i];
        isOwn[slot] = other == rank;
        slots[slot] = other == rank ? own[nodes[i]].sums() : new float[length];
      }
    }
  }

  /** The first of a rank's blocks. */
  int from(int rank) {
    return shared ? first[rank] : 0;
  }

  /** The end of a rank's blocks. */
  int to(int rank) {
    return shared ? first[rank + 1] : blocks.size();
  }

  int size() {
    return blocks.size();
  }

  Block get(int block) {
    return blocks.get(block);
  }

  /** Parameters of a rank's blocks. */
  long length(int rank) {
    long length = 0;
    for (int block = from(rank); block < to(rank); block++) {
      length += blocks.get(block).length();
    }
    return length;
  }

  /** Bytes that one rank sends another. */
  long bytes(int sender, int receiver) {
    return compression.bytes() * length(receiver) * slotsOfRanks[sender].length;
  }

  /** Merges this rank's parts of a block. */
  void mergeOwn(int block) {
    int from = blocks.get(block).from() - start;
    int length = blocks.get(block).length();
    for (int i = 0; i < within.size(); i++) {
      updates.add(own[within.left(i)].sums(), from, own[within.right(i)].sums(), from, length);
    }
    for (int node : nodes) {
      compression.round(own[node].sums(), from, length);
    }
  }

  /**
   * Writes this rank's nodes of a rank's blocks.
   *
   * @param all the whole buffer's values
   */
  void write(ByteBuffer out, WireValues all, int receiver) {
    for (int node : nodes) {
      for (int block = from(receiver); block < to(receiver); block++) {
        int from = blocks.get(block).from() - start;
        all.putNext(out, own[node].sums(), from, blocks.get(block).length());
      }
    }
  }

  /**
   * Reads another rank's nodes of this rank's blocks.
   *
   * @param all the whole message's values
   */
  void read(int sender, ByteBuffer in, WireValues all) {
    for (int slot : slotsOfRanks[sender]) {
      all.getNext(in, slots[slot], 0, slots[slot].length);
    }
  }

  /** Merges all ranks' parts of one of this rank's blocks, into the array that is returned. */
  float[] merge(int block) {
    for (int i = 0; i < across.size(); i++) {
      int left = across.left(i);
      int right = across.right(i);
      updates.add(
          slots[left],
          start(left, block),
          slots[right],
          start(right, block),
          blocks.get(block).length());
    }
    return slots[0];
  }

  /** Where the merged sums of a block begin. */
  int mergedFrom(int block) {
    return start(0, block);
  }

  private int start(int slot, int block) {
    return isOwn[slot] ? blocks.get(block).from() - start : at[block];
  }

  /** Zeros for this rank's parts of a block. */
  void clearOwn(int block) {
    int from = blocks.get(block).from() - start;
    for (Gradient gradient : own) {
      Arrays.fill(gradient.sums(), from, from + blocks.get(block).length(), 0f);
    }
  }

  /**
   * Writes this rank's blocks of an array that is laid out as the parameters.
   *
   * @param all the whole buffer's floats
   * @param left out of the array, of the parameters before all blocks
   */
  void writeNumbers(ByteBuffer out, WireValues all, float[] numbers, int left) {
    int rank = exchange.rank();
    for (int block = from(rank); block < to(rank); block++) {
      all.putNext(out, numbers, blocks.get(block).from() - left, blocks.get(block).length());
    }
  }

  /**
   * Reads another rank's blocks of such an array.
   *
   * @param all the whole message's floats
   */
  void readNumbers(int sender, ByteBuffer in, WireValues all, float[] numbers, int left) {
    for (int block = from(sender); block < to(sender); block++) {
      all.getNext(in, numbers, blocks.get(block).from() - left, blocks.get(block).length());
    }
  }
}
