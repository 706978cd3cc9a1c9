package org.lockstep.driver.flow;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.lockstep.trainer.network.Task;

/**
 * What a row's prediction looks like in a file: {@code prediction}, the class, or the labels
 * between separators, and {@code probability_LABEL} for each; of numbers {@code prediction} or,
 * where there are several, {@code prediction_TARGET} for each.
 *
 * @param labels in order; empty for numbers
 * @param targets the names of the numbers; empty for labels
 * @param separator between labels
 */
record PredictionColumns(Task task, List<String> labels, List<String> targets, String separator)
    implements AnswerColumns {

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (task == Task.REGRESSION && targets.size() > 1) {
      targets.forEach(target -> names.add("prediction_" + target));
    } else {
      names.add("prediction");
    }
    labels.forEach(label -> names.add("probability_" + label));
    return names;
  }

  /** Of {@link org.lockstep.driver.scoring.FrameScorer#TYPE}. */
  @Override
  public List<Object> cells(Row answer) {
    List<Object> cells = new ArrayList<>();
    if (task != Task.REGRESSION) {
      cells.add(String.join(separator, answer.<String>getList(1)));
    }
    cells.addAll(answer.<Double>getList(2));
    return cells;
  }
}
