package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Condition;
import org.lockstep.driver.search.space.IntegerRange;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.spec.SearchSpec;

/**
 * Tries the values of every parameter alone on the searched job, the ends of a range and each of a
 * choice, so that a search does not find out after an hour that it cannot try what it was told to.
 */
final class SearchedKeys {
  private SearchedKeys() {}

  static void check(JobSpec job, Section top) {
    if (job.search().isEmpty()) {
      return;
    }
    SearchSpec search = job.search().get();
    List<Section> sections = top.section("search").sections("space");
    TrialJob trials = new TrialJob(job);
    for (int i = 0; i < sections.size(); i++) {
      Parameter parameter = search.space().parameters().get(i);
      Section section = sections.get(i);
      boolean searchable =
          section
              .build(
                  "key",
                  () -> {
                    TrialJob.requireSearchable(search.targets().get(parameter.key()));
                    return true;
                  })
              .isPresent();
      if (searchable) {
        tryAll(parameter, search.space(), trials, section);
      }
    }
  }

  private static void tryAll(Parameter parameter, Space space, TrialJob trials, Section section) {
    for (Object value : values(parameter)) {
      Map<String, Object> setting = new LinkedHashMap<>();
      conditions(parameter, space, setting);
      setting.put(parameter.key(), value);
      try {
        trials.of(Setting.of(setting));
      } catch (JobException e) {
        section.refuse(parameter.key() + " = " + value + ": " + e.getMessage());
        return;
      }
    }
  }

  private static List<Object> values(Parameter parameter) {
    if (parameter.domain() instanceof Choice choice) {
      return choice.values();
    }
    if (parameter.domain() instanceof IntegerRange range) {
      return List.of(range.low(), range.high());
    }
    RealRange range = (RealRange) parameter.domain();
    return List.of(range.low(), range.high());
  }

  /** What must hold for the parameter to count, outermost first. */
  private static void conditions(Parameter parameter, Space space, Map<String, Object> setting) {
    List<Condition> chain = new ArrayList<>();
    for (Parameter at = parameter; at.condition().isPresent(); ) {
      Condition on = at.condition().get();
      chain.add(0, on);
      at =
          space.parameters().stream()
              .filter(each -> each.key().equals(on.key()))
              .findFirst()
              .orElseThrow();
    }
    chain.forEach(on -> setting.put(on.key(), on.values().get(0)));
  }
}
