package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.Inbox;
import org.lockstep.trainer.exchange.Outbox;
import org.lockstep.trainer.exchange.WireValues;
import org.lockstep.trainer.gradient.TouchedRows;

/**
 * Rows of a first kernel of which each has one rank that updates it: the others ask for it before
 * the steps that need it. Every 64 rows are the next rank's.
 */
final class OwnedRows {
  /** Bytes of a message when all rows are gathered, about. */
  private static final int GATHERED_BYTES = 4 << 20;

  private final Exchange exchange;
  private final RankRows touched;
  private final Held held;
  private final Holding holding;
  private final int columns;
  private final int offset;
  private final Outbox outbox;
  private final Inbox inbox;

  /** Per rank, what it asked for. */
  private final long[][] asked;

  /** Brings rows of an owner up to the last step. */
  @FunctionalInterface
  interface Current {
    /** Of the rows 64·word … 64·word + 63, a bit each. */
    void bringUp(int word, long rows);
  }

  /**
   * @param held has the rows that this rank owns
   * @param offset of the first row in the parameters
   */
  OwnedRows(Exchange exchange, RankRows touched, Held held, int columns, int offset) {
    this.exchange = exchange;
    this.touched = touched;
    this.held = held;
    this.holding = held.holding();
    this.columns = columns;
    this.offset = offset;
    this.outbox = new Outbox(exchange.ranks());
    this.inbox = new Inbox(exchange.ranks(), Compression.NONE);
    this.asked = new long[exchange.ranks()][touched.slots().words()];
  }

  /** Gets the rows that this rank's workers have touched, and gives others theirs. */
  void fetch(Current current) {
    ByteBuffer[] questions = exchange.exchange(questions());
    for (int other = 0; other < questions.length; other++) {
      if (other != exchange.rank()) {
        long bytes = (long) Long.BYTES * words(exchange.rank());
        ByteBuffer in = Received.of(questions, other, bytes);
        for (int word = exchange.rank(); word < touched.slots().words(); word += exchange.ranks()) {
          asked[other][word] = in.getLong();
        }
      }
    }
    ByteBuffer[] answers = exchange.exchange(answers(current));
    for (int other = 0; other < answers.length; other++) {
      if (other != exchange.rank()) {
        long bytes = (long) Float.BYTES * columns * rows(asked[exchange.rank()], other);
        Received.of(inbox, answers, other, bytes);
        read(other);
      }
    }
  }

  private int words(int owner) {
    return (touched.slots().words() - owner + exchange.ranks() - 1) / exchange.ranks();
  }

  private long rows(long[] words, int owner) {
    long rows = 0;
    for (int word = owner; word < words.length; word += exchange.ranks()) {
      rows += Long.bitCount(words[word]);
    }
    return rows;
  }

  private ByteBuffer[] questions() {
    long[] own = asked[exchange.rank()];
    ByteBuffer out = outbox.start((long) Long.BYTES * own.length);
    for (int owner = 0; owner < exchange.ranks(); owner++) {
      int start = out.position();
      for (int word = owner; word < own.length; word += exchange.ranks()) {
        own[word] = touched.ownTouched(word);
        if (owner != exchange.rank()) {
          out.putLong(own[word]);
        }
      }
      outbox.part(owner, start);
    }
    return outbox.parts();
  }

  private ByteBuffer[] answers(Current current) {
    long all = 0;
    for (int other = 0; other < exchange.ranks(); other++) {
      all += other == exchange.rank() ? 0 : rows(asked[other], exchange.rank());
    }
    ByteBuffer out = outbox.start(Float.BYTES * columns * all);
    for (int other = 0; other < exchange.ranks(); other++) {
      int start = out.position();
      if (other != exchange.rank()) {
        for (int word = exchange.rank(); word < touched.slots().words(); word += exchange.ranks()) {
          long rows = asked[other][word];
          if (rows != 0) {
            current.bringUp(word, rows);
            put(out, word, rows, held.current());
          }
        }
      }
      outbox.part(other, start);
    }
    return outbox.parts();
  }

  /** Rows of an array that is laid out as what is held. */
  private void put(ByteBuffer out, int word, long rows, float[] numbers) {
    int index = out.position() / Float.BYTES;
    for (long bits = rows; bits != 0; bits &= bits - 1) {
      int row = 64 * word + Long.numberOfTrailingZeros(bits);
      outbox.values().put(index, numbers, holding.at(row), columns);
      index += columns;
    }
    out.position(index * Float.BYTES);
  }

  private void read(int owner) {
    WireValues values = inbox.floats(owner);
    int index = 0;
    for (int word = owner; word < touched.slots().words(); word += exchange.ranks()) {
      for (long bits = asked[exchange.rank()][word]; bits != 0; bits &= bits - 1) {
        int row = 64 * word + Long.numberOfTrailingZeros(bits);
        values.get(index, held.parameters(), offset + row * columns, columns);
        index += columns;
      }
    }
  }

  /**
   * Gives all ranks the rows that each has and that differ, in messages of bounded size.
   *
   * @param numbers laid out as what is held
   * @param whole laid out as the parameters, gets them; may be the same, and null if they are not
   *     wanted here
   * @param differing of the rows that this rank has, those that others do not have as they are
   */
  void gather(float[] numbers, float[] whole, TouchedRows differing) {
    int next = exchange.rank();
    boolean more = true;
    int most = Integer.BYTES + Long.BYTES + 64 * Float.BYTES * columns;
    while (more) {
      ByteBuffer out = outbox.start((long) GATHERED_BYTES + most);
      out.putInt(0);
      while (next < touched.slots().words() && out.position() < GATHERED_BYTES) {
        long rows = differing.words()[next];
        if (rows != 0) {
          out.putInt(next).putLong(rows);
          put(out, next, rows, numbers);
          if (whole != null && whole != numbers) {
            holding.putRows(numbers, whole, next, rows);
          }
        }
        next += exchange.ranks();
      }
      more = next < touched.slots().words();
      out.putInt(0, more ? 1 : 0);
      ByteBuffer[] received = exchange.exchange(outbox.toAll());
      for (int other = 0; other < received.length; other++) {
        if (other != exchange.rank()) {
          more |= readGathered(inbox.open(other, received[other]), other, whole);
        }
      }
    }
  }

  /** True if the rank has more to tell. */
  private boolean readGathered(ByteBuffer in, int owner, float[] whole) {
    Received.require(in, owner, Integer.BYTES);
    final boolean more = in.getInt() != 0;
    while (in.hasRemaining()) {
      Received.require(in, owner, Integer.BYTES + Long.BYTES);
      int word = in.getInt();
      long rows = in.getLong();
      if (word < 0 || word >= touched.slots().words() || word % exchange.ranks() != owner) {
        throw Received.wrong(
            owner, new IllegalArgumentException("rows of word " + word + " are not its own"));
      }
      int bytes = Float.BYTES * columns * Long.bitCount(rows);
      Received.require(in, owner, bytes);
      WireValues values = inbox.floats(owner);
      int index = in.position() / Float.BYTES;
      for (long bits = whole == null ? 0 : rows; bits != 0; bits &= bits - 1) {
        int row = 64 * word + Long.numberOfTrailingZeros(bits);
        values.get(index, whole, offset + row * columns, columns);
        index += columns;
      }
      in.position(in.position() + bytes);
    }
    return more;
  }
}
