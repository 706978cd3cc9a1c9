package org.lockstep.driver.flow;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.lockstep.driver.scoring.FrameScorer;

/**
 * What a reconstruction looks like in a file: {@code reconstruction_error} and, where the code is
 * wanted, {@code code_1}, {@code code_2}, … of {@link FrameScorer#RECONSTRUCTION}.
 *
 * @param code how many numbers of the code are written; 0 for none
 */
record ReconstructionColumns(int code) implements AnswerColumns {

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of("reconstruction_error"));
    for (int k = 1; k <= code; k++) {
      names.add("code_" + k);
    }
    return names;
  }

  @Override
  public List<Object> cells(Row answer) {
    List<Object> cells = new ArrayList<>();
    cells.add(answer.getDouble(0));
    cells.addAll(answer.<Double>getList(1).subList(0, code));
    return cells;
  }
}
