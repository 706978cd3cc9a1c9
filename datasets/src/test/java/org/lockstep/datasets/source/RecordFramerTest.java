package org.lockstep.datasets.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.check.DataException;

class RecordFramerTest {
  @Test
  void newlinesInQuotesBelongToTheRecord() throws IOException {
    assertThat(records("a,\"b\nc\"\nd,e\n", 100)).containsExactly("1:a,\"b\nc\"", "3:d,e");
  }

  @Test
  void aQuoteInsideAPlainCellOpensNothing() throws IOException {
    assertThat(records("5\" tv,x\ny,z", 100)).containsExactly("1:5\" tv,x", "2:y,z");
  }

  @Test
  void doubledQuotesStayInside() throws IOException {
    assertThat(records("\"a\"\"\n\"\"b\",1\nc,2\n", 100))
        .containsExactly("1:\"a\"\"\n\"\"b\",1", "3:c,2");
  }

  @Test
  void windowsLineEndsEmptyLinesAndTheByteOrderMarkAreNoContent() throws IOException {
    assertThat(records("\ufeffa\r\n\r\n\nb\r\n", 100)).containsExactly("1:a", "4:b");
  }

  @Test
  void onlyTheBeginningOfATooLongRecordIsKeptAndTheNextOneIsWhole() throws IOException {
    RecordFramer framer =
        RecordFramer.quoted("f", new Repeated('x', 50_000_000, "\nnext,1\n"), ',', 1000);
    assertThat(framer.next()).isTrue();
    assertThat(framer.tooLong()).isTrue();
    assertThat(framer.bytes()).hasSizeLessThan(1001);
    assertThat(framer.next()).isTrue();
    assertThat(framer.tooLong()).isFalse();
    assertThat(new String(framer.bytes(), 0, framer.length(), UTF_8)).isEqualTo("next,1");
    assertThat(framer.next()).isFalse();
  }

  @Test
  void aRecordOfExactlyTheLimitIsNotTooLong() throws IOException {
    assertThat(records("abcd\nabcde\n", 4)).containsExactly("1:abcd", "2:too long");
  }

  @Test
  void aQuoteThatIsNeverClosedIsAnErrorThatNamesTheLine() {
    assertThatThrownBy(() -> records("a,b\nc,\"d\ne,f\n", 100))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("end with a quote");
  }

  @Test
  void utf16IsRefusedByName() {
    byte[] bytes = {(byte) 0xff, (byte) 0xfe, 'a', 0};
    RecordFramer framer = RecordFramer.lines("f.csv", new ByteArrayInputStream(bytes), 100);
    assertThatThrownBy(framer::next)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("UTF-16")
        .hasMessageContaining("f.csv");
  }

  @Test
  void linesKnowNoQuotes() throws IOException {
    RecordFramer framer = RecordFramer.lines("f", bytes("\"a\nb\n"), 100);
    assertThat(framer.next()).isTrue();
    assertThat(new String(framer.bytes(), 0, framer.length(), UTF_8)).isEqualTo("\"a");
  }

  @Test
  void anEmptyStreamHasNoRecord() throws IOException {
    assertThat(records("", 100)).isEmpty();
    assertThat(records("\ufeff", 100)).isEmpty();
  }

  private static List<String> records(String text, int limit) throws IOException {
    RecordFramer framer = RecordFramer.quoted("f", bytes(text), ',', limit);
    List<String> records = new ArrayList<>();
    while (framer.next()) {
      String content = new String(framer.bytes(), 0, framer.length(), UTF_8);
      records.add(framer.line() + ":" + (framer.tooLong() ? "too long" : content));
    }
    return records;
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** One byte many times, then a text; nothing of it is held. */
  private static final class Repeated extends InputStream {
    private final int repeated;
    private final byte[] end;
    private long left;
    private int at;

    Repeated(char repeated, long times, String end) {
      this.repeated = repeated;
      this.left = times;
      this.end = end.getBytes(UTF_8);
    }

    @Override
    public int read() {
      if (left-- > 0) {
        return repeated;
      }
      return at < end.length ? end[at++] : -1;
    }
  }
}
