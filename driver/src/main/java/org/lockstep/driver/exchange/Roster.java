package org.lockstep.driver.exchange;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.exchange.wire.MessageReader;
import org.lockstep.driver.exchange.wire.MessageWriter;
import org.lockstep.driver.exchange.wire.ProtocolException;

/** All tasks of an attempt, as ranks; the same on every rank. */
public record Roster(List<Rank> ranks) {
  public Roster {
    ranks = List.copyOf(ranks);
  }

  /**
   * Groups tasks by JVM and orders the JVMs by their lowest partition.
   *
   * @throws ProtocolException if the tasks contradict each other
   */
  static Roster of(Collection<Join> joins) throws ProtocolException {
    Map<String, List<Join>> jvms = new LinkedHashMap<>();
    joins.stream()
        .sorted(Comparator.comparingInt(Join::partition))
        .forEach(join -> jvms.computeIfAbsent(join.jvm(), unseen -> new ArrayList<>()).add(join));
    List<Rank> ranks = new ArrayList<>();
    Map<String, String> addresses = new HashMap<>();
    for (Map.Entry<String, List<Join>> jvm : jvms.entrySet()) {
      Rank rank = new Rank(ranks.size(), jvm.getValue());
      String address = rank.host() + ":" + rank.port();
      for (Join task : rank.tasks()) {
        if (!address.equals(task.host() + ":" + task.port())) {
          throw new ProtocolException(
              "tasks of one JVM must listen at one address. Received: "
                  + address
                  + " and "
                  + task.host()
                  + ":"
                  + task.port());
        }
      }
      if (addresses.put(address, jvm.getKey()) != null) {
        throw new ProtocolException("JVMs must not share an address. Received: " + address);
      }
      ranks.add(rank);
    }
    checkWorkers(joins);
    return new Roster(ranks);
  }

  /** Every logical worker must have exactly one task. */
  private static void checkWorkers(Collection<Join> joins) throws ProtocolException {
    int next = 0;
    List<Join> byWorkers =
        joins.stream()
            .filter(join -> join.workersTo() > join.workersFrom())
            .sorted(Comparator.comparingInt(Join::workersFrom))
            .toList();
    for (Join join : byWorkers) {
      if (join.workersFrom() != next) {
        throw new ProtocolException(
            "workers must follow each other without gap or overlap. Received: partition "
                + join.partition()
                + " begins with worker "
                + join.workersFrom()
                + " where "
                + next
                + " is next");
      }
      next = join.workersTo();
    }
  }

  /** The logical workers of all tasks. */
  public int workers() {
    return ranks.stream()
        .flatMap(rank -> rank.tasks().stream())
        .mapToInt(Join::workersTo)
        .max()
        .orElse(0);
  }

  /** The rank that a partition belongs to. */
  public Rank ofPartition(int partition) {
    for (Rank rank : ranks) {
      if (rank.partitions().contains(partition)) {
        return rank;
      }
    }
    throw new IllegalArgumentException("partition must be in the roster. Received: " + partition);
  }

  ByteBuffer encode() {
    MessageWriter out = new MessageWriter();
    out.number(ranks.stream().mapToInt(rank -> rank.tasks().size()).sum());
    ranks.forEach(rank -> rank.tasks().forEach(task -> task.write(out)));
    return out.message();
  }

  static Roster decode(ByteBuffer message) throws ProtocolException {
    MessageReader in = new MessageReader(message);
    int tasks = in.number("tasks", 1, Join.MAX_TASKS);
    List<Join> joins = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      joins.add(Join.read(in));
    }
    in.end();
    return of(joins);
  }
}
