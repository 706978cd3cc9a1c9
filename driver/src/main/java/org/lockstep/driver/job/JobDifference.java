package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Names the keys in which two jobs differ. */
public final class JobDifference {
  private JobDifference() {}

  /** One text a differing key, {@code training.epochs is 5 there, 10 here}, in the keys' order. */
  public static List<String> between(JobSpec there, JobSpec here) {
    Map<String, String> first = JobWriter.flat(there);
    Map<String, String> second = JobWriter.flat(here);
    TreeSet<String> keys = new TreeSet<>(first.keySet());
    keys.addAll(second.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String a = first.getOrDefault(key, "not set");
      String b = second.getOrDefault(key, "not set");
      if (!a.equals(b)) {
        differences.add(key + " is " + a + " there, " + b + " here");
      }
    }
    return differences;
  }
}
