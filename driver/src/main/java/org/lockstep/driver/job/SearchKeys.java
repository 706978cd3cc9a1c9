package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.driver.job.ParameterKeys.Searched;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.spec.BudgetSpec;
import org.lockstep.driver.search.spec.HalvingSpec;
import org.lockstep.driver.search.spec.JudgeSpec;
import org.lockstep.driver.search.spec.SamplerSpec;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.driver.search.spec.SpreadSpec;
import org.lockstep.driver.search.spec.Target;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.Task;

/** The keys of {@code search}, in both directions. */
final class SearchKeys {
  /** Trials under way if results decide what is tried next, or when to end. */
  private static final int STEERED = 8;

  /** The same if none is waited for: many, so that large clusters have work. */
  private static final int FREE = 32;

  private SearchKeys() {}

  /**
   * @param data if it could be read; the metrics depend on it
   */
  static Optional<SearchSpec> read(Section section, Optional<DataSpec> data) {
    List<Searched> searched = new ArrayList<>();
    List<Section> space = section.sections("space");
    for (Section parameter : space) {
      ParameterKeys.read(parameter).ifPresent(searched::add);
    }
    String sampler =
        section.word("sampler", Words.word(SamplerSpec.RANDOM), Words.of(SamplerSpec.values()));
    HalvingSpec halving = halving(section.section("halving"));
    JudgeSpec judge = judge(section.section("judge"));
    String metric = metric(section, data);
    int trials = section.integer("trials", 20);
    long seed = section.wholeNumber("seed", 1);
    int retries = section.integer("retries", 1);
    BudgetSpec budget = budget(section.section("budget"));
    boolean steered = Words.parse(SamplerSpec.class, sampler).learns() || halving.halves();
    int width = section.integer("width", steered || budget.patience() > 0 ? STEERED : FREE);
    SpreadSpec spread = spread(section.section("spread"));
    boolean refit = section.flag("refit", true);
    section.finish();
    if (searched.size() < space.size()) {
      return Optional.empty(); // their problems are reported
    }
    return section
        .build("space", () -> new Space(searched.stream().map(Searched::parameter).toList()))
        .flatMap(
            known ->
                section.build(
                    () ->
                        new SearchSpec(
                            known,
                            targets(searched),
                            Words.parse(SamplerSpec.class, sampler),
                            halving,
                            judge,
                            metric,
                            trials,
                            width,
                            seed,
                            retries,
                            budget,
                            spread,
                            refit)));
  }

  static Map<String, Object> write(SearchSpec spec) {
    Map<String, Object> keys = new LinkedHashMap<>();
    List<Map<String, Object>> space = new ArrayList<>();
    for (Parameter parameter : spec.space().parameters()) {
      space.add(ParameterKeys.write(parameter, spec.targets().get(parameter.key())));
    }
    keys.put("space", space);
    keys.put("sampler", Words.word(spec.sampler()));
    keys.put("halving", write(spec.halving()));
    keys.put("judge", write(spec.judge()));
    keys.put("metric", spec.metric());
    keys.put("trials", spec.trials());
    keys.put("width", spec.width());
    keys.put("seed", spec.seed());
    keys.put("retries", spec.retries());
    Map<String, Object> budget = new LinkedHashMap<>();
    budget.put("minutes", spec.budget().minutes());
    budget.put("patience", spec.budget().patience());
    keys.put("budget", budget);
    Map<String, Object> spread = new LinkedHashMap<>();
    spread.put("over", Words.word(spec.spread().over()));
    spread.put("largestMegabytes", spec.spread().largestMegabytes());
    spread.put("atOnce", spec.spread().atOnce());
    spread.put("fused", spec.spread().fused());
    keys.put("spread", spread);
    keys.put("refit", spec.refit());
    return keys;
  }

  private static Map<String, Target> targets(List<Searched> searched) {
    Map<String, Target> targets = new LinkedHashMap<>();
    searched.forEach(each -> targets.put(each.parameter().key(), each.target()));
    return targets;
  }

  private static String metric(Section section, Optional<DataSpec> data) {
    if (data.isEmpty()) {
      return section.text("metric", "loss");
    }
    Task task = Tasks.like(data.get().outcome());
    int classes = data.get().labels().isEmpty() ? Integer.MAX_VALUE : data.get().labels().size();
    List<String> names =
        Stream.concat(Stream.of("loss"), Totals.evaluationMetricNames(task, classes).stream())
            .toList();
    return section.word("metric", names.contains("macro_f1") ? "macro_f1" : "loss", names);
  }

  private static HalvingSpec halving(Section section) {
    HalvingSpec none = HalvingSpec.none();
    String type =
        section.word("type", Words.word(none.type()), Words.of(HalvingSpec.Type.values()));
    boolean halves = Words.parse(HalvingSpec.Type.class, type) != HalvingSpec.Type.NONE;
    int minEpochs = halves ? section.integer("minEpochs", none.minEpochs()) : none.minEpochs();
    int eta = halves ? section.integer("eta", none.eta()) : none.eta();
    section.finish();
    return section
        .build(() -> new HalvingSpec(Words.parse(HalvingSpec.Type.class, type), minEpochs, eta))
        .orElse(none);
  }

  private static Map<String, Object> write(HalvingSpec halving) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", Words.word(halving.type()));
    if (halving.halves()) {
      keys.put("minEpochs", halving.minEpochs());
      keys.put("eta", halving.eta());
    }
    return keys;
  }

  private static JudgeSpec judge(Section section) {
    List<String> types = Words.of(JudgeSpec.Type.values());
    String type = section.word("type", Words.word(JudgeSpec.Type.HOLDOUT), types);
    boolean folds = Words.parse(JudgeSpec.Type.class, type) != JudgeSpec.Type.HOLDOUT;
    boolean nested = Words.parse(JudgeSpec.Type.class, type) == JudgeSpec.Type.NESTED;
    int parts = folds ? section.integer("folds", 5) : 1;
    int repeats = folds ? section.integer("repeats", 1) : 1;
    int outer = nested ? section.integer("outerFolds", 5) : 1;
    section.finish();
    return section
        .build(() -> new JudgeSpec(Words.parse(JudgeSpec.Type.class, type), parts, repeats, outer))
        .orElse(JudgeSpec.holdout());
  }

  private static Map<String, Object> write(JudgeSpec judge) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", Words.word(judge.type()));
    if (judge.type() != JudgeSpec.Type.HOLDOUT) {
      keys.put("folds", judge.folds());
      keys.put("repeats", judge.repeats());
    }
    if (judge.type() == JudgeSpec.Type.NESTED) {
      keys.put("outerFolds", judge.outerFolds());
    }
    return keys;
  }

  private static BudgetSpec budget(Section section) {
    double minutes = section.number("minutes", 0);
    int patience = section.integer("patience", 0);
    section.finish();
    return section.build(() -> new BudgetSpec(minutes, patience)).orElse(BudgetSpec.unlimited());
  }

  private static SpreadSpec spread(Section section) {
    SpreadSpec byDefault = SpreadSpec.byDefault();
    String over =
        section.word("over", Words.word(byDefault.over()), Words.of(SpreadSpec.Over.values()));
    int megabytes = section.integer("largestMegabytes", byDefault.largestMegabytes());
    int atOnce = section.integer("atOnce", byDefault.atOnce());
    int fused = section.integer("fused", byDefault.fused());
    section.finish();
    return section
        .build(
            () ->
                new SpreadSpec(Words.parse(SpreadSpec.Over.class, over), megabytes, atOnce, fused))
        .orElse(byDefault);
  }
}
