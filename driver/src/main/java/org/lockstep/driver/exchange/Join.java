package org.lockstep.driver.exchange;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.exchange.wire.MessageReader;
import org.lockstep.driver.exchange.wire.MessageWriter;
import org.lockstep.driver.exchange.wire.ProtocolException;

/**
 * What a task says about itself when it joins.
 *
 * @param partition of the barrier stage, 0 … tasks − 1
 * @param jvm names the JVM; tasks with the same name are one rank
 * @param host where the JVM listens for other ranks
 * @param port where the JVM listens for other ranks
 * @param workersFrom first logical worker of the task
 * @param workersTo one past its last
 * @param rows of its shards, one a split, in the order that the loop has agreed with itself
 */
public record Join(
    int partition,
    String jvm,
    String host,
    int port,
    int workersFrom,
    int workersTo,
    List<Long> rows) {
  static final int MAX_TASKS = 1 << 20;
  static final int MAX_SPLITS = 16;
  static final int MAX_TEXT_BYTES = 256;

  private static final int MAX_PORT = 65_535;

  public Join {
    rows = List.copyOf(rows);
    if (rows.size() > MAX_SPLITS) {
      throw new IllegalArgumentException(
          "splits must be <= " + MAX_SPLITS + ". Received: " + rows.size());
    }
    if (workersFrom < 0 || workersTo < workersFrom) {
      throw new IllegalArgumentException(
          "workers must be a range. Received: " + workersFrom + " to " + workersTo);
    }
  }

  void write(MessageWriter out) {
    out.number(partition)
        .text(jvm, MAX_TEXT_BYTES)
        .text(host, MAX_TEXT_BYTES)
        .number(port)
        .number(workersFrom)
        .number(workersTo)
        .number(rows.size());
    rows.forEach(out::count);
  }

  static Join read(MessageReader in) throws ProtocolException {
    int partition = in.number("partition", 0, MAX_TASKS - 1);
    String jvm = in.text("jvm", MAX_TEXT_BYTES);
    String host = in.text("host", MAX_TEXT_BYTES);
    int port = in.number("port", 1, MAX_PORT);
    int from = in.number("first worker", 0, Integer.MAX_VALUE);
    int to = in.number("end of workers", from, Integer.MAX_VALUE);
    int splits = in.number("splits", 0, MAX_SPLITS);
    List<Long> rows = new ArrayList<>(splits);
    for (int i = 0; i < splits; i++) {
      rows.add(in.count("rows"));
    }
    return new Join(partition, jvm, host, port, from, to, rows);
  }

  ByteBuffer encode() {
    MessageWriter out = new MessageWriter();
    write(out);
    return out.message();
  }

  static Join decode(ByteBuffer message) throws ProtocolException {
    MessageReader in = new MessageReader(message);
    Join join = read(in);
    in.end();
    return join;
  }
}
