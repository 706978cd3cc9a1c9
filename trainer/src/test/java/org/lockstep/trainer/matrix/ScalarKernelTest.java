package org.lockstep.trainer.matrix;

class ScalarKernelTest extends KernelContract {
  ScalarKernelTest() {
    super(new ScalarKernel());
  }
}
