package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.exchange.WireValues;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.merge.Additions;
import org.lockstep.trainer.update.Hand;

/**
 * The gradients of the rows of the first kernel that a step touches, on their way between ranks. A
 * row's parts are computed from the workers' examples, one behind the other, and merged. A node
 * sends a bit for every row and the values of those that its workers touched, to all ranks or,
 * where every 64 rows have an owner, in turn, to each what it owns. Where some worker did not touch
 * a row, its part is +0; since x + 0 = x but for −0, that is added once and not in every node.
 */
final class RankRows {
  private static final int NOBODY = -1;

  private final Gradient[] own;
  private final ExampleColumns[] examples;
  private final Kernel kernel;
  private final Updates updates;
  private final Additions within;
  private final Additions across;
  private final int[] nodes;
  private final int[][] slotsOfRanks;
  private final int rank;
  private final int columns;
  private final int words;

  private final Compression compression;

  /** 1, or as many as there are ranks, if each owns every so many words. */
  private final int groups;

  /**
   * Per slot, the rows that it has, a bit each; of other ranks' only those of this rank's group.
   */
  private final long[][] touched;

  /** Per slot and word, how many of its rows come before in the word's group. */
  private final int[][] before;

  /** Per slot and group, how many rows it has. */
  private final int[][] counts;

  /** Per slot, the message that has its values. */
  private final WireValues[] values;

  /** Per slot and group, where in the message its values begin. */
  private final int[][] valuesFrom;

  /** What one thread needs. */
  final class Scratch {
    private final int[] holders = new int[Math.max(own.length, touched.length)];
    private final float[][] rows = new float[touched.length][];

    private Scratch() {
      Arrays.setAll(rows, slot -> new float[columns]);
    }
  }

  /**
   * @param side whose gradients have touched rows
   * @param examples what the rows' gradients come from, one for each of these workers
   * @param owned whether rows have owners
   */
  RankRows(
      RankSide side, ExampleColumns[] examples, int rows, int columns, boolean owned) {
    this.compression = side.compression();
    this.groups = owned ? side.ranks() : 1;
    this.own = side.own();
    this.examples = examples;
    this.kernel = side.kernel();
    this.updates = kernel.updates();
    this.rank = side.rank();
    this.within = side.within();
    this.across = side.tree().across();
    this.nodes = side.nodes();
    this.columns = columns;
    this.words = (rows + 63) / 64;
    this.slotsOfRanks = side.slotsOfRanks();
    int slots = side.tree().slotCount();
    this.touched = new long[slots][words];
    this.before = new int[slots][words];
    this.counts = new int[slots][groups];
    this.values = new WireValues[slots];
    this.valuesFrom = new int[slots][groups];
  }

  Scratch newScratch() {
    return new Scratch();
  }

  /** Collects which rows this rank's nodes have; after the workers have touched theirs. */
  void collect() {
    for (int node = 0; node < nodes.length; node++) {
      int slot = slotsOfRanks[rank][node];
      long[] bits = touched[slot];
      System.arraycopy(own[nodes[node]].touched().words(), 0, bits, 0, words);
      for (int worker = nodes[node] + 1; worker < end(node); worker++) {
        long[] more = own[worker].touched().words();
        for (int word = 0; word < words; word++) {
          bits[word] |= more[word];
        }
      }
      for (int group = 0; group < groups; group++) {
        count(slot, group);
      }
    }
  }

  /** The end of a node's workers, which are neighbours among this rank's. */
  private int end(int node) {
    return node + 1 < nodes.length ? nodes[node + 1] : own.length;
  }

  private void count(int slot, int group) {
    int rows = 0;
    for (int word = group; word < words; word += groups) {
      before[slot][word] = rows;
      rows += Long.bitCount(touched[slot][word]);
    }
    counts[slot][group] = rows;
  }

  /** The words of a rank's group begin here. */
  private int firstWord(int rank) {
    return groups == 1 ? 0 : rank;
  }

  /** Whether this rank updates the rows of a word. */
  boolean isUpdatedHere(int word) {
    return groups == 1 || word % groups == rank;
  }

  private int wordsOf(int group) {
    return (words - group + groups - 1) / groups;
  }

  /** Bytes of what this rank sends to another, once collected. */
  long bytes(int receiver) {
    int group = firstWord(receiver);
    long bytes = 0;
    for (int slot : slotsOfRanks[rank]) {
      bytes += (long) Long.BYTES * wordsOf(group);
      bytes += (long) compression.bytes() * columns * counts[slot][group];
    }
    return bytes;
  }

  /**
   * Writes which of a receiver's rows this rank's nodes have, and leaves room for their values.
   *
   * @param out at a position that is a multiple of a value's bytes
   * @param all the whole buffer's values
   */
  void write(ByteBuffer out, WireValues all, int receiver) {
    int group = firstWord(receiver);
    for (int slot : slotsOfRanks[rank]) {
      for (int word = group; word < words; word += groups) {
        out.putLong(touched[slot][word]);
      }
      valuesFrom[slot][group] = out.position() / compression.bytes();
      values[slot] = all;
      out.position(out.position() + compression.bytes() * columns * counts[slot][group]);
    }
  }

  /** Reads what another rank wrote; the buffer must stay as it is until the rows are merged. */
  void read(int sender, ByteBuffer in) {
    int group = firstWord(rank);
    for (int slot : slotsOfRanks[sender]) {
      for (int word = group; word < words; word += groups) {
        touched[slot][word] = in.getLong();
      }
      count(slot, group);
      values[slot] = compression.values(in);
      valuesFrom[slot][group] = 0;
      in.position(in.position() + compression.bytes() * columns * counts[slot][group]);
    }
  }

  int words() {
    return words;
  }

  /** Rows 64·word … 64·word + 63 that any of this rank's workers has touched, a bit each. */
  long ownTouched(int word) {
    long bits = 0;
    for (Gradient gradient : own) {
      bits |= gradient.touched().words()[word];
    }
    return bits;
  }

  /** The same of all ranks' workers. */
  long touched(int word) {
    long bits = 0;
    for (long[] slot : touched) {
      bits |= slot[word];
    }
    return bits;
  }

  /**
   * Computes and merges this rank's parts of the rows of a word, and puts them into what is sent.
   */
  void mergeOwn(int word, Hand hand, Scratch scratch) {
    for (long bits = ownTouched(word); bits != 0; bits &= bits - 1) {
      int bit = Long.numberOfTrailingZeros(bits);
      addOwn(word, bit, hand, scratch.holders);
      for (int node = 0; node < nodes.length; node++) {
        int slot = slotsOfRanks[rank][node];
        int holder = holder(node, word, bit);
        if (holder == NOBODY) {
          continue;
        }
        if (!allTouched(node, word, bit)) {
          updates.add(hand.part(holder), 0, hand.zeros(), Hand.ZEROS_FROM, columns);
        }
        values[slot].put(at(slot, word, bit), hand.part(holder), 0, columns);
      }
    }
  }

  private void addOwn(int word, int bit, Hand hand, int[] holders) {
    for (int worker = 0; worker < own.length; worker++) {
      boolean here = has(own[worker].touched().words(), word, bit);
      holders[worker] = here ? worker : NOBODY;
      if (here) {
        examples[worker].gradient(64 * word + bit, kernel, -0f, hand.part(worker));
      }
    }
    for (int i = 0; i < within.size(); i++) {
      int left = holders[within.left(i)];
      int right = holders[within.right(i)];
      if (left != NOBODY && right != NOBODY) {
        updates.add(hand.part(left), 0, hand.part(right), 0, columns);
      } else {
        holders[within.left(i)] = Math.max(left, right);
      }
    }
  }

  private static boolean has(long[] rows, int word, int bit) {
    return (rows[word] & 1L << bit) != 0;
  }

  /** In whose array a node's part is: the first of its workers that has one. */
  private int holder(int node, int word, int bit) {
    for (int worker = nodes[node]; worker < end(node); worker++) {
      if (has(own[worker].touched().words(), word, bit)) {
        return worker;
      }
    }
    return NOBODY;
  }

  private boolean allTouched(int node, int word, int bit) {
    for (int worker = nodes[node]; worker < end(node); worker++) {
      if (!has(own[worker].touched().words(), word, bit)) {
        return false;
      }
    }
    return true;
  }

  /** Where a row's values begin in what its slot sent. */
  private int at(int slot, int word, int bit) {
    long lower = touched[slot][word] & ((1L << bit) - 1);
    int row = before[slot][word] + Long.bitCount(lower);
    return valuesFrom[slot][groups == 1 ? 0 : word % groups] + row * columns;
  }

  /**
   * Merges all ranks' parts of a row that one of them has touched.
   *
   * @param sums the row's, from {@code sumsFrom} on, are overwritten
   */
  void merge(int word, int bit, float[] sums, int sumsFrom, Hand hand, Scratch scratch) {
    int[] holders = scratch.holders;
    boolean all = true;
    for (int slot = 0; slot < touched.length; slot++) {
      boolean here = has(touched[slot], word, bit);
      holders[slot] = here ? slot : NOBODY;
      all &= here;
      if (here) {
        // What was sent is read back, too: it lies closer together than the workers' arrays.
        values[slot].get(at(slot, word, bit), scratch.rows[slot], 0, columns);
      }
    }
    for (int i = 0; i < across.size(); i++) {
      int left = holders[across.left(i)];
      int right = holders[across.right(i)];
      if (left != NOBODY && right != NOBODY) {
        updates.add(scratch.rows[left], 0, scratch.rows[right], 0, columns);
      } else {
        holders[across.left(i)] = Math.max(left, right);
      }
    }
    float[] root = scratch.rows[holders[0]];
    if (!all) {
      updates.add(root, 0, hand.zeros(), Hand.ZEROS_FROM, columns);
    }
    System.arraycopy(root, 0, sums, sumsFrom, columns);
  }

  /** The rows of a word are touched no more. */
  void clearOwn(int word) {
    for (Gradient gradient : own) {
      gradient.touched().words()[word] = 0;
    }
  }

  /** Lets the values of other ranks outlast the next exchange. */
  void keep() {
    int group = firstWord(rank);
    for (int other = 0; other < slotsOfRanks.length; other++) {
      for (int slot : slotsOfRanks[other]) {
        if (other != rank) {
          float[] copy = new float[columns * counts[slot][group]];
          values[slot].get(valuesFrom[slot][group], copy, 0, copy.length);
          values[slot] = new WireValues.Floats(FloatBuffer.wrap(copy));
          valuesFrom[slot][group] = 0;
        }
      }
    }
  }
}
