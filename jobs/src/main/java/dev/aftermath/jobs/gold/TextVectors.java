package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.sha2;

import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import dev.aftermath.jobs.text.SentenceVectors;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per text and sentence model, with the vector of the text.
 *
 * <p>Rows are only ever added: a vector costs some milliseconds and may differ in its last bits
 * from processor to processor, so it is computed once. {@code text_digest} is the SHA-256 of the
 * text; the text itself stays with its incident. Empty where sentence vectors are not enabled.
 */
public final class TextVectors {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "text_vectors",
          """
          text_digest STRING NOT NULL,
          model STRING NOT NULL,
          vector ARRAY<FLOAT> NOT NULL
          """,
          "text_digest",
          "model");

  private static final StructType TEXT = StructType.fromDDL("text_digest STRING, text STRING");

  private TextVectors() {}

  /**
   * The rows that are missing, one shuffle of the texts.
   *
   * @param facts {@link IncidentFacts} with {@link CauseTexts}
   * @param made the table as it is
   * @param model one that gives vectors
   */
  public static Dataset<Row> missing(Dataset<Row> facts, Dataset<Row> made, VectorModel model) {
    return IncidentSuggestions.counted(facts)
        .select(digest().as("text_digest"), text().as("text"))
        .dropDuplicates("text_digest")
        .join(of(made, model).select("text_digest"), "text_digest", "left_anti")
        .select("text_digest", "text")
        .as(Encoders.row(TEXT))
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> vectors(rows, model),
            Encoders.row(TABLE.schema()))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  /** The rows of a model. */
  static Dataset<Row> of(Dataset<Row> made, VectorModel model) {
    return made.where(col("model").equalTo(model.name()));
  }

  /** The digest of what is read of an incident. */
  static Column digest() {
    return sha2(text(), 256);
  }

  private static Column text() {
    return concat_ws(". ", col("title"), col("cause_text"));
  }

  private static Iterator<Row> vectors(Iterator<Row> texts, VectorModel model) {
    SentenceVectors vectors = SentenceVectors.loaded(model).orElseThrow();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return texts.hasNext();
      }

      @Override
      public Row next() {
        Row text = texts.next();
        return RowFactory.create(
            text.getString(0), model.name(), boxed(vectors.of(text.getString(1))));
      }
    };
  }

  /** Spark takes lists of objects only. */
  private static Float[] boxed(float[] vector) {
    Float[] boxed = new Float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      boxed[i] = vector[i];
    }
    return boxed;
  }
}
