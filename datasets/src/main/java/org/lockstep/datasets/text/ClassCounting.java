package org.lockstep.datasets.text;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.Tokenizer;
import org.lockstep.trainer.text.Vocabulary;

/**
 * Counts, over the cluster, the rows of each class that hold each term of a vocabulary: what
 * log-count ratios are made of. Whole numbers, so they do not depend on partitioning.
 */
final class ClassCounting {
  private ClassCounting() {}

  /**
   * @param rows (text, label), both strings
   * @param labels the classes, in order
   * @return a row a class, a column a term
   */
  static long[][] documents(
      Dataset<Row> rows, List<String> labels, Vocabulary vocabulary, TextSpec spec) {
    int classes = labels.size();
    String[] names = labels.toArray(String[]::new);
    // The vocabulary travels inside the task, by Java serialisation, once a stage.
    int[] counts =
        rows.toJavaRDD()
            .mapPartitions(part -> List.of(count(part, names, vocabulary, spec)).iterator())
            .treeReduce(ClassCounting::add);
    long[][] documents = new long[classes][vocabulary.size()];
    for (int k = 0; k < classes; k++) {
      int from = k * vocabulary.size();
      Arrays.setAll(documents[k], t -> counts[from + t]);
    }
    return documents;
  }

  /** Class k's rows with term t at k·terms + t; at most as many rows as an int counts. */
  private static int[] count(
      Iterator<Row> rows, String[] labels, Vocabulary vocabulary, TextSpec spec) {
    Tokenizer tokenizer = new Tokenizer(spec);
    int terms = vocabulary.size();
    int[] counts = new int[Math.multiplyExact(labels.length, terms)];
    int[] lastRow = new int[terms];
    for (int row = 1; rows.hasNext(); row++) {
      Row next = rows.next();
      int from = Arrays.asList(labels).indexOf(next.getString(1)) * terms;
      for (String term : tokenizer.terms(next.getString(0))) {
        int t = vocabulary.indexOf(term);
        if (t >= 0 && lastRow[t] != row) {
          lastRow[t] = row;
          counts[from + t]++;
        }
      }
    }
    return counts;
  }

  private static int[] add(int[] a, int[] b) {
    int[] sum = new int[a.length];
    Arrays.setAll(sum, i -> Math.addExact(a[i], b[i]));
    return sum;
  }
}
