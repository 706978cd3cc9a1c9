package org.lockstep.driver.loop;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lockstep.trainer.data.Shard;

/**
 * Workers that a JVM keeps between rounds for their buffers and the epoch's order. It saves time
 * and nothing else: a worker that is not here is made anew and gives the same bits.
 *
 * <p>A worker is taken out while a task uses it, so two attempts of a task never share one; it is
 * held softly, so memory pressure frees it; a run that ends on this JVM removes its own.
 */
final class WorkerCache {
  private static final Map<String, Map<Integer, SoftReference<Entry>>> RUNS =
      new ConcurrentHashMap<>();

  private WorkerCache() {}

  /** A worker and the shard that it reads. */
  private record Entry(Shard shard, Object worker) {}

  /** Takes the run's worker over exactly this shard object and of that type, or null. */
  static <W> W take(String run, int worker, Shard shard, Class<W> type) {
    Map<Integer, SoftReference<Entry>> workers = RUNS.get(run);
    SoftReference<Entry> reference = workers == null ? null : workers.remove(worker);
    Entry entry = reference == null ? null : reference.get();
    return entry != null && entry.shard() == shard && type.isInstance(entry.worker())
        ? type.cast(entry.worker())
        : null;
  }

  static void put(String run, int worker, Shard shard, Object kept) {
    RUNS.values().removeIf(workers -> workers.values().stream().allMatch(WorkerCache::freed));
    RUNS.computeIfAbsent(run, unseen -> new ConcurrentHashMap<>())
        .put(worker, new SoftReference<>(new Entry(shard, kept)));
  }

  private static boolean freed(SoftReference<Entry> reference) {
    return reference.get() == null;
  }

  static void remove(String run) {
    RUNS.remove(run);
  }

  /** Workers held for a run at this moment. */
  static int held(String run) {
    return RUNS.getOrDefault(run, Map.of()).size();
  }
}
