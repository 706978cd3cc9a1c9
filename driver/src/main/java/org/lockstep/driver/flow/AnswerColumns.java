package org.lockstep.driver.flow;

import java.util.List;
import org.apache.spark.sql.Row;

/** What the answer to a row looks like in a file. */
interface AnswerColumns {

  /** The columns' names. */
  List<String> names();

  /**
   * A row's cells, one a name.
   *
   * @param answer the struct that the scorer made of the row
   */
  List<Object> cells(Row answer);
}
