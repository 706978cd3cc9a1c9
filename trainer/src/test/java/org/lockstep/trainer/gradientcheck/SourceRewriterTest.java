package org.lockstep.trainer.gradientcheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRewriterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "float[] x = new float[n]; | double[] x = new double[n];",
        "(float) (2 * rate) | (double) (2 * rate)",
        "Float.NEGATIVE_INFINITY | Double.NEGATIVE_INFINITY",
        "0f + 1.5f - 2e-3f * .5F | 0d + 1.5d - 2e-3d * .5d",
        "0x1p-24f + 0x1.8P3F | 0x1p-24d + 0x1.8P3d",
        "0xFF + 0x4B40000f + 12 + 7L + 1e3 + 0x9e37L | 0xFF + 0x4B40000f + 12 + 7L + 1e3 + 0x9e37L",
        "stream.floatAt(i) + FloatMath.exp(z) | stream.floatAt(i) + FloatMath.exp(z)",
        "bytes.putFloat(w.floatValue()) | bytes.putDouble(w.doubleValue())",
        "a.f(1f) // a float, 1f | a.f(1d) // a float, 1f",
        "/* float */ float /** 1f */ x | /* float */ double /** 1f */ x",
        "\"float \\\" 1f\" + 'f' + 1f | \"float \\\" 1f\" + 'f' + 1d",
      })
  void floatsBecomeDoublesAndNothingElseChanges(String source, String expected) {
    assertThat(SourceRewriter.toDouble(source)).isEqualTo(expected);
  }
}
