package org.lockstep.trainer.training;

/** Whoever has training rows and answers for them: all {@link Workers}, or one alone. */
interface Asked {

  /** As {@link Workers#gradient}. */
  Gradient gradient(float[] parameters, int epoch, int step);

  /** As {@link Workers#ask}. */
  <A> A ask(float[] parameters, Question<A> question);
}
