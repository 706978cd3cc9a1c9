package org.lockstep.trainer.divergence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * Where the first number that is not finite came up in a step, and in which rows: the answer to
 * {@link FirstTrouble}, mergeable over workers.
 *
 * <p>Mutable plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class Trouble implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most rows that are named; all are counted. */
  static final int NAMED = 5;

  /** In the order in which a step computes: the lowest that is met is the first. */
  static final int PARAMETER = 0;

  static final int INPUT = 1;
  static final int OUTPUT = 2;
  static final int LOSS = 3;
  static final int DELTA = 4;
  static final int GRADIENT = 5;
  static final int LENGTH = 6;
  static final int NOWHERE = 7;

  private final int kind;
  private final int order;
  private final String where;
  private final float value;
  private long rows;
  private int named;
  private final int[] workers = new int[NAMED];
  private final int[] shardRows = new int[NAMED];
  private final float[] targets = new float[NAMED];
  private final float[] features = new float[NAMED];
  private final int[] columns = new int[NAMED];

  /**
   * @param kind one of the constants
   * @param order among troubles of this kind, lower comes first: forward through the layers, or
   *     backward
   * @param where the quantity, such as {@code the output of dense_2}
   * @param value that is not finite
   */
  Trouble(int kind, int order, String where, float value) {
    this.kind = kind;
    this.order = order;
    this.where = where;
    this.value = value;
  }

  /** Everything is finite. */
  static Trouble none() {
    return new Trouble(NOWHERE, 0, "", 0);
  }

  /**
   * Names a row that shows it, as long as there is room.
   *
   * @param shardRow its number in the worker's training shard
   */
  void addRow(int worker, int shardRow, float target, LargestFeature feature) {
    rows++;
    if (named < NAMED) {
      workers[named] = worker;
      shardRows[named] = shardRow;
      targets[named] = target;
      features[named] = feature.value();
      columns[named++] = feature.column();
    }
  }

  /** The earlier of the two; rows of both if they are the same. */
  Trouble merge(Trouble other) {
    int earlier = Integer.compare(kind, other.kind);
    earlier = earlier != 0 ? earlier : Integer.compare(order, other.order);
    if (earlier != 0) {
      return earlier < 0 ? this : other;
    }
    for (int i = 0; i < other.named; i++) {
      addRow(
          other.workers[i],
          other.shardRows[i],
          other.targets[i],
          new LargestFeature(other.columns[i], other.features[i]));
    }
    rows += other.rows - other.named;
    return this;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(kind);
    out.writeInt(order);
    out.writeUTF(where);
    out.writeFloat(value);
    out.writeLong(rows);
    out.writeInt(named);
    for (int i = 0; i < named; i++) {
      out.writeInt(workers[i]);
      out.writeInt(shardRows[i]);
      out.writeFloat(targets[i]);
      out.writeFloat(features[i]);
      out.writeInt(columns[i]);
    }
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IOException if it names a kind that there is not, or more rows than it may
   */
  static Trouble read(DataInput in) throws IOException {
    int kind = in.readInt();
    Trouble trouble = new Trouble(kind, in.readInt(), in.readUTF(), in.readFloat());
    long rows = in.readLong();
    int named = in.readInt();
    if (kind < PARAMETER || kind > NOWHERE || named < 0 || named > NAMED || rows < named) {
      throw new IOException(
          "a trouble must be of kind 0 … %d and name at most %d of its rows. Received: kind %d, %d of %d rows"
              .formatted(NOWHERE, NAMED, kind, named, rows));
    }
    for (int i = 0; i < named; i++) {
      int worker = in.readInt();
      int row = in.readInt();
      float target = in.readFloat();
      float feature = in.readFloat();
      trouble.addRow(worker, row, target, new LargestFeature(in.readInt(), feature));
    }
    trouble.rows = rows;
    return trouble;
  }

  int kind() {
    return kind;
  }

  /** {@code the output of dense_2 is NaN}. */
  String what() {
    return where + " is " + value;
  }

  /** How many rows show it. */
  long rows() {
    return rows;
  }

  /** The named rows for people; empty if there are none. */
  String rowWords() {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < named; i++) {
      words
          .append(i == 0 ? "" : "; ")
          .append("row %d of worker %d".formatted(shardRows[i], workers[i]))
          .append(columns[i] < 0 ? "" : ", feature %d = %s".formatted(columns[i], features[i]));
    }
    return rows > named ? words.append("; …").toString() : words.toString();
  }

  /** The largest |feature| of the named rows; NaN or infinite if one is. */
  float largestFeature() {
    return largest(features);
  }

  /** The largest |target| of the named rows. */
  float largestTarget() {
    return largest(targets);
  }

  private float largest(float[] numbers) {
    float largest = 0;
    for (int i = 0; i < named; i++) {
      largest = Math.max(largest, Math.abs(numbers[i]));
    }
    return largest;
  }
}
