/** Threads that all do one piece of work at a time. */
package org.lockstep.trainer.crew;
