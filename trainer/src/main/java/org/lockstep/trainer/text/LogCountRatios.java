package org.lockstep.trainer.text;

import java.util.Arrays;

/**
 * How much more a term belongs to one class than to the others: the log-count ratio of naive Bayes
 * (Wang &amp; Manning 2012, "Baselines and Bigrams"), over the training rows that hold a term:
 *
 * <pre>
 * p[k][t] = 1 + rows of class k with term t          q[k][t] = 1 + rows of other classes with it
 * r[k][t] = ln(p[k][t] / Σt p[k][t]) − ln(q[k][t] / Σt q[k][t])
 * </pre>
 *
 * <p>For two classes this is theirs, of the second class against the first. A feature has one
 * factor, whatever the number of classes, so of several one-against-rest ratios a term takes the
 * one of largest size, with its sign (the later class's on a tie): the class that it tells most of.
 * The network still learns for which classes it speaks.
 */
public final class LogCountRatios {
  private LogCountRatios() {}

  /**
   * In double with StrictMath: the same bits everywhere.
   *
   * @param documents of each class, for each term of the vocabulary, the rows that hold the term
   * @return one ratio a term
   * @throws IllegalArgumentException if there are fewer than two classes
   */
  public static double[] of(long[][] documents) {
    if (documents.length < 2) {
      throw new IllegalArgumentException(
          "log-count ratios must be of at least two classes. Received: " + documents.length);
    }
    int terms = documents[0].length;
    long[] all = new long[terms];
    for (long[] ofClass : documents) {
      Arrays.setAll(all, t -> all[t] + ofClass[t]);
    }
    long total = Arrays.stream(all).sum();
    double[] ratios = new double[terms];
    for (long[] ofClass : documents) {
      long sum = Arrays.stream(ofClass).sum();
      double here = StrictMath.log((double) (sum + terms));
      double elsewhere = StrictMath.log((double) (total - sum + terms));
      for (int t = 0; t < terms; t++) {
        double ratio =
            (StrictMath.log(1.0 + ofClass[t]) - here)
                - (StrictMath.log(1.0 + (all[t] - ofClass[t])) - elsewhere);
        // of two classes the ratios are each other's negative, to the bit: the second's stays
        if (Math.abs(ratio) >= Math.abs(ratios[t])) {
          ratios[t] = ratio;
        }
      }
    }
    return ratios;
  }
}
