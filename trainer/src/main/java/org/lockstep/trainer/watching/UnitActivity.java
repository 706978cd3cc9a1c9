package org.lockstep.trainer.watching;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Which relu units were above 0 for at least one row. Mergeable: a unit is dead only if it is for
 * all workers' rows.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class UnitActivity implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean[] active;
  private long rows;

  /** Nothing seen yet. */
  public UnitActivity(int units) {
    this.active = new boolean[units];
  }

  /** Looks at a layer's activations (rows, units). */
  public void see(ReluUnits layer, Matrix activations) {
    for (int row = 0; row < activations.rows(); row++) {
      for (int unit = 0; unit < layer.units(); unit++) {
        // NaN is no sign of death.
        active[layer.first() + unit] |= activations.get(row, unit) != 0;
      }
    }
  }

  /** Counts rows whose layers were all looked at. */
  public void addRows(int more) {
    rows += more;
  }

  /** this and other rows. */
  public UnitActivity add(UnitActivity other) {
    for (int unit = 0; unit < active.length; unit++) {
      active[unit] |= other.active[unit];
    }
    rows += other.rows;
    return this;
  }

  /** Writes what was seen; the number of units is the reader's to know. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    for (boolean unit : active) {
      out.writeBoolean(unit);
    }
  }

  /** What {@link #write} wrote of so many units. */
  public static UnitActivity read(DataInput in, int units) throws IOException {
    UnitActivity activity = new UnitActivity(units);
    activity.rows = in.readLong();
    for (int unit = 0; unit < units; unit++) {
      activity.active[unit] = in.readBoolean();
    }
    return activity;
  }

  public long rows() {
    return rows;
  }

  /** The share of a layer's units that were 0 for every row; NaN without rows. */
  public double deadShare(ReluUnits layer) {
    int dead = 0;
    for (int unit = 0; unit < layer.units(); unit++) {
      dead += active[layer.first() + unit] ? 0 : 1;
    }
    return rows == 0 ? Double.NaN : (double) dead / layer.units();
  }
}
