package org.lockstep.trainer.watching;

import java.io.Serializable;

/**
 * Something about a run that a person should know.
 *
 * @param epoch counted from 1, when it was found
 * @param kind what kind it is, such as {@code dead_units}; with the layer it is told once a run
 * @param layer {@code dense_1}; empty if it is about the whole network
 * @param sentence what was seen, with the numbers, and what to try
 */
public record Finding(int epoch, String kind, String layer, String sentence)
    implements Serializable {}
