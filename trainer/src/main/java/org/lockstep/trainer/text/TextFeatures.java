package org.lockstep.trainer.text;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.feature.SparseRow;
import org.lockstep.trainer.matrix.SparseRows;

/** A fitted pipeline from texts to sparse rows, plain Java, so that a model scores anywhere. */
public sealed interface TextFeatures extends FeaturePipeline permits TfIdf, HashedTfIdf {

  TextSpec spec();

  /** One text as a sparse row; a text without known terms gives an empty row. */
  SparseRow transform(String text);

  /** Texts as compressed sparse rows, in order. */
  default SparseRows transform(List<String> texts) {
    List<SparseRow> rows = new ArrayList<>(texts.size());
    for (String text : texts) {
      rows.add(transform(text));
    }
    return SparseRow.stack(width(), rows);
  }

  @Override
  default Kind kind() {
    return Kind.TEXT;
  }
}
