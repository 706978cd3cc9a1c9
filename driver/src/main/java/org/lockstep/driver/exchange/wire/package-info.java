/**
 * One connection: the proof that both sides hold the attempt's token, encryption, frames, and
 * bounded messages.
 */
package org.lockstep.driver.exchange.wire;
