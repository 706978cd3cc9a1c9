package org.lockstep.datasets.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;
import org.lockstep.datasets.check.StrictUtf8;

/**
 * What the path of a review says: {@code …/train/pos/0_9.txt}.
 *
 * @param part train or test
 * @param label positive or negative, the words of the CSV form of the data
 * @param number of the review among those of its folder, from 0 on; −1 where the name has none
 */
record ReviewPath(String part, String label, int number) {
  private static final Pattern REVIEW =
      Pattern.compile("(?:.*/)?(train|test)/(pos|neg)/([^/]+)\\.txt");
  private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})_.*");

  /** Empty for every other file, the unlabelled reviews among them. */
  static Optional<ReviewPath> of(String path) {
    Matcher matcher = REVIEW.matcher(path);
    return matcher.matches()
        ? Optional.of(
            new ReviewPath(
                matcher.group(1),
                matcher.group(2).equals("pos") ? "positive" : "negative",
                number(matcher.group(3))))
        : Optional.empty();
  }

  private static int number(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches() ? Integer.parseInt(numbered.group(1)) : -1;
  }

  /** The review as a record; bytes longer than the limit or not UTF-8 make a broken one. */
  RawRecord record(String file, long record, byte[] bytes, int limit, ReviewGroups groups) {
    if (bytes.length > limit) {
      return broken(file, record, Reasons.CELL_TOO_LONG, bytes);
    }
    String text = new StrictUtf8().decode(bytes, bytes.length);
    return text == null
        ? broken(file, record, Reasons.INVALID_UTF8, bytes)
        : new RawRecord(file, record, 0, part, groups.cells(text, this), null);
  }

  private static RawRecord broken(String file, long record, String reason, byte[] bytes) {
    return RawRecord.broken(
        file, record, 0, new Problem(reason, "review", Excerpt.of(bytes, bytes.length)));
  }
}
