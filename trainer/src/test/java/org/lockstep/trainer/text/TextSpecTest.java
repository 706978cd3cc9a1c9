package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSpecTest {

  @Test
  void everyWitherChangesItsFieldAlone() throws ReflectiveOperationException {
    TextSpec spec = TextSpec.defaults();
    TextSpec other =
        new TextSpec(
            false,
            new TokenKinds(true, true, true, true, true),
            3,
            StopWords.english(),
            NgramRange.of(1, 2),
            NgramRange.of(2, 3),
            7,
            DocumentFrequency.rows(2),
            DocumentFrequency.share(0.5),
            true,
            false,
            false,
            true,
            Norm.NONE,
            TermHashing.off());
    for (RecordComponent changed : TextSpec.class.getRecordComponents()) {
      String name = changed.getName();
      String wither = "with" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      TextSpec made =
          (TextSpec)
              TextSpec.class
                  .getMethod(wither, changed.getType())
                  .invoke(spec, changed.getAccessor().invoke(other));
      for (RecordComponent each : TextSpec.class.getRecordComponents()) {
        TextSpec source = each.getName().equals(name) ? other : spec;
        assertThat(each.getAccessor().invoke(made))
            .as("%s after %s", each.getName(), wither)
            .isEqualTo(each.getAccessor().invoke(source));
      }
    }
  }

  @Test
  void hashingKeepsAllTerms() {
    TextSpec hashed = TextSpec.defaults().withHashing(TermHashing.ofBits(18));
    assertThat(hashed.hashing().buckets()).isEqualTo(1 << 18);
    assertThat(hashed.maxTerms()).isZero();
    assertThat(hashed.withHashing(TermHashing.off()).withMaxTerms(5000))
        .isEqualTo(TextSpec.defaults());
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
