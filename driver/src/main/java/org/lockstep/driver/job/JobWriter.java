package org.lockstep.driver.job;

import com.typesafe.config.ConfigUtil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a job with every key spelt out, so that reading it gives an equal job. */
public final class JobWriter {
  private JobWriter() {}

  /** The job as HOCON text. */
  public static String text(JobSpec job) {
    StringBuilder out = new StringBuilder();
    keys(job).forEach((key, value) -> out.append(key).append(entry(value, "")).append('\n'));
    return out.toString();
  }

  /** The job's values by dotted key; a list is one value. */
  static Map<String, String> flat(JobSpec job) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", keys(job), flat);
    return flat;
  }

  private static Map<String, Object> keys(JobSpec job) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", job.name());
    keys.put("title", job.title());
    keys.put("data", DataKeys.write(job.data()));
    keys.put("features", FeatureKeys.write(job.features()));
    keys.put("network", NetworkKeys.write(job.network()));
    keys.put(
        "training",
        TrainingKeys.write(
            job.training(),
            job.classWeight(),
            job.loop(),
            job.checkpoint(),
            job.stream(),
            job.warmStart()));
    keys.put("prediction", PredictionKeys.write(job.threshold()));
    keys.put("report", ReportKeys.write(job.report()));
    job.search().ifPresent(search -> keys.put("search", SearchKeys.write(search)));
    return keys;
  }

  private static void flatten(String path, Map<?, ?> keys, Map<String, String> flat) {
    keys.forEach(
        (key, value) -> {
          String full = path.isEmpty() ? key.toString() : path + "." + key;
          if (value instanceof Map<?, ?> inner) {
            flatten(full, inner, flat);
          } else {
            flat.put(full, inline(value));
          }
        });
  }

  private static String entry(Object value, String indent) {
    if (!(value instanceof Map<?, ?> inner)) {
      return " = " + inline(value);
    }
    StringBuilder out = new StringBuilder(" {\n");
    inner.forEach(
        (key, each) ->
            out.append(indent)
                .append("  ")
                .append(key)
                .append(entry(each, indent + "  "))
                .append('\n'));
    return out.append(indent).append('}').toString();
  }

  private static String inline(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(JobWriter::inline).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(each -> each.getKey() + " = " + inline(each.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof String text ? ConfigUtil.quoteString(text) : value.toString();
  }
}
