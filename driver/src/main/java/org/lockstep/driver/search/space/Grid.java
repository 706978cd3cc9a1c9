package org.lockstep.driver.search.space;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Every combination of the parameters' grid values, the last parameter fastest; parameters that do
 * not count in a combination do not multiply it.
 */
public final class Grid {
  private final Space space;
  private final List<List<Object>> values;
  private final Set<String> parents = new HashSet<>();

  public Grid(Space space) {
    this.space = space;
    this.values = space.parameters().stream().map(p -> p.domain().grid()).toList();
    space.parameters().forEach(p -> p.condition().ifPresent(on -> parents.add(on.key())));
  }

  /** How many settings it has, counted without listing them; Long.MAX_VALUE if more than that. */
  public long size() {
    return size(0, new LinkedHashMap<>());
  }

  private long size(int i, LinkedHashMap<String, Object> before) {
    if (i == values.size()) {
      return 1;
    }
    Parameter parameter = space.parameters().get(i);
    if (!Space.counts(parameter, before)) {
      return size(i + 1, before);
    }
    if (!parents.contains(parameter.key())) {
      return times(values.get(i).size(), size(i + 1, before));
    }
    long sum = 0;
    for (Object value : values.get(i)) {
      before.put(parameter.key(), value);
      sum += size(i + 1, before);
      sum = sum < 0 ? Long.MAX_VALUE : sum;
    }
    before.remove(parameter.key());
    return sum;
  }

  private static long times(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  /**
   * The first settings.
   *
   * @param most of them, all if there are fewer
   */
  public List<Setting> settings(int most) {
    List<Setting> settings = new ArrayList<>();
    list(0, new LinkedHashMap<>(), settings, most);
    return settings;
  }

  private void list(int i, LinkedHashMap<String, Object> before, List<Setting> out, int most) {
    if (out.size() >= most) {
      return;
    }
    if (i == values.size()) {
      out.add(Setting.of(before));
      return;
    }
    Parameter parameter = space.parameters().get(i);
    if (!Space.counts(parameter, before)) {
      list(i + 1, before, out, most);
      return;
    }
    for (Object value : values.get(i)) {
      before.put(parameter.key(), value);
      list(i + 1, before, out, most);
    }
    before.remove(parameter.key());
  }
}
