package org.lockstep.datasets.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.lockstep.datasets.check.DataException;

/**
 * Cuts a byte stream into records at the newlines outside quotes (RFC 4180: a quote opens a cell
 * only as its first byte, two quotes inside stand for one). UTF-8 never uses the bytes of a quote,
 * delimiter or newline inside a character, so the cut needs no decoding and bad bytes cannot move
 * it. Memory is bounded: of a record longer than the limit only the beginning is kept.
 */
final class RecordFramer {
  private static final int NO_QUOTES = -1;
  private static final int KEPT_OF_TOO_LONG = 256;

  private enum State {
    CELL_START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  private final String file;
  private final InputStream in;
  private final int delimiter;
  private final int limit;

  private final byte[] chunk = new byte[1 << 16];
  private int chunkLength;
  private int chunkAt;
  private boolean begun;
  private long linesRead;

  private byte[] bytes = new byte[1 << 10];
  private int length;
  private long line;
  private boolean tooLong;

  private RecordFramer(String file, InputStream in, int delimiter, int limit) {
    this.file = file;
    this.in = in;
    this.delimiter = delimiter;
    this.limit = limit;
  }

  /** Records of cells; newlines in quotes belong to a cell. */
  static RecordFramer quoted(String file, InputStream in, char delimiter, int limit) {
    return new RecordFramer(file, in, delimiter, limit);
  }

  /** Every line is a record. */
  static RecordFramer lines(String file, InputStream in, int limit) {
    return new RecordFramer(file, in, NO_QUOTES, limit);
  }

  /**
   * Goes to the next record that is not empty; false at the end.
   *
   * @throws DataException when the file ends inside quotes: where the rows of the rest begin cannot
   *     be known, so they are not counted as one bad row
   */
  boolean next() throws IOException {
    do {
      length = 0;
      tooLong = false;
      line = linesRead + 1;
      if (!frame()) {
        return false;
      }
    } while (length == 0);
    return true;
  }

  /** The record without its line end; valid until the next call of {@link #next}. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** The line where the record starts, from 1. */
  long line() {
    return line;
  }

  /** Whether the record was longer than the limit; {@link #bytes} then holds its beginning. */
  boolean tooLong() {
    return tooLong;
  }

  /** Reads one record, empty or not; false when there is none. */
  private boolean frame() throws IOException {
    State state = State.CELL_START;
    boolean any = false;
    for (int b = read(); b >= 0; b = read()) {
      any = true;
      if (b == '\n') {
        linesRead++;
        if (state != State.QUOTED) {
          dropCarriageReturn();
          return true;
        }
      }
      append((byte) b);
      state = delimiter == NO_QUOTES ? State.PLAIN : after(state, b);
    }
    if (state == State.QUOTED) {
      throw DataException.bad(
          "a quoted cell must end with a quote. Received: a file that ends inside the cell of the "
              + "record which starts in line %d (%s)",
          line, InputFiles.shown(file));
    }
    dropCarriageReturn();
    return any;
  }

  private State after(State state, int b) {
    if (state == State.QUOTED) {
      return b == '"' ? State.AFTER_QUOTE : State.QUOTED;
    }
    if (b == delimiter) {
      return State.CELL_START;
    }
    boolean opens = b == '"' && (state == State.CELL_START || state == State.AFTER_QUOTE);
    return opens ? State.QUOTED : State.PLAIN;
  }

  private void append(byte b) {
    if (tooLong) {
      return;
    }
    if (length == limit) {
      tooLong = true;
      length = Math.min(length, KEPT_OF_TOO_LONG);
      bytes = Arrays.copyOf(bytes, Math.max(length, 1));
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(2 * length, Math.max(limit, length + 1)));
    }
    bytes[length++] = b;
  }

  private void dropCarriageReturn() {
    if (!tooLong && length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
  }

  private int read() throws IOException {
    if (chunkAt == chunkLength && !fill()) {
      return -1;
    }
    return chunk[chunkAt++] & 0xff;
  }

  private boolean fill() throws IOException {
    int wanted = begun ? 1 : 3;
    chunkAt = 0;
    chunkLength = 0;
    while (chunkLength < wanted) {
      int count = in.read(chunk, chunkLength, chunk.length - chunkLength);
      if (count < 0) {
        break;
      }
      chunkLength += count;
    }
    if (!begun) {
      begun = true;
      skipByteOrderMark();
    }
    return chunkAt < chunkLength;
  }

  private void skipByteOrderMark() {
    int first = chunkLength > 0 ? chunk[0] & 0xff : -1;
    int second = chunkLength > 1 ? chunk[1] & 0xff : -1;
    if ((first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe)) {
      throw DataException.bad(
          "text files must be UTF-8. Received: a UTF-16 byte-order mark (%s)",
          InputFiles.shown(file));
    }
    if (first == 0xef && second == 0xbb && chunkLength > 2 && (chunk[2] & 0xff) == 0xbf) {
      chunkAt = 3;
    }
  }
}
