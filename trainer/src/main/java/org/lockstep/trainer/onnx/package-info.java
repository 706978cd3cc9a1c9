/**
 * Models as ONNX files, and networks from them: protocol buffers by hand, since the few messages
 * that a network needs are small and the trainer imports the JDK and nothing else.
 */
package org.lockstep.trainer.onnx;
