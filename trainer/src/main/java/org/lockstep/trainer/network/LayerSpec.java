package org.lockstep.trainer.network;

import java.io.Serializable;

/** The choices of one layer; its numbers are in {@link Parameters}. */
public sealed interface LayerSpec extends Serializable permits DenseSpec, DropoutSpec {}
