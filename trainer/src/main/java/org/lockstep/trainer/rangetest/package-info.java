/** The learning-rate range test. */
package org.lockstep.trainer.rangetest;
