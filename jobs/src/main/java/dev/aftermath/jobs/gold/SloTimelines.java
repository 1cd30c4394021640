package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_millis;

import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.Slice;
import dev.aftermath.jobs.domain.slo.SliceGrid;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Hands each SLO's slices, in one piece, to the domain. */
final class SloTimelines {
  private SloTimelines() {}

  /** What is computed from one SLO's slices. */
  @FunctionalInterface
  interface Computation extends Serializable {
    List<Row> rows(SloDefinition slo, SliceTimeline timeline);
  }

  /**
   * The rows of all SLOs that have slices.
   *
   * @param sloSlices rows of {@link SloSlices}
   */
  static Dataset<Row> map(
      Dataset<Row> sloSlices,
      List<SloDefinition> slos,
      StructType schema,
      Computation computation) {
    Map<String, SloDefinition> byName = new HashMap<>();
    slos.forEach(slo -> byName.put(slo.name(), slo));
    return sloSlices
        .where(col("slo").isin(byName.keySet().toArray()))
        .select(
            col("slo"),
            unix_millis(col("slice_start")).as("slice_millis"),
            col("good"),
            col("total"))
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>)
                (slo, slices) -> rows(Objects.requireNonNull(byName.get(slo)), slices, computation),
            Encoders.row(schema));
  }

  /** Whether the slices make those of the objective; the listing of SLOs says which do not. */
  static boolean fits(Objective objective, SliceTimeline timeline) {
    Duration length = objective.timeSliceWindow();
    return length == null || length.toMillis() % timeline.sliceLength().toMillis() == 0;
  }

  /** The ratio as tables hold it; null where it is undefined. */
  static @Nullable Double number(@Nullable BigDecimal ratio) {
    return ratio == null ? null : ratio.doubleValue();
  }

  private static Iterator<Row> rows(
      SloDefinition slo, Iterator<Row> rows, Computation computation) {
    List<Slice> slices = new ArrayList<>();
    rows.forEachRemaining(
        row ->
            slices.add(
                new Slice(
                    Instant.ofEpochMilli(row.getLong(1)), row.getDecimal(2), row.getDecimal(3))));
    return computation.rows(slo, SliceTimeline.of(SliceGrid.LENGTH, slices)).iterator();
  }
}
