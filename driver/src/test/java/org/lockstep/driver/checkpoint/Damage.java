package org.lockstep.driver.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What can happen to a file: five bytes each, what and two numbers. */
enum Damage {
  /** A bit is turned. */
  FLIP {
    @Override
    byte[] to(byte[] file, int a, int b) {
      byte[] changed = file.clone();
      changed[a % file.length] ^= (byte) (1 << b % 8);
      return changed;
    }
  },
  /** The end is missing. */
  CUT {
    @Override
    byte[] to(byte[] file, int a, int b) {
      return Arrays.copyOf(file, a % file.length);
    }
  },
  /** More follows: zeros, or the file's own beginning. */
  EXTEND {
    @Override
    byte[] to(byte[] file, int a, int b) {
      byte[] more = b % 2 == 0 ? new byte[file.length] : file;
      int count = 1 + a % file.length;
      byte[] changed = Arrays.copyOf(file, file.length + count);
      System.arraycopy(more, 0, changed, file.length, count);
      return changed;
    }
  },
  /** What lies before a place and what lies behind it change places. */
  SWAP {
    @Override
    byte[] to(byte[] file, int a, int b) {
      int place = a % file.length;
      byte[] changed = new byte[file.length];
      System.arraycopy(file, place, changed, 0, file.length - place);
      System.arraycopy(file, 0, changed, file.length - place, place);
      return changed;
    }
  },
  /** Eight bytes, where a length may stand, are another's. */
  COPY {
    @Override
    byte[] to(byte[] file, int a, int b) {
      byte[] changed = file.clone();
      int to = a % file.length;
      int from = b % file.length;
      int count = Math.min(8, file.length - Math.max(from, to));
      System.arraycopy(file, from, changed, to, count);
      return changed;
    }
  },
  /** A number, where a length may stand, is as large as can be. */
  ENLARGE {
    @Override
    byte[] to(byte[] file, int a, int b) {
      byte[] changed = file.clone();
      int from = a % file.length;
      Arrays.fill(changed, from, Math.min(file.length, from + 1 + b % 8), (byte) 0x7f);
      return changed;
    }
  };

  private static final int LONGEST = 1 << 20;

  /**
   * @param file at least a byte
   * @param a any number >= 0
   * @param b any number >= 0
   */
  abstract byte[] to(byte[] file, int a, int b);

  /** A file after all that the bytes say happened to it, one after the other. */
  static byte[] of(byte[] file, byte[] damages) {
    ByteBuffer words = ByteBuffer.wrap(damages);
    byte[] changed = file;
    while (words.remaining() >= 5 && changed.length > 0 && changed.length < LONGEST) {
      Damage damage = values()[(words.get() & 0xff) % values().length];
      changed = damage.to(changed, words.getShort() & 0xffff, words.getShort() & 0xffff);
    }
    return changed;
  }
}
