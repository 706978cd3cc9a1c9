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
import org.lockstep.trainer.training.Gradient;
import org.lockstep.trainer.training.MergeTree;
import scala.Tuple2;

/**
 * Brings the tasks' nodes of the tree to the driver and completes the tree. Small results come as
 * they are. Where all tasks' gradients together would be a large part of what the driver may
 * receive, slice owners complete the tree slice by slice after a shuffle, and the driver receives
 * one gradient in slices. The bits are the same.
 */
final class GradientCollection {
  private final int workers;
  private final int nodes;
  private final long largestBytes;

  /**
   * @param firstWorkers the first worker of each partition, then V
   * @param largestBytes above this sum of results, slices are shuffled
   */
  GradientCollection(int[] firstWorkers, long largestBytes) {
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

  boolean slices(int parameters) {
    return (long) nodes * parameters * Float.BYTES > largestBytes;
  }

  Gradient collect(JavaRDD<MergeTree.Node<Gradient>> results, int parameters) {
    if (!slices(parameters)) {
      return MergeTree.complete(workers, results.collect(), GradientCollection::add);
    }
    int slices = results.getNumPartitions();
    int leaves = workers;
    JavaPairRDD<Integer, MergeTree.Node<Gradient>> cut =
        results.flatMapToPair(node -> cut(node, slices)).partitionBy(new HashPartitioner(slices));
    List<Gradient> parts =
        cut.mapPartitions(part -> List.of(complete(part, leaves)).iterator()).collect();
    Gradient whole = new Gradient(parameters, parts.get(0).totals(), parts.get(0).touched());
    for (int slice = 0; slice < slices; slice++) {
      Slice.paste(parts.get(slice), slice, slices, whole);
    }
    return whole;
  }

  private static Iterator<Tuple2<Integer, MergeTree.Node<Gradient>>> cut(
      MergeTree.Node<Gradient> node, int slices) {
    return IntStream.range(0, slices)
        .mapToObj(
            slice ->
                new Tuple2<>(
                    slice,
                    new MergeTree.Node<>(
                        node.level(), node.index(), Slice.of(node.value(), slice, slices))))
        .iterator();
  }

  /** One slice from all tasks' nodes, in the tree's order whatever order they arrive in. */
  private static Gradient complete(
      Iterator<Tuple2<Integer, MergeTree.Node<Gradient>>> part, int workers) {
    Iterable<MergeTree.Node<Gradient>> slice =
        () -> {
          List<MergeTree.Node<Gradient>> nodes = new ArrayList<>();
          part.forEachRemaining(next -> nodes.add(next._2()));
          return nodes.iterator();
        };
    return MergeTree.complete(workers, slice, GradientCollection::add);
  }

  private int nodes(int from, int to) {
    Iterator<Integer> leaves = Collections.nCopies(to - from, 0).iterator();
    return MergeTree.partial(workers, from, to, leaves, Integer::sum).size();
  }

  private static Gradient add(Gradient left, Gradient right) {
    left.add(right);
    return left;
  }
}
