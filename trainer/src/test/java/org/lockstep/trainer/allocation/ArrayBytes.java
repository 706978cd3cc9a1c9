package org.lockstep.trainer.allocation;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Counts the bytes of all arrays of numbers that an object of the project's reaches, each once. */
public final class ArrayBytes {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> left = new ArrayDeque<>();

  private ArrayBytes() {}

  /**
   * Through fields of the project's classes and through collections.
   *
   * @param others that do not count, with what only they reach
   */
  public static long within(Object root, Object... others) {
    ArrayBytes count = new ArrayBytes();
    count.seen.addAll(Arrays.asList(others));
    count.reach(root);
    long bytes = 0;
    while (!count.left.isEmpty()) {
      bytes += count.visit(count.left.pop());
    }
    return bytes;
  }

  private void reach(Object object) {
    if (object != null && seen.add(object)) {
      left.push(object);
    }
  }

  private long visit(Object object) {
    if (object instanceof Object[] array) {
      Arrays.asList(array).forEach(this::reach);
    } else if (object.getClass().isArray()) {
      return (long) Array.getLength(object) * bytes(object.getClass().getComponentType());
    } else if (object instanceof Collection<?> collection) {
      collection.forEach(this::reach);
    } else if (object instanceof Map<?, ?> map) {
      map.values().forEach(this::reach);
    } else if (object.getClass().getName().startsWith("org.lockstep.")) {
      for (Class<?> each = object.getClass(); each != null; each = each.getSuperclass()) {
        reachFields(object, each);
      }
    }
    return 0;
  }

  private void reachFields(Object object, Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        try {
          field.setAccessible(true);
          reach(field.get(object));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static int bytes(Class<?> number) {
    if (number == long.class || number == double.class) {
      return Long.BYTES;
    }
    if (number == int.class || number == float.class) {
      return Integer.BYTES;
    }
    return number == short.class || number == char.class ? Short.BYTES : 1;
  }
}
