package org.lockstep.trainer.onnx;

import java.util.List;
import java.util.Map;

/**
 * What this package reads and writes of an ONNX file.
 *
 * @param producer the program that wrote it, with its version
 * @param opsets by domain, the version of its operators
 * @param nodes each after those whose outputs it reads
 * @param metadata free texts by name
 */
record OnnxGraph(
    String producer,
    Map<String, Long> opsets,
    List<OnnxNode> nodes,
    List<OnnxTensor> constants,
    List<OnnxValue> inputs,
    List<OnnxValue> outputs,
    Map<String, String> metadata) {}
