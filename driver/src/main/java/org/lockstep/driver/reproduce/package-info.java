/**
 * {@code lockstep reproduce}: the lecture's experiments on the real data, their figures beside the
 * lecture's, and whether the picture is the same.
 */
package org.lockstep.driver.reproduce;
