package org.lockstep.trainer.matrix;

class ScalarElementsTest extends ElementsContract {
  ScalarElementsTest() {
    super(new ScalarElements());
  }
}
