/** The ranks of a run, each a process with some logical workers: who merges what, and the wire. */
package org.lockstep.trainer.rank;
