package org.lockstep.datasets.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lockstep.datasets.source.PublishedCounts;
import org.lockstep.datasets.source.SourceName;

/**
 * A data set as its publisher offers it.
 *
 * @param file the name it is kept under
 * @param url where it is
 * @param md5 the publisher's checksum in lower-case hexadecimal, where one is known
 * @param maxBytes the largest file that is accepted
 * @param licence what the user must know before using it
 * @param content throws a {@link org.lockstep.datasets.check.DataException} when a file has not the
 *     known header, rows and labels
 */
public record Published(
    String file,
    URI url,
    Optional<String> md5,
    long maxBytes,
    String licence,
    ContentCheck content) {

  /** A look into a complete file. */
  @FunctionalInterface
  public interface ContentCheck {
    void verify(Path file);
  }

  private static final Map<SourceName, Published> KNOWN =
      Map.of(
          SourceName.AIRLINE,
          new Published(
              "Tweets.csv",
              URI.create(
                  "https://www.kaggle.com/api/v1/datasets/download/crowdflower/twitter-airline-sentiment/Tweets.csv"),
              Optional.empty(),
              20_000_000,
              "Twitter US Airline Sentiment, CrowdFlower (kaggle.com/datasets/crowdflower/"
                  + "twitter-airline-sentiment). Licence: CC BY-NC-SA 4.0, non-commercial use with "
                  + "attribution, adaptations under the same licence.",
              PublishedCounts::verifyAirline),
          SourceName.IMDB,
          new Published(
              "aclImdb_v1.tar.gz",
              URI.create("https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz"),
              Optional.of("7c2ac02c03563afcf9b574c7e56c153a"),
              200_000_000,
              "Large Movie Review Dataset v1.0, Maas et al., \"Learning Word Vectors for Sentiment "
                  + "Analysis\", ACL 2011 (ai.stanford.edu/~amaas/data/sentiment). Free for research; "
                  + "the authors ask to be cited.",
              PublishedCounts::verifyImdb));

  /** The data sets that can be fetched: airline and imdb. */
  public static Optional<Published> of(SourceName source) {
    return Optional.ofNullable(KNOWN.get(source));
  }

  /** The same data set from another place; the checks stay. */
  public Published from(URI otherUrl) {
    return new Published(file, otherUrl, md5, maxBytes, licence, content);
  }
}
