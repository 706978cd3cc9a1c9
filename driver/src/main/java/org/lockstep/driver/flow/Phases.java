package org.lockstep.driver.flow;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Wall-clock seconds by phase, one after the other from the start of the JVM. */
final class Phases {
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long since;

  private Phases(long since) {
    this.since = since;
  }

  /** Counts {@code start} from the JVM's start until now. */
  static Phases sinceJvmStart() {
    Phases phases = new Phases(ManagementFactory.getRuntimeMXBean().getStartTime());
    phases.end("start");
    return phases;
  }

  /** Ends the present phase, naming it; the next begins. */
  void end(String phase) {
    long now = System.currentTimeMillis();
    seconds.merge(phase, (now - since) / 1000.0, Double::sum);
    since = now;
  }

  /** Says where the time of a phase went. */
  void part(String name, double seconds) {
    this.seconds.put(name, seconds);
  }

  Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }
}
