package org.lockstep.datasets.shard;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.lockstep.trainer.matrix.StoredRows;

/** Rows on disk go to another process row by row, and into a file there. */
final class StoredRowsSerializer extends Serializer<StoredRows> {

  StoredRowsSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, StoredRows rows) {
    try {
      DataOutputStream data = new DataOutputStream(output);
      rows.write(data);
      data.flush();
    } catch (IOException e) {
      throw new KryoException(e);
    }
  }

  @Override
  public StoredRows read(Kryo kryo, Input input, Class<StoredRows> type) {
    try {
      return StoredRows.read(new DataInputStream(input), RowStorage.newFile());
    } catch (IOException e) {
      throw new KryoException(e);
    }
  }
}
