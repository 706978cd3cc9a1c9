package org.lockstep.datasets.source;

/**
 * Groups of training reviews that hold all reviews of almost every movie, for copies without the
 * lists of movies. The archive's numbers follow its movies: the reviews of one movie stand side by
 * side, those of all movies with positive reviews in one order in both folders, and behind them, in
 * {@code neg}, the movies that have none.
 *
 * <p>So a group is 1,250 positive reviews and the negative ones of the same movies. Where these end
 * was measured in the archive by 348 names that stand close together in both folders (title roles,
 * actors); 99% of them are in one group by these ends. A movie has at most 30 reviews, so that a
 * border cuts few.
 */
final class ReviewNeighbours {
  private static final int POSITIVE = 1250;

  /** The first number of {@code neg} behind each 1,250 numbers of {@code pos}. */
  private static final int[] NEGATIVE_ENDS = {
    350, 783, 1103, 1425, 1893, 2275, 2668, 3088, 3586, 3970
  };

  /** Negative reviews of movies without positive ones: so many a group. */
  private static final int ALONE = 500;

  private ReviewNeighbours() {}

  /** The group of a training review; blank for others and for those without a number. */
  static String of(ReviewPath path) {
    int number = path.number();
    if (number < 0 || !path.part().equals("train")) {
      return "";
    }
    if (path.label().equals("positive")) {
      return "both " + number / POSITIVE;
    }
    for (int group = 0; group < NEGATIVE_ENDS.length; group++) {
      if (number < NEGATIVE_ENDS[group]) {
        return "both " + group;
      }
    }
    return "negative " + (number - NEGATIVE_ENDS[NEGATIVE_ENDS.length - 1]) / ALONE;
  }
}
