package org.lockstep.datasets.source;

import org.lockstep.datasets.check.Problem;

/**
 * One record as it stands in a file: the cells that the job asked for, not yet checked.
 *
 * @param record 1-based data record in the file
 * @param line 1-based line where it starts, 0 where the format has no lines
 * @param part "train", "test" or null
 * @param cells the input columns in the order of the spec, then label or target; null = blank
 * @param problem what kept the record from being read, or null
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one row, is never compared
record RawRecord(
    String file, long record, long line, String part, String[] cells, Problem problem) {

  static RawRecord of(String file, long record, long line, String... cells) {
    return new RawRecord(file, record, line, null, cells, null);
  }

  static RawRecord broken(String file, long record, long line, Problem problem) {
    return new RawRecord(file, record, line, null, new String[0], problem);
  }
}
