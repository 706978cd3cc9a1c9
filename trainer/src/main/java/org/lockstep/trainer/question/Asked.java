package org.lockstep.trainer.question;

import org.lockstep.trainer.gradient.Gradient;

/** Whoever has training rows and answers for them: all {@code Workers}, or one alone. */
public interface Asked {

  /** As {@code Workers.gradient}. */
  Gradient gradient(float[] parameters, int epoch, int step);

  /** As {@code Workers.ask}. */
  <A> A ask(float[] parameters, Question<A> question);
}
