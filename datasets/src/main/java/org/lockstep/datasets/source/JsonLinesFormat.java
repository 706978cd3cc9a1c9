package org.lockstep.datasets.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;
import org.lockstep.datasets.check.StrictUtf8;

/** One JSON object a line; the columns are its top-level members, null and absent are blank. */
final class JsonLinesFormat implements RecordFormat {
  private static final long serialVersionUID = 1L;

  private final int limit;
  private final String[] columns;

  JsonLinesFormat(int limit, List<String> columns) {
    this.limit = limit;
    this.columns = columns.toArray(new String[0]);
  }

  @Override
  public Iterator<RawRecord> records(String file, InputStream in) {
    RecordFramer framer = RecordFramer.lines(file, in, limit);
    StrictUtf8 utf8 = new StrictUtf8();
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(limit).maxNestingDepth(100).build())
            .build();
    return new LineRecords(file, framer, utf8) {
      @Override
      RawRecord parse(long record, long line, String text) throws IOException {
        String[] cells = new String[columns.length];
        Problem problem;
        try (JsonParser parser = factory.createParser(text)) {
          problem = fill(parser, cells);
        } catch (JsonProcessingException e) {
          problem = malformed(text);
        }
        return problem == null
            ? RawRecord.of(file(), record, line, cells)
            : RawRecord.broken(file(), record, line, problem);
      }
    };
  }

  private Problem fill(JsonParser parser, String[] cells) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return malformed(parser.getText());
    }
    Problem problem = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int column = List.of(columns).indexOf(parser.currentName());
      JsonToken value = parser.nextToken();
      if (value.isStructStart()) {
        parser.skipChildren();
        if (column >= 0) {
          problem = new Problem(Reasons.NOT_A_SCALAR, columns[column], value.asString());
        }
      } else if (column >= 0 && value != JsonToken.VALUE_NULL) {
        cells[column] = parser.getText();
      }
    }
    JsonToken after = parser.nextToken();
    return after == null ? problem : malformed("text after the object: " + parser.getText());
  }

  private static Problem malformed(String text) {
    return new Problem(Reasons.MALFORMED_JSON, "", Excerpt.of(String.valueOf(text)));
  }
}
