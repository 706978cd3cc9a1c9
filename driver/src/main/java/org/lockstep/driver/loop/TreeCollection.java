package org.lockstep.driver.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.network.util.JavaUtils;
import org.lockstep.trainer.merge.MergeTree;
import scala.Tuple2;

/**
 * Brings the tasks' nodes of the tree to the driver and completes the tree. Small results come as
 * they are. Where all tasks' values together would be a large part of what the driver may receive,
 * slice owners complete the tree slice by slice after a shuffle, and the driver receives one value
 * in slices. The bits are the same.
 */
final class TreeCollection {
  private final int workers;
  private final int nodes;
  private final long largestBytes;

  /**
   * @param firstWorkers the first worker of each partition, then V
   * @param largestBytes above this sum of results, slices are shuffled
   */
  TreeCollection(int[] firstWorkers, long largestBytes) {
    this.workers = firstWorkers[firstWorkers.length - 1];
    this.largestBytes = largestBytes;
    this.nodes =
        IntStream.range(0, firstWorkers.length - 1)
            .map(partition -> nodes(firstWorkers[partition], firstWorkers[partition + 1]))
            .sum();
  }

  /** A quarter of {@code spark.driver.maxResultSize}; 0 there means without limit. */
  static long largestBytes(String maxResultSize) {
    long bytes = JavaUtils.byteStringAsBytes(maxResultSize);
    return bytes == 0 ? Long.MAX_VALUE : bytes / 4;
  }

  /**
   * @param floats of one value
   */
  boolean slices(long floats) {
    return nodes * floats * Float.BYTES > largestBytes;
  }

  /**
   * The tree's root.
   *
   * @param floats of one value
   */
  <T> T collect(JavaRDD<MergeTree.Node<T>> results, Slices<T> form, long floats) {
    if (!slices(floats)) {
      return MergeTree.complete(workers, results.collect(), form::add);
    }
    int slices = results.getNumPartitions();
    int leaves = workers;
    JavaPairRDD<Integer, MergeTree.Node<T>> cut =
        results
            .flatMapToPair(node -> cut(node, form, slices))
            .partitionBy(new HashPartitioner(slices));
    return form.join(
        cut.mapPartitions(part -> List.of(complete(part, form, leaves)).iterator()).collect());
  }

  private static <T> Iterator<Tuple2<Integer, MergeTree.Node<T>>> cut(
      MergeTree.Node<T> node, Slices<T> form, int slices) {
    return IntStream.range(0, slices)
        .mapToObj(
            slice ->
                new Tuple2<>(
                    slice,
                    new MergeTree.Node<>(
                        node.level(), node.index(), form.slice(node.value(), slice, slices))))
        .iterator();
  }

  /** One slice from all tasks' nodes, in the tree's order whatever order they arrive in. */
  private static <T> T complete(
      Iterator<Tuple2<Integer, MergeTree.Node<T>>> part, Slices<T> form, int workers) {
    Iterable<MergeTree.Node<T>> slice =
        () -> {
          List<MergeTree.Node<T>> nodes = new ArrayList<>();
          part.forEachRemaining(next -> nodes.add(next._2()));
          return nodes.iterator();
        };
    return MergeTree.complete(workers, slice, form::add);
  }

  private int nodes(int from, int to) {
    Iterator<Integer> leaves = Collections.nCopies(to - from, 0).iterator();
    return MergeTree.partial(workers, from, to, leaves, Integer::sum).size();
  }
}
