package org.lockstep.driver.exchange.wire;

/** A caller that has proven who it is. */
public record Guest(Introduction introduction, Wire wire) {}
