package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.feature.SparseRow;
import org.lockstep.trainer.matrix.SparseRows;

class TfIdfTest {
  private static final List<String> CORPUS = List.of("aa bb aa", "bb cc", "bb");

  @Test
  void workedByHand() {
    TfIdf features = TfIdfGoldenTest.fit(TextSpec.defaults(), CORPUS);
    // counts: bb 3, aa 2, cc 1. idf = ln(4/(1+df)) + 1: bb 1, aa and cc ln 2 + 1 = 1.693147
    assertThat(features.vocabulary().terms()).containsExactly("bb", "aa", "cc");
    SparseRow row = features.transform("aa bb aa unknown");
    assertThat(row.indices()).containsExactly(0, 1);
    double aa = 2 * (Math.log(2) + 1);
    double length = Math.sqrt(1 + aa * aa);
    assertThat(row.values()).containsExactly((float) (1 / length), (float) (aa / length));
  }

  @Test
  void aTextWithoutKnownTermsIsAnEmptyRow() {
    TfIdf features = TfIdfGoldenTest.fit(TextSpec.defaults(), CORPUS);
    SparseRows rows = features.transform(List.of("", "zz", "cc", ""));
    assertThat(rows.rows()).isEqualTo(4);
    assertThat(rows.columns()).isEqualTo(3);
    assertThat(rows.starts()).containsExactly(0, 0, 0, 1, 1);
    assertThat(rows.values()).containsExactly(1f);
  }

  @Test
  void javaSerialisationKeepsEveryBit() throws Exception {
    TfIdf features = TfIdfGoldenTest.fit(TextSpec.defaults(), TfIdfGoldenTest.corpus());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(features);
    }
    TfIdf copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (TfIdf) in.readObject();
    }
    for (String text : TfIdfGoldenTest.corpus()) {
      assertThat(copy.transform(text).values()).isEqualTo(features.transform(text).values());
      assertThat(copy.transform(text).indices()).isEqualTo(features.transform(text).indices());
    }
  }

  @Test
  void idfMustFitTheVocabulary() {
    Vocabulary vocabulary = TfIdfGoldenTest.fit(TextSpec.defaults(), CORPUS).vocabulary();
    assertThatThrownBy(
            () -> new TfIdf(TextSpec.defaults(), vocabulary, new double[2], new double[0]))
        .hasMessageContaining("one number a term, 3. Received: 2");
    double[] nan = {1, Double.NaN, 1};
    assertThatThrownBy(() -> new TfIdf(TextSpec.defaults(), vocabulary, nan, new double[0]))
        .hasMessageContaining("\"aa\"");
  }
}
