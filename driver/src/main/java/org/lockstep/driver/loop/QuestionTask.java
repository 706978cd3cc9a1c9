package org.lockstep.driver.loop;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.question.Question;

/**
 * A partition's answer to a question: its workers', merged in their order; none without workers.
 */
final class QuestionTask<A> implements Function2<Integer, Iterator<WorkerShards>, Iterator<A>> {
  private static final long serialVersionUID = 1L;

  private final Question<A> question;
  private final long totalRows;
  private final Broadcast<float[]> parameters;

  /**
   * @param totalRows training rows of all workers
   */
  QuestionTask(Question<A> question, long totalRows, Broadcast<float[]> parameters) {
    this.question = question;
    this.totalRows = totalRows;
    this.parameters = parameters;
  }

  @Override
  public Iterator<A> call(Integer partition, Iterator<WorkerShards> shards) {
    A merged = null;
    while (shards.hasNext()) {
      WorkerShards each = shards.next();
      A answer =
          question.ask(
              each.worker(),
              each.shard(Split.TRAIN),
              totalRows,
              parameters.value(),
              Kernels.best());
      merged = merged == null ? answer : question.merge(merged, answer);
    }
    return merged == null ? List.<A>of().iterator() : List.of(merged).iterator();
  }
}
