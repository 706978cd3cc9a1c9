package org.lockstep.datasets.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.StrictUtf8;

/**
 * The lists that say of which movie a review is: line i of {@code train/urls_pos.txt} is the
 * address of the movie of review i in {@code train/pos}, as {@code …/title/tt0210075/usercomments}.
 */
final class MovieLists {
  private static final Pattern LIST = Pattern.compile("(?:.*/)?(train|test)/urls_(pos|neg)\\.txt");
  private static final Pattern TITLE = Pattern.compile(".*/title/(tt\\d+).*");
  private static final int BUFFER_BYTES = 1 << 16;

  private MovieLists() {}

  /** The file of a label's list. */
  static String name(String label) {
    return "urls_%s.txt".formatted(label.equals("positive") ? "pos" : "neg");
  }

  /**
   * Reads them from archives, which are unpacked in passing.
   *
   * @param limit bytes that a list may have
   */
  static Map<String, List<String>> inArchives(
      List<String> archives, Configuration configuration, int limit) {
    Map<String, List<String>> movies = new HashMap<>();
    for (String archive : archives) {
      reading(
          archive,
          () -> {
            try (InputStream in = InputFiles.open(archive, configuration, false)) {
              read(archive, in, limit, movies);
            }
          });
    }
    return movies;
  }

  private static void read(
      String archive, InputStream in, int limit, Map<String, List<String>> movies)
      throws IOException {
    CountedBytes packed = new CountedBytes(in);
    CountedBytes unpacked =
        new CountedBytes(
            new BufferedInputStream(new GZIPInputStream(packed, BUFFER_BYTES), BUFFER_BYTES));
    TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, BUFFER_BYTES, "UTF-8");
    ArchiveGuard guard = new ArchiveGuard(archive);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      guard.admit(entry);
      guard.unpacked(unpacked.count(), packed.count());
      Matcher list = LIST.matcher(entry.getName());
      if (list.matches() && entry.isFile()) {
        add(archive + "!/" + entry.getName(), list, tar.readNBytes(limit + 1), limit, movies);
      }
    }
  }

  /** Reads them from a folder with {@code train} and {@code test}. */
  static Map<String, List<String>> inFolder(String folder, Configuration configuration, int limit) {
    Map<String, List<String>> movies = new HashMap<>();
    for (String name :
        List.of(
            "train/urls_pos.txt", "train/urls_neg.txt", "test/urls_pos.txt", "test/urls_neg.txt")) {
      Path file = new Path(folder, name);
      if (InputFiles.exists(file, configuration)) {
        Matcher list = LIST.matcher(name);
        reading(
            file.toString(),
            () -> {
              try (InputStream in = InputFiles.open(file.toString(), configuration, false)) {
                if (list.matches()) {
                  add(file.toString(), list, in.readNBytes(limit + 1), limit, movies);
                }
              }
            });
      }
    }
    return movies;
  }

  private static void add(
      String file, Matcher list, byte[] bytes, int limit, Map<String, List<String>> movies) {
    String text = bytes.length > limit ? null : new StrictUtf8().decode(bytes, bytes.length);
    if (text == null) {
      throw DataException.bad(
          "a list of movies must be UTF-8 of at most %d bytes. Received: %s (%s)",
          limit, bytes.length > limit ? "more" : "other bytes", InputFiles.shown(file));
    }
    List<String> titles = new ArrayList<>();
    text.lines()
        .forEach(
            line -> {
              Matcher title = TITLE.matcher(line);
              titles.add(title.matches() ? title.group(1) : line.strip());
            });
    String label = list.group(2).equals("pos") ? "positive" : "negative";
    movies.put(ReviewGroups.key(list.group(1), label), titles);
  }

  /** Work on a file. */
  private interface Work {
    void run() throws IOException;
  }

  private static void reading(String file, Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw FileFailure.of(file, e)
          .<RuntimeException>map(found -> found)
          .orElseGet(() -> new UncheckedIOException("reading " + file, e));
    }
  }
}
