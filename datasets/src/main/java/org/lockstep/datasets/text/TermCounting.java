package org.lockstep.datasets.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.lockstep.trainer.text.TermCount;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.Tokenizer;
import org.lockstep.trainer.text.Vocabulary;
import scala.Tuple2;

/**
 * Counts terms over the cluster: a map a partition, then a reduction by term; only the terms that
 * the vocabulary keeps reach the driver. Counts are whole numbers and the order of terms is total,
 * so the vocabulary does not depend on partitioning.
 */
final class TermCounting {
  /** A partition's map is sent on when it holds this many terms, so that memory is bounded. */
  private static final int LARGEST_MAP = 1 << 18;

  private TermCounting() {}

  /**
   * @param texts the training texts
   * @throws IllegalArgumentException if no term is left, as {@link Vocabulary#of} says
   */
  static Vocabulary vocabulary(Dataset<String> texts, TextSpec spec) {
    JavaRDD<String> rows = texts.toJavaRDD();
    long documents = rows.count();
    // (term, {count, documents})
    JavaPairRDD<String, long[]> counts =
        rows.mapPartitionsToPair(part -> new PartitionCounts(part, new Tokenizer(spec)))
            .reduceByKey((a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
    double least = spec.minDocumentFrequency().inRows(documents);
    double most = spec.maxDocumentFrequency().inRows(documents);
    JavaPairRDD<String, long[]> kept =
        counts.filter(term -> term._2()[1] >= least && term._2()[1] <= most);
    List<Tuple2<String, long[]>> terms =
        spec.maxTerms() == 0 ? kept.collect() : kept.takeOrdered(spec.maxTerms(), new Order());
    return Vocabulary.of(
        terms.stream().map(term -> new TermCount(term._1(), term._2()[0], term._2()[1])).iterator(),
        documents,
        spec);
  }

  /** The vocabulary's order: count descending, then term ascending by code point. */
  private static final class Order
      implements Comparator<Tuple2<String, long[]>>, java.io.Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Tuple2<String, long[]> a, Tuple2<String, long[]> b) {
      int order = Long.compare(b._2()[0], a._2()[0]);
      return order != 0 ? order : Vocabulary.BY_CODE_POINT.compare(a._1(), b._1());
    }
  }

  /** A partition's texts to (term, {count, documents}), a term once a filled map. */
  private static final class PartitionCounts implements Iterator<Tuple2<String, long[]>> {
    private final Iterator<String> texts;
    private final Tokenizer tokenizer;
    private Iterator<Map.Entry<String, long[]>> counted =
        Map.<String, long[]>of().entrySet().iterator();

    PartitionCounts(Iterator<String> texts, Tokenizer tokenizer) {
      this.texts = texts;
      this.tokenizer = tokenizer;
    }

    @Override
    public boolean hasNext() {
      while (!counted.hasNext() && texts.hasNext()) {
        counted = count().entrySet().iterator();
      }
      return counted.hasNext();
    }

    @Override
    public Tuple2<String, long[]> next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      Map.Entry<String, long[]> next = counted.next();
      return new Tuple2<>(next.getKey(), next.getValue());
    }

    /** Per term {count, documents, number of the last text that held it}. */
    private Map<String, long[]> count() {
      Map<String, long[]> counts = new HashMap<>();
      long text = 0;
      while (texts.hasNext() && counts.size() < LARGEST_MAP) {
        text++;
        for (String term : tokenizer.terms(texts.next())) {
          long[] count = counts.computeIfAbsent(term, unseen -> new long[3]);
          count[0]++;
          if (count[2] != text) {
            count[2] = text;
            count[1]++;
          }
        }
      }
      return counts;
    }
  }
}
