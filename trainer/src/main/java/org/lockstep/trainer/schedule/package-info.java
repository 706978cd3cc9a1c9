/** Learning-rate schedules, one file per formula. */
package org.lockstep.trainer.schedule;
