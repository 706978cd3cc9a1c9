package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.exchange.WireValues;
import org.lockstep.trainer.gradient.Gradient;

/**
 * Which rows of the first kernel each rank's nodes have in a step, and where in the messages their
 * gradients are. A node sends a bit for every row and the values of those that its workers touched,
 * to all ranks or, where every 64 rows have an owner, in turn, to each what it owns.
 */
final class RowSlots {
  private final Gradient[] own;
  private final Compression compression;
  private final int[] nodes;
  private final int[][] slotsOfRanks;
  private final int rank;
  private final int columns;
  private final int words;

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

  /**
   * @param side whose gradients have touched rows
   * @param owned whether rows have owners
   */
  RowSlots(RankSide side, int rows, int columns, boolean owned) {
    this.own = side.own();
    this.compression = side.compression();
    this.groups = owned ? side.ranks() : 1;
    this.rank = side.rank();
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

  /** Of all ranks' nodes. */
  int size() {
    return touched.length;
  }

  int words() {
    return words;
  }

  /** Whether this rank updates the rows of a word. */
  boolean isUpdatedHere(int word) {
    return groups == 1 || word % groups == rank;
  }

  /** Rows 64·word … 64·word + 63 that any rank's workers have touched, a bit each. */
  long touched(int word) {
    long bits = 0;
    for (long[] slot : touched) {
      bits |= slot[word];
    }
    return bits;
  }

  /** Whether a slot has the row of a word's bit. */
  boolean has(int slot, int word, int bit) {
    return (touched[slot][word] & 1L << bit) != 0;
  }

  /** Puts a node's part of a row, {@code sums[0 … columns)}, where {@link #write} has left room. */
  void put(int node, int word, int bit, float[] sums) {
    int slot = slotsOfRanks[rank][node];
    values[slot].put(at(slot, word, bit), sums, 0, columns);
  }

  /** Copies a slot's part of a row to {@code out[0 … columns)}. */
  void get(int slot, int word, int bit, float[] out) {
    values[slot].get(at(slot, word, bit), out, 0, columns);
  }

  /** Where the row's values begin in what its slot sent. */
  private int at(int slot, int word, int bit) {
    long lower = touched[slot][word] & ((1L << bit) - 1);
    int row = before[slot][word] + Long.bitCount(lower);
    return valuesFrom[slot][groups == 1 ? 0 : word % groups] + row * columns;
  }

  /** Collects which rows this rank's nodes have; after the workers have touched theirs. */
  void collect() {
    for (int node = 0; node < nodes.length; node++) {
      int slot = slotsOfRanks[rank][node];
      int end = node + 1 < nodes.length ? nodes[node + 1] : own.length;
      long[] bits = touched[slot];
      System.arraycopy(own[nodes[node]].touched().words(), 0, bits, 0, words);
      for (int worker = nodes[node] + 1; worker < end; worker++) {
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

  /** Bytes of what this rank sends to another, once collected. */
  long bytes(int receiver) {
    int group = firstWord(receiver);
    long bytes = 0;
    for (int slot : slotsOfRanks[rank]) {
      bytes += (long) Long.BYTES * ((words - group + groups - 1) / groups);
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
      values[slot] = all;
      passValues(out, slot, group);
    }
  }

  /**
   * Reads what another rank wrote; the buffer must stay as it is until the rows are merged.
   *
   * @param all the whole message's values
   */
  void read(int sender, ByteBuffer in, WireValues all) {
    int group = firstWord(rank);
    for (int slot : slotsOfRanks[sender]) {
      for (int word = group; word < words; word += groups) {
        touched[slot][word] = in.getLong();
      }
      count(slot, group);
      values[slot] = all;
      passValues(in, slot, group);
    }
  }

  /** Remembers where a slot's values begin, and moves on behind them. */
  private void passValues(ByteBuffer message, int slot, int group) {
    valuesFrom[slot][group] = message.position() / compression.bytes();
    message.position(message.position() + compression.bytes() * columns * counts[slot][group]);
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
