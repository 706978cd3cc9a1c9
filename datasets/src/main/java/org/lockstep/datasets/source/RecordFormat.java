package org.lockstep.datasets.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Iterator;

/** How the bytes of a file become records. */
interface RecordFormat extends Serializable {

  /**
   * The records of one file, in file order, read as they are asked for.
   *
   * @param file the path, for messages
   * @param in the bytes, decompressed; closed by the caller
   * @throws org.lockstep.datasets.check.DataException when the file as a whole is wrong
   */
  Iterator<RawRecord> records(String file, InputStream in) throws IOException;

  /** Whether {@code .gz}, {@code .bz2} … are unpacked before {@link #records} sees the bytes. */
  default boolean decompressed() {
    return true;
  }
}
