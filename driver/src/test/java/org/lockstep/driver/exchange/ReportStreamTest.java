package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportStreamTest {
  private static final byte KIND = 7;

  private final List<Integer> parts = new ArrayList<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private boolean ended;

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        1 << 10,
        (1 << 10) + 1,
        ReportStream.PART_BYTES,
        ReportStream.PART_BYTES + 1,
        3 * ReportStream.PART_BYTES,
      })
  void whatIsWrittenArrivesInPartsOfWhichTheLastIsNamed(int length) throws IOException {
    byte[] report = new byte[length];
    new Random(length).nextBytes(report);
    try (ReportStream out = new ReportStream(KIND, this::receive)) {
      int half = length / 2;
      out.write(report, 0, half);
      for (int i = half; i < Math.min(length, half + 5); i++) {
        out.write(report[i]);
      }
      int rest = Math.min(length, half + 5);
      out.write(report, rest, length - rest);
      out.flush();
      assertThat(ended).isFalse();
    }
    assertThat(ended).isTrue();
    assertThat(received.toByteArray()).isEqualTo(report);
    assertThat(parts)
        .hasSize(Math.max(1, (length + ReportStream.PART_BYTES - 1) / ReportStream.PART_BYTES))
        .allMatch(bytes -> bytes <= ReportStream.PART_BYTES);
  }

  private void receive(ByteBuffer part, boolean last) {
    assertThat(ended).isFalse();
    assertThat(part.get()).isEqualTo(KIND);
    parts.add(part.remaining());
    received.write(part.array(), part.position(), part.remaining());
    ended = last;
  }
}
