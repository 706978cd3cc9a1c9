package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.driver.faults.FaultPlan;
import org.lockstep.driver.faults.Faults;
import org.lockstep.driver.faults.FaultyExchange;
import org.lockstep.driver.loop.PhaseClock;
import org.lockstep.driver.loop.TimedControl;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.worker.Workers;

/**
 * What wraps an interface of the trainer reaches what it wraps with every method, those with a body
 * of their own included: one that was added to the interface and forgotten here would silently do
 * what one process does.
 */
class DecoratorsTest {
  private static final Faults NONE = FaultPlan.read("").of(0, 1, 1);
  private static final Faults FAR = FaultPlan.read("throw@rank0:merge1000000").of(0, 1, 1);

  static Stream<Arguments> decorators() {
    return Stream.of(
        decorator(
            Workers.class,
            w -> new WatchedWorkers(w, () -> {}, new Place(), new PhaseClock(), NONE)),
        decorator(
            Steps.class, s -> new WatchedSteps(s, () -> {}, new Place(), new PhaseClock(), NONE)),
        decorator(Exchange.class, e -> new MeteredExchange(e, () -> 0L, new PhaseClock())),
        decorator(Exchange.class, e -> FaultyExchange.of(e, FAR)),
        decorator(RunControl.class, c -> new TimedControl(c, new PhaseClock())));
  }

  private static <T> Arguments decorator(Class<T> type, Function<T, T> wrap) {
    String name =
        wrap.apply(type.cast(recording(type, new ArrayList<>()))).getClass().getSimpleName();
    return Arguments.of(Named.of(name, type), wrap);
  }

  @ParameterizedTest
  @MethodSource("decorators")
  <T> void everyMethodReachesWhatIsWrapped(Class<T> type, Function<T, T> wrap) throws Exception {
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        continue;
      }
      List<String> reached = new ArrayList<>();
      T wrapper = wrap.apply(type.cast(recording(type, reached)));
      Object[] arguments = Arrays.stream(method.getParameterTypes()).map(Values::of).toArray();
      method.invoke(wrapper, arguments);
      assertThat(reached).as(method.toString()).contains(method.getName());
    }
  }

  private static Object recording(Class<?> type, List<String> reached) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          reached.add(method.getName());
          return Values.of(method.getReturnType());
        };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  /** Something of each type that the interfaces speak of. */
  private static final class Values {
    static Object of(Class<?> type) {
      if (type == Split.class) {
        return Split.TRAIN;
      }
      if (type == Round.class) {
        return new Round(0, 0, 1, 1, new double[] {0.1});
      }
      if (type.isInterface()) {
        return recording(type, new ArrayList<>());
      }
      return type.isPrimitive() && type != void.class
          ? Array.get(Array.newInstance(type, 1), 0)
          : null;
    }
  }
}
