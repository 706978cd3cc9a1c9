/** Row-major and sparse matrices and the kernels that compute on them, alike to the bit. */
package org.lockstep.trainer.matrix;
