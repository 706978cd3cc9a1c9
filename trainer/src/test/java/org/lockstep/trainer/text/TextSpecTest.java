package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSpecTest {

  @Test
  void everyWitherChangesItsFieldAlone() {
    TextSpec spec = TextSpec.defaults();
    assertThat(spec.withLowerCase(false).withLowerCase(true)).isEqualTo(spec);
    assertThat(spec.withMaxTerms(7).maxTerms()).isEqualTo(7);
    assertThat(spec.withMaxTerms(7).withMaxTerms(5000)).isEqualTo(spec);
    assertThat(spec.withStopWords(StopWords.english()).stopWords()).hasSize(33).contains("not");
  }

  @Test
  void aSpecWithoutAnyTermIsRefused() {
    assertThatThrownBy(() -> TextSpec.defaults().withWordNgrams(NgramRange.off()))
        .hasMessageContaining("wordNgrams or charNgrams must be on");
    TokenKinds none = new TokenKinds(false, false, false, false, false);
    assertThatThrownBy(() -> TextSpec.defaults().withTokens(none))
        .hasMessageContaining("at least one kind of token");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> TextSpec.defaults().withMaxTerms(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> TextSpec.defaults().withMinTokenLength(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> NgramRange.of(2, 1)).hasMessageContaining("2…1");
    assertThatThrownBy(() -> NgramRange.of(0, 3)).hasMessageContaining("0…3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0", "-3", "1.5", "-0.1", "NaN", "99999999999999999999"})
  void documentFrequenciesOutOfRangeAreRefused(String text) {
    assertThatThrownBy(() -> DocumentFrequency.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("document frequency");
  }

  @Test
  void aDocumentFrequencyReadsBackWhatItPrints() {
    for (DocumentFrequency bound :
        List.of(
            DocumentFrequency.rows(3),
            DocumentFrequency.share(1),
            DocumentFrequency.share(0.1),
            DocumentFrequency.share(1e-5))) {
      assertThat(DocumentFrequency.parse(bound.toString())).isEqualTo(bound);
    }
  }
}
