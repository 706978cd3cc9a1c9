package org.lockstep.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.text.NgramRange;
import org.lockstep.trainer.text.Norm;
import org.lockstep.trainer.text.TermCounts;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.TokenKinds;
import org.lockstep.trainer.text.Tokenizer;
import org.lockstep.trainer.text.Vocabulary;

/** Texts through ONNX Runtime, pipeline and all, against our own scoring. */
class OnnxPipelineTest {
  private static final List<String> TEXTS =
      List.of(
          "The plane was late, late, LATE and the crew knew it",
          "great crew great PLANE great day",
          "@VirginAmerica don't cancel my_flight a 2nd time!!! http://t.co/x1",
          "naïve Übung ÉTÉ Ω 日本語 テスト ²³ ½ १२३",
          "",
          "x y z 1 2 3",
          "tab\tand\nline\u00a0breaks\u2028here 😀 here",
          "never seen before words only");

  private record Choice(String name, UnaryOperator<TextSpec> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Choice> choices() {
    return List.of(
        new Choice("defaults", spec -> spec),
        new Choice("cased", spec -> spec.withLowerCase(false)),
        new Choice("short words", spec -> spec.withMinTokenLength(1)),
        new Choice("long words", spec -> spec.withMinTokenLength(4)),
        new Choice("pairs", spec -> spec.withWordNgrams(NgramRange.of(1, 2))),
        new Choice("pairs and triples", spec -> spec.withWordNgrams(NgramRange.of(2, 3))),
        new Choice("sublinear", spec -> spec.withSublinearTf(true)),
        new Choice("plain counts", spec -> spec.withUseIdf(false).withNorm(Norm.NONE)),
        new Choice("stop words", spec -> spec.withStopWords(List.of("the", "was"))),
        new Choice("log-count ratios", spec -> spec.withNaiveBayes(true)),
        new Choice("ratios of counts", spec -> spec.withNaiveBayes(true).withUseIdf(false)),
        new Choice("few terms", spec -> spec.withMaxTerms(3)));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void textsScoreAlike(Choice choice) throws Exception {
    Model model = model(choice.change().apply(TextSpec.defaults()));
    Scorer scorer = new Scorer(model);
    try (Runtime runtime = new Runtime(OnnxExport.bytes(model, OnnxExport.Input.TEXT, "1"))) {
      OnnxExportTest.assertAlike(
          model,
          scorer.predictTexts(TEXTS),
          runtime.run("text", TEXTS.toArray(String[]::new)),
          1e-5f);
      for (String text : TEXTS) { // one by one, too: the rows' lengths differ
        OnnxExportTest.assertAlike(
            model,
            scorer.predictTexts(List.of(text)),
            runtime.run("text", new String[] {text}),
            1e-5f);
      }
    }
  }

  @Test
  void whatCannotBeExpressedIsSaidBeforeAnythingIsWritten() {
    TextSpec spec = TextSpec.defaults().withTokens(TokenKinds.all());
    Model model = model(spec.withCharNgrams(NgramRange.of(2, 3)));
    assertThat(OnnxExport.inexpressible(model.features()))
        .containsExactly(
            "tokens: handles",
            "tokens: hashtags",
            "tokens: emoticons",
            "tokens: punctuation",
            "charNgrams");
    assertThatThrownBy(() -> OnnxExport.bytes(model, OnnxExport.Input.TEXT, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a pipeline in ONNX must be TF-IDF of words. Received: tokens: handles, tokens:"
                + " hashtags, tokens: emoticons, tokens: punctuation, charNgrams");
    Model gaps =
        model(
            TextSpec.defaults().withStopWords(List.of("the")).withWordNgrams(NgramRange.of(1, 2)));
    assertThat(OnnxExport.inexpressible(gaps.features()))
        .containsExactly("wordNgrams over the gaps of stopWords");
  }

  /** Two classes whose rows hold different terms. */
  private static long[][] documents(Vocabulary vocabulary) {
    long[][] documents = new long[2][vocabulary.size()];
    for (int t = 0; t < vocabulary.size(); t++) {
      documents[t % 2][t] = vocabulary.documentFrequency(t);
    }
    return documents;
  }

  private static Model model(TextSpec spec) {
    Tokenizer tokenizer = new Tokenizer(spec);
    TermCounts counts = new TermCounts();
    TEXTS.subList(0, TEXTS.size() - 1).forEach(text -> counts.add(tokenizer.terms(text)));
    Vocabulary vocabulary = Vocabulary.of(counts.counts(), counts.documents(), spec);
    TfIdf features =
        spec.naiveBayes()
            ? TfIdf.fit(spec, vocabulary, documents(vocabulary))
            : TfIdf.fit(spec, vocabulary);
    NetworkSpec network =
        NetworkSpec.of(
            features.width(),
            List.of(new DenseSpec(8, Activation.named("sigmoid"))),
            3,
            Task.MULTICLASS,
            0);
    float[] parameters = Parameters.initialise(network, 2).values();
    return new Model(
        network, parameters, features, List.of("negative", "neutral", "positive"), Map.of());
  }
}
