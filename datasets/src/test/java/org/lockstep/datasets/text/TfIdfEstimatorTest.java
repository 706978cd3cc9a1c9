package org.lockstep.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.TestSpark;
import org.lockstep.trainer.feature.SparseRow;
import org.lockstep.trainer.text.BucketCounts;
import org.lockstep.trainer.text.DocumentFrequency;
import org.lockstep.trainer.text.HashedTfIdf;
import org.lockstep.trainer.text.TermCounts;
import org.lockstep.trainer.text.TermHashing;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.Tokenizer;
import org.lockstep.trainer.text.Vocabulary;

class TfIdfEstimatorTest {
  /** Few common and many rare words: the cut at 60 terms falls among hundreds of equal counts. */
  private static final List<String> TEXTS = texts(400);

  private static final TextSpec SPEC = TextSpec.defaults().withMaxTerms(60);

  private static List<String> texts(int count) {
    Random random = new Random(17);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(12); word > 0; word--) {
        boolean common = random.nextInt(3) == 0;
        text.append(common ? "Common" + random.nextInt(20) : "rare" + random.nextInt(4000));
        text.append(' ');
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static Dataset<Row> rows(List<String> texts, int partitions) {
    return TestSpark.session()
        .createDataset(texts, Encoders.STRING())
        .toDF("text")
        .repartition(partitions);
  }

  /** The plain single-thread fit. */
  private static TfIdf fitted(TextSpec spec) {
    TermCounts counts = new TermCounts();
    Tokenizer tokenizer = new Tokenizer(spec);
    TEXTS.forEach(text -> counts.add(tokenizer.terms(text)));
    return TfIdf.fit(spec, Vocabulary.of(counts.counts(), counts.documents(), spec));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void theFitIsThatOfOneThreadWhateverThePartitioning(int partitions) {
    List<String> shuffled = new ArrayList<>(TEXTS);
    Collections.shuffle(shuffled, new Random(partitions));
    List<TextSpec> specs =
        List.of(
            SPEC,
            SPEC.withMaxTerms(0),
            SPEC.withMinDocumentFrequency(DocumentFrequency.rows(2))
                .withMaxDocumentFrequency(DocumentFrequency.share(0.1)));
    for (TextSpec spec : specs) {
      TfIdf expected = fitted(spec);
      TfIdfModel model = new TfIdfEstimator(spec).fit(rows(shuffled, partitions));
      assertThat(((TfIdf) model.features()).vocabulary().terms())
          .isEqualTo(expected.vocabulary().terms());
      assertThat(((TfIdf) model.features()).idf()).containsExactly(expected.idf());
      assertThat(model.fingerprint()).isEqualTo(new TfIdfModel("x", expected).fingerprint());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void ratiosOfClassesAreThoseOfOneThreadWhateverThePartitioning(int partitions) {
    TextSpec spec = SPEC.withNaiveBayes(true);
    Dataset<Row> rows =
        rows(TEXTS, partitions)
            .withColumn(
                "label",
                functions.expr(
                    "case when text like '%on1%' then 'b' when text like '%on2%' then 'c' else 'a' end"));
    TfIdf plain = fitted(SPEC);
    long[][] documents = new long[3][plain.width()];
    Tokenizer tokenizer = new Tokenizer(spec);
    for (String text : TEXTS) {
      int label = text.contains("on1") ? 1 : text.contains("on2") ? 2 : 0;
      for (String term : new HashSet<>(tokenizer.terms(text))) {
        int t = plain.vocabulary().indexOf(term);
        if (t >= 0) {
          documents[label][t]++;
        }
      }
    }
    TfIdf expected = TfIdf.fit(spec, plain.vocabulary(), documents);
    List<String> labels = List.of("a", "b", "c");
    TfIdfModel model = new TfIdfEstimator(spec).setLabels(labels).fit(rows);
    assertThat(((TfIdf) model.features()).ratios()).isEqualTo(expected.ratios());
    assertThat(model.fingerprint())
        .isEqualTo(new TfIdfModel("x", expected).fingerprint())
        .isNotEqualTo(new TfIdfModel("x", plain).fingerprint());
    for (String text : TEXTS) {
      assertThat(model.features().transform(text).values())
          .isEqualTo(expected.transform(text).values());
    }
    assertThatThrownBy(() -> new TfIdfEstimator(spec).fit(rows))
        .hasMessage("naiveBayes must have at least two classes to tell apart. Received: []");
    assertThatThrownBy(() -> new TfIdfEstimator(spec).fit(rows(TEXTS, 1)))
        .hasMessage("labelCol must name a column, one of text. Received: label");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void hashedTermsAreCountedAsByOneThreadWhateverThePartitioning(int partitions) {
    TextSpec spec = SPEC.withHashing(TermHashing.ofBits(10));
    BucketCounts counts = new BucketCounts(spec.hashing());
    Tokenizer tokenizer = new Tokenizer(spec);
    TEXTS.forEach(text -> counts.add(tokenizer.terms(text)));
    HashedTfIdf expected = new HashedTfIdf(spec, counts.finish());
    TfIdfModel model = new TfIdfEstimator(spec).fit(rows(TEXTS, partitions));
    HashedTfIdf fitted = (HashedTfIdf) model.features();
    assertThat(fitted.frequencies().documents()).isEqualTo(TEXTS.size());
    assertThat(fitted.frequencies().size()).isGreaterThan(500);
    for (String text : TEXTS) {
      assertThat(fitted.transform(text).indices()).isEqualTo(expected.transform(text).indices());
      assertThat(fitted.transform(text).values()).isEqualTo(expected.transform(text).values());
    }
    String fingerprint = new TfIdfModel("x", expected).fingerprint();
    assertThat(model.fingerprint()).isEqualTo(fingerprint);
    TextSpec unsigned = spec.withHashing(new TermHashing(10, false));
    assertThat(new TfIdfEstimator(unsigned).fit(rows(TEXTS, partitions)).fingerprint())
        .isNotEqualTo(fingerprint);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vectorsAreSparseAndHoldTheVeryFloats(boolean hashed) {
    TextSpec spec = hashed ? SPEC.withHashing(TermHashing.ofBits(6)) : SPEC;
    TfIdfModel model = new TfIdfEstimator(spec).fit(rows(TEXTS, 3));
    for (Row row : model.transform(rows(TEXTS, 3)).collectAsList()) {
      SparseRow expected = model.features().transform(row.<String>getAs("text"));
      SparseVector vector = row.getAs("features");
      assertThat(vector.size()).isEqualTo(hashed ? 64 : 60);
      assertThat(vector.indices()).containsExactly(expected.indices());
      double[] floats = new double[expected.values().length];
      Arrays.setAll(floats, k -> expected.values()[k]);
      assertThat(vector.values()).containsExactly(floats);
    }
  }

  @Test
  void theFingerprintTellsVocabulariesApart() {
    String one = new TfIdfEstimator(SPEC).fit(rows(TEXTS, 2)).fingerprint();
    assertThat(new TfIdfEstimator(SPEC.withMaxTerms(59)).fit(rows(TEXTS, 2)).fingerprint())
        .isNotEqualTo(one);
    assertThat(new TfIdfEstimator(SPEC).fit(rows(TEXTS.subList(1, 400), 2)).fingerprint())
        .isNotEqualTo(one);
  }

  @Test
  void worksAsAStageOfAPipelineUnderOtherColumnNames() {
    TfIdfEstimator stage = new TfIdfEstimator(SPEC).setInputCol("tweet").setOutputCol("terms");
    PipelineModel pipeline =
        new Pipeline()
            .setStages(new PipelineStage[] {stage})
            .fit(rows(TEXTS, 2).withColumnRenamed("text", "tweet"));
    Dataset<Row> out = pipeline.transform(rows(TEXTS, 2).withColumnRenamed("text", "tweet"));
    assertThat(out.columns()).containsExactly("tweet", "terms");
    assertThat(out.schema())
        .isEqualTo(
            pipeline.transformSchema(rows(TEXTS, 2).withColumnRenamed("text", "tweet").schema()));
  }

  @Test
  void copiesKeepUidParamsAndParentAndDoNotShareThem() {
    TfIdfEstimator estimator = new TfIdfEstimator(SPEC).setInputCol("a");
    TfIdfEstimator copy = estimator.copy(new ParamMap().put(estimator.outputCol(), "b"));
    assertThat(copy.uid()).isEqualTo(estimator.uid());
    assertThat(copy.getInputCol()).isEqualTo("a");
    assertThat(copy.getOutputCol()).isEqualTo("b");
    assertThat(estimator.getOutputCol()).isEqualTo("features");
    assertThat(copy.spec()).isEqualTo(SPEC);

    TfIdfModel model = new TfIdfEstimator(SPEC).fit(rows(TEXTS, 2)).setOutputCol("c");
    TfIdfModel modelCopy = model.copy(ParamMap.empty());
    assertThat(modelCopy.uid()).isEqualTo(model.uid());
    assertThat(modelCopy.getOutputCol()).isEqualTo("c");
    assertThat(modelCopy.parent()).isSameAs(model.parent()).isNotNull();
    assertThat(modelCopy.features()).isSameAs(model.features());
  }

  @Test
  void wrongColumnsAreNamed() {
    TfIdfEstimator estimator = new TfIdfEstimator(SPEC);
    assertThatThrownBy(
            () -> estimator.copy(ParamMap.empty()).setInputCol("tweet").fit(rows(TEXTS, 1)))
        .hasMessage("inputCol must name a column, one of text. Received: tweet");
    assertThatThrownBy(
            () -> estimator.copy(ParamMap.empty()).setOutputCol("text").fit(rows(TEXTS, 1)))
        .hasMessage("outputCol must be a new column. Received: text (columns text)");
    Dataset<Row> numbers = TestSpark.session().range(3).toDF("text");
    assertThatThrownBy(() -> estimator.fit(numbers))
        .hasMessage("inputCol must be of type string. Received: bigint (column text)");
  }

  @Test
  void textsWithoutTermsAreRefused() {
    assertThatThrownBy(() -> new TfIdfEstimator(SPEC).fit(rows(List.of("", "!"), 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must hold at least one term");
    TextSpec hashed = SPEC.withHashing(TermHashing.ofBits(6));
    assertThatThrownBy(() -> new TfIdfEstimator(hashed).fit(rows(List.of("", "!"), 2)))
        .hasMessageContaining("keep. Received: 0 buckets in 2 texts");
  }
}
