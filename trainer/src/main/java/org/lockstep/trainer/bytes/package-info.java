/** Numbers and texts as bytes, and back from bytes that nobody vouches for. */
package org.lockstep.trainer.bytes;
