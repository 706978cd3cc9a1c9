package org.lockstep.trainer.onnx;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.text.NgramRange;
import org.lockstep.trainer.text.Norm;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.WordCharacters;

/**
 * TF-IDF of words in ONNX's operators:
 *
 * <pre>
 *   StringNormalizer → Tokenizer (com.microsoft) → TfIdfVectorizer: counts → tf·idf → length 1
 * </pre>
 *
 * in float, and dense: (rows, terms). Word characters are spelt out, so that they are the ones of
 * {@link WordCharacters}, whatever Unicode a runtime knows.
 */
final class TextNodes {
  /** In no text: what shorter rows of tokens are filled up with. */
  private static final String PADDING = "\u0001";

  /** The one locale besides C that every Linux has; lower-cases letter by letter. */
  private static final String LOCALE = "C.UTF-8";

  private TextNodes() {}

  /** What of a pipeline ONNX cannot express exactly; empty if it can. */
  static List<String> inexpressible(TextSpec spec) {
    List<String> what = new ArrayList<>();
    if (spec.tokens().handles()) {
      what.add("tokens: handles");
    }
    if (spec.tokens().hashtags()) {
      what.add("tokens: hashtags");
    }
    if (spec.tokens().emoticons()) {
      what.add("tokens: emoticons");
    }
    if (spec.tokens().punctuation()) {
      what.add("tokens: punctuation");
    }
    if (!spec.charNgrams().isOff()) {
      what.add("charNgrams");
    }
    if (!spec.hashing().isOff()) {
      what.add("hashed terms");
    }
    if (!spec.stopWords().isEmpty() && spec.wordNgrams().max() > 1) {
      what.add("wordNgrams over the gaps of stopWords");
    }
    return what;
  }

  /**
   * Appends the pipeline, which {@link #inexpressible} must let pass.
   *
   * @param texts (rows)
   * @return the features (rows, terms)
   */
  static String apply(GraphDraft graph, TfIdf features, String texts) {
    TextSpec spec = features.spec();
    String cased = texts;
    if (spec.lowerCase()) {
      cased =
          graph.apply(
              graph
                  .node("StringNormalizer", texts)
                  .with("case_change_action", "LOWER")
                  .with("is_case_sensitive", 1L)
                  .with("locale", LOCALE));
    }
    String tokens =
        graph.apply(
            graph
                .node("Tokenizer", cased)
                .in(GraphDraft.MICROSOFT)
                .with("mark", 0L)
                .with("pad_value", PADDING)
                .with("tokenexp", WordCharacters.regularExpression() + "+")
                .with("mincharnum", (long) spec.minTokenLength()));
    String counts = counts(graph, features, tokens);
    String tf = spec.sublinearTf() ? sublinear(graph, counts) : counts;
    boolean weighs = spec.useIdf() || spec.naiveBayes();
    String weighed = weighs ? graph.apply("Mul", tf, weights(graph, features)) : tf;
    return spec.norm() == Norm.L2 ? normalised(graph, weighed) : weighed;
  }

  /** How often each term stands in each row. The pool lists terms by their number of words. */
  private static String counts(GraphDraft graph, TfIdf features, String tokens) {
    NgramRange range = features.spec().wordNgrams();
    List<String> pool = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    long[] starts = new long[range.max()];
    List<String> terms = features.vocabulary().terms();
    for (int n = 1; n <= range.max(); n++) {
      starts[n - 1] = pool.size();
      for (int i = 0; i < terms.size(); i++) {
        String[] words = terms.get(i).split(" ", -1);
        if (words.length == n) {
          pool.addAll(List.of(words));
          places.add((long) i);
        }
      }
    }
    return graph.apply(
        graph
            .node("TfIdfVectorizer", tokens)
            .with("mode", "TF")
            .with("min_gram_length", (long) range.min())
            .with("max_gram_length", (long) range.max())
            .with("max_skip_count", 0L)
            .with("ngram_counts", starts)
            .with("ngram_indexes", places.stream().mapToLong(Long::longValue).toArray())
            .with("pool_strings", pool));
  }

  /** 1 + ln(count) where there is one, else 0. */
  private static String sublinear(GraphDraft graph, String counts) {
    String one = graph.number("one", 1);
    String logs = graph.apply("Add", graph.apply("Log", graph.apply("Max", counts, one)), one);
    return graph.apply("Mul", logs, ActivationNodes.positive(graph, counts));
  }

  /** idf, times the log-count ratio where there is one. */
  private static String weights(GraphDraft graph, TfIdf features) {
    double[] weights = features.idf();
    double[] ratios = features.ratios();
    for (int i = 0; i < ratios.length; i++) {
      weights[i] *= ratios[i];
    }
    float[] row = new float[weights.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) weights[i];
    }
    return graph.row("idf", row);
  }

  /** Divides by √Σw², where that is not 0. */
  private static String normalised(GraphDraft graph, String weighed) {
    String length = graph.apply(graph.node("ReduceL2", weighed).with("axes", new long[] {1}));
    return graph.apply(
        "Div", weighed, graph.apply("Max", length, graph.number("tiny", Float.MIN_NORMAL)));
  }
}
