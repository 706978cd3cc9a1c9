package org.lockstep.datasets.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.lockstep.datasets.check.DataException;

/** Finds the file or directory of a named data set. */
final class NamedFiles {
  private NamedFiles() {}

  /** The names under which a data set is kept in a folder, the preferred first. */
  static List<String> names(SourceName source) {
    return switch (source) {
      case AIRLINE -> List.of("Tweets.csv");
      case IMDB -> List.of("aclImdb", "aclImdb_v1.tar.gz", "IMDB Dataset.csv");
      case HOUSING -> List.of("housing.csv");
      case DIGITS -> List.of("digits.csv.gz", "digits.csv");
      case CSV, TSV, JSONL, PARQUET, LIBSVM -> List.of();
    };
  }

  /**
   * The path to read: the given one (for a named data set, a folder that holds its file will do),
   * or the first found of {@code $LOCKSTEP_DATA}, {@code ./data} and the cache; empty when the rows
   * are to be generated.
   *
   * @throws DataException MISSING, naming the places looked at
   */
  static Optional<String> find(DataSpec spec, LookUp lookUp, Configuration configuration) {
    if (spec.path().isPresent()) {
      return Optional.of(given(spec.source(), spec.path().get(), configuration));
    }
    for (Path folder : folders(lookUp)) {
      Optional<String> found = in(folder, spec.source(), configuration);
      if (found.isPresent()) {
        return found;
      }
    }
    if (spec.whenMissing() == DataSpec.WhenMissing.GENERATE) {
      return Optional.empty();
    }
    throw DataException.missing("%s", missing(spec.source(), lookUp));
  }

  private static String given(SourceName source, String path, Configuration configuration) {
    if (InputFiles.existing(path, configuration).get(0).isDirectory()) {
      return in(new Path(path), source, configuration).orElse(path);
    }
    return path;
  }

  private static Optional<String> in(Path folder, SourceName source, Configuration configuration) {
    return names(source).stream()
        .map(name -> new Path(folder, name))
        .filter(path -> InputFiles.exists(path, configuration))
        .findFirst()
        .map(Path::toString);
  }

  private static List<Path> folders(LookUp lookUp) {
    List<Path> folders = new ArrayList<>();
    lookUp.lockstepData().ifPresent(folder -> folders.add(new Path(folder)));
    folders.add(new Path(lookUp.workingFolder().toAbsolutePath().resolve("data").toUri()));
    folders.add(new Path(lookUp.cache().toUri()));
    return folders;
  }

  private static String missing(SourceName source, LookUp lookUp) {
    String command =
        source == SourceName.AIRLINE || source == SourceName.IMDB
            ? " Get it with: submit/lockstep data " + source.word()
            : " Set data.path to its file.";
    return "the %s data (%s) must be in one of the places looked at. Received: not in $LOCKSTEP_DATA (%s), %s or %s.%s"
        .formatted(
            source.word(),
            String.join(", ", names(source)),
            lookUp.lockstepData().orElse("not set"),
            lookUp.workingFolder().toAbsolutePath().resolve("data"),
            lookUp.cache(),
            command);
  }
}
