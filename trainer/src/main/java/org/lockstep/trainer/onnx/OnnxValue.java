package org.lockstep.trainer.onnx;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param type {@link OnnxTensor#FLOAT}, …
 * @param dims lengths, or a name ({@code "rows"}) for one that is not fixed
 */
record OnnxValue(String name, int type, List<Object> dims) {
  OnnxValue {
    dims = List.copyOf(dims);
  }
}
