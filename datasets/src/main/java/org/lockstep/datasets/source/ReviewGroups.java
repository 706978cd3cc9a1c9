package org.lockstep.datasets.source;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lockstep.datasets.check.DataException;

/**
 * Which reviews stay together where a split keeps groups: those of a movie, as the lists beside
 * them say; or, since some copies come without the lists, those that {@link ReviewNeighbours} are.
 */
final class ReviewGroups implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String MOVIE = "movie";
  static final String NEIGHBOURS = "neighbours";

  private enum By {
    NOTHING,
    MOVIE,
    NUMBER
  }

  private final By by;

  /** The movie of each review, by part and label. */
  private final HashMap<String, List<String>> movies;

  private ReviewGroups(By by, Map<String, List<String>> movies) {
    this.by = by;
    this.movies = new HashMap<>(movies);
  }

  /** No groups: a review's cells are its text and its label. */
  static ReviewGroups none() {
    return new ReviewGroups(By.NOTHING, Map.of());
  }

  /**
   * What the job asks for.
   *
   * @param path of the reviews, for messages
   * @param lists reads the movies, by the {@link #key} of their reviews
   * @throws DataException if the word is another, or there are no lists
   */
  static ReviewGroups of(DataSpec spec, String path, Supplier<Map<String, List<String>>> lists) {
    String word = spec.split().group().orElse("");
    switch (word) {
      case "":
        return none();
      case NEIGHBOURS:
        if (!spec.split().ownTest()) {
          throw DataException.bad(
              "data.split.group = neighbours must go with split.ownTest, since nothing is known of the test reviews' order. Received: ownTest = false (%s)",
              InputFiles.shown(path));
        }
        return new ReviewGroups(By.NUMBER, Map.of());
      case MOVIE:
        return new ReviewGroups(By.MOVIE, required(spec, path, lists.get()));
      default:
        throw DataException.bad(
            "data.split.group must be movie or neighbours for reviews that are files. Received: %s (%s)",
            word, InputFiles.shown(path));
    }
  }

  private static Map<String, List<String>> required(
      DataSpec spec, String path, Map<String, List<String>> movies) {
    for (String part : spec.split().ownTest() ? List.of("train") : List.of("train", "test")) {
      for (String label : List.of("positive", "negative")) {
        if (!movies.containsKey(key(part, label))) {
          throw DataException.bad(
              "data.split.group = movie must go with the lists of the reviews' movies; neighbours needs none. Received: no %s/%s (%s)",
              part, MovieLists.name(label), InputFiles.shown(path));
        }
      }
    }
    return movies;
  }

  /** Of the reviews of a folder. */
  static String key(String part, String label) {
    return part + " " + label;
  }

  /** A review's cells; a group that is not known is blank. */
  String[] cells(String text, ReviewPath path) {
    return switch (by) {
      case NOTHING -> new String[] {text, path.label()};
      case MOVIE -> new String[] {text, path.label(), movie(path)};
      case NUMBER -> new String[] {text, path.label(), ReviewNeighbours.of(path)};
    };
  }

  private String movie(ReviewPath path) {
    List<String> listed = movies.getOrDefault(key(path.part(), path.label()), List.of());
    boolean known = path.number() >= 0 && path.number() < listed.size();
    return known ? listed.get(path.number()) : "";
  }
}
