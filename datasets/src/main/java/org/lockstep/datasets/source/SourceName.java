package org.lockstep.datasets.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The data sets and formats that a job file can name. */
public enum SourceName {
  /** Twitter US Airline Sentiment: {@code Tweets.csv}, 15 columns. */
  AIRLINE,
  /** Large Movie Review Dataset: the directory, the archive, or the two-column CSV file. */
  IMDB,
  /** California housing of the 1990 census: {@code housing.csv}. */
  HOUSING,
  /** 8×8 handwritten digits: {@code digits.csv.gz}, no header. */
  DIGITS,
  /** Comma-separated values. */
  CSV,
  /** Tab-separated values. */
  TSV,
  /** One JSON object a line. */
  JSONL,
  /** Apache Parquet. */
  PARQUET,
  /** {@code label index:value …}, indices from 1. */
  LIBSVM;

  /** The word in the job file: {@code airline}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The source of that word, if there is one. */
  public static Optional<SourceName> named(String word) {
    return Arrays.stream(values()).filter(name -> name.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(SourceName::word).toList();
  }

  /** Whether the name stands for one data set, which is looked up when no path is given. */
  public boolean isDataSet() {
    return this == AIRLINE || this == IMDB || this == HOUSING || this == DIGITS;
  }
}
