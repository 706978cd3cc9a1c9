package org.lockstep.trainer.merge;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BinaryOperator;

/**
 * The ONE binary tree in which the sums of logical workers 0 … V−1 are merged, whoever merges them.
 *
 * <p>Node (level k, index i) covers the workers [i·2ᵏ, min((i+1)·2ᵏ, V)) and is left + right, its
 * children on level k−1; a right child that covers nobody is left out. Floating-point addition is
 * not associative, so a fixed tree is what makes the sum independent of how workers are spread over
 * tasks: every task merges the complete nodes among its workers, and the rest of the same tree is
 * merged from those.
 *
 * <p>{@code add} may write into its left argument and return it.
 */
public final class MergeTree {

  private MergeTree() {}

  /** A finished node on its way to the rest of the tree. A plain class for Kryo. */
  public static final class Node<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int level;
    private final int index;

    @SuppressWarnings("serial") // serialised only where T is
    private final T value;

    public Node(int level, int index, T value) {
      this.level = level;
      this.index = index;
      this.value = value;
    }

    public int level() {
      return level;
    }

    public int index() {
      return index;
    }

    public T value() {
      return value;
    }
  }

  /** The root: all workers' leaves, in worker order, merged. */
  public static <T> T merge(List<T> leaves, BinaryOperator<T> add) {
    return partial(leaves.size(), 0, leaves.size(), leaves.iterator(), add).get(0).value();
  }

  /**
   * The maximal complete nodes among the workers [from, to), in worker order.
   *
   * @param leaves what the workers from, from + 1, … to − 1 bring; each is asked for only when the
   *     tree needs it, so that at most log₂ V + 1 values need to live at a time
   */
  public static <T> List<Node<T>> partial(
      int workers, int from, int to, Iterator<T> leaves, BinaryOperator<T> add) {
    if (workers < 1 || from < 0 || from > to || to > workers) {
      throw new IllegalArgumentException(
          "workers must be >= 1 and [from, to) lie in it. Received: [%d, %d) of %d"
              .formatted(from, to, workers));
    }
    List<Node<T>> nodes = new ArrayList<>();
    collect(height(workers), 0, workers, from, to, leaves, add, nodes);
    return nodes;
  }

  /**
   * The root from nodes that {@link #partial} gave for ranges which together cover all workers.
   *
   * @throws NoSuchElementException if a worker is missing
   */
  public static <T> T complete(int workers, Iterable<Node<T>> nodes, BinaryOperator<T> add) {
    Map<Long, T> known = new HashMap<>();
    for (Node<T> node : nodes) {
      if (known.put(key(node.level(), node.index()), node.value()) != null) {
        throw new IllegalArgumentException(
            "every node must come once. Received twice: level %d, index %d"
                .formatted(node.level(), node.index()));
      }
    }
    return complete(height(workers), 0, workers, known, add);
  }

  private static <T> void collect(
      int level,
      int index,
      int workers,
      int from,
      int to,
      Iterator<T> leaves,
      BinaryOperator<T> add,
      List<Node<T>> nodes) {
    long start = start(level, index);
    long end = Math.min(start(level, index + 1), workers);
    if (start >= to || end <= from || start >= end) {
      return;
    }
    if (from <= start && end <= to) {
      nodes.add(new Node<>(level, index, value(level, index, workers, leaves, add)));
      return;
    }
    collect(level - 1, 2 * index, workers, from, to, leaves, add, nodes);
    collect(level - 1, 2 * index + 1, workers, from, to, leaves, add, nodes);
  }

  private static <T> T value(
      int level, int index, int workers, Iterator<T> leaves, BinaryOperator<T> add) {
    if (level == 0) {
      return leaves.next();
    }
    T left = value(level - 1, 2 * index, workers, leaves, add);
    if (start(level - 1, 2 * index + 1) >= workers) {
      return left;
    }
    return add.apply(left, value(level - 1, 2 * index + 1, workers, leaves, add));
  }

  private static <T> T complete(
      int level, int index, int workers, Map<Long, T> known, BinaryOperator<T> add) {
    T value = known.get(key(level, index));
    if (value != null) {
      return value;
    }
    if (level == 0) {
      throw new NoSuchElementException("worker %d of %d is missing".formatted(index, workers));
    }
    T left = complete(level - 1, 2 * index, workers, known, add);
    if (start(level - 1, 2 * index + 1) >= workers) {
      return left;
    }
    return add.apply(left, complete(level - 1, 2 * index + 1, workers, known, add));
  }

  /** The root's level: the least k with 2ᵏ ≥ workers. */
  private static int height(int workers) {
    return 32 - Integer.numberOfLeadingZeros(workers - 1);
  }

  private static long start(int level, int index) {
    return (long) index << level;
  }

  private static long key(int level, int index) {
    return ((long) level << 32) | index;
  }
}
