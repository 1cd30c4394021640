package dev.aftermath.jobs.silver;

import dev.aftermath.jobs.domain.series.ChunkMerge;
import dev.aftermath.jobs.domain.series.LateSamples;
import dev.aftermath.jobs.domain.series.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Brings the chunks of one series together, day by day. */
final class SeriesDays {
  // Times as numbers: rows in functions then hold the same Java types under any Spark setting.
  static final StructType MERGED =
      StructType.fromDDL(
          """
          source STRING NOT NULL,
          series STRING NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          epoch_day INT NOT NULL,
          sample_count BIGINT NOT NULL,
          conflict_count BIGINT NOT NULL,
          duplicate_count BIGINT NOT NULL,
          late_sample_count BIGINT NOT NULL,
          first_millis BIGINT NOT NULL,
          last_millis BIGINT NOT NULL,
          previous_millis BIGINT,
          previous_value DOUBLE,
          previous_sample_millis BIGINT,
          previous_histogram BINARY,
          chunk BINARY NOT NULL,
          last_number_millis BIGINT,
          last_number_value DOUBLE,
          last_histogram BINARY
          """);

  private final List<Row> rows = new ArrayList<>();
  private final List<Row> chunksOfDay = new ArrayList<>();
  private Before before = new Before(null, null, null);

  /**
   * The days as rows of {@link #MERGED}.
   *
   * @param chunks ascending in day and first instant; without a chunk where the row tells of a day
   *     that is computed already
   */
  Iterator<Row> merged(Iterator<Row> chunks) {
    while (chunks.hasNext()) {
      Row chunk = chunks.next();
      if (!chunksOfDay.isEmpty() && chunk.getInt(3) != chunksOfDay.get(0).getInt(3)) {
        close();
      }
      if (chunk.isNullAt(5)) {
        before = Before.told(chunk);
      } else {
        chunksOfDay.add(chunk);
      }
    }
    if (!chunksOfDay.isEmpty()) {
      close();
    }
    return rows.iterator();
  }

  private void close() {
    Row day = chunksOfDay.get(0);
    ChunkMerge samples = merged(chunksOfDay);
    long late = lateSamples();
    chunksOfDay.clear();
    if (samples.count() == 0) {
      return;
    }
    Sample lastOfDay = samples.lastNumber();
    Before after =
        lastOfDay == null
            ? new Before(before.number(), before.histogram(), samples.lastMillis())
            : new Before(lastOfDay, samples.lastHistogram(), samples.lastMillis());
    rows.add(
        RowFactory.create(
            day.getString(0),
            day.getString(1),
            day.get(2),
            day.getInt(3),
            (long) samples.count(),
            samples.conflictCount(),
            samples.duplicateCount(),
            late,
            samples.firstMillis(),
            samples.lastMillis(),
            before.numberMillis(),
            before.numberValue(),
            before.lastMillis(),
            before.histogram(),
            samples.chunk(),
            after.numberMillis(),
            after.numberValue(),
            after.histogram()));
    before = after;
  }

  private long lateSamples() {
    if (chunksOfDay.size() == 1) {
      return 0;
    }
    Map<String, List<Row>> byExport = new LinkedHashMap<>();
    for (Row chunk : chunksOfDay) {
      byExport.computeIfAbsent(chunk.getString(9), export -> new ArrayList<>()).add(chunk);
    }
    LateSamples late = new LateSamples();
    if (overlap(byExport.values())) {
      byExport
          .values()
          .forEach(chunks -> late.add(chunks.get(0).getLong(11), merged(chunks).instants()));
    }
    return late.count();
  }

  /** Whether one export begins before another ends: only then may a sample be late. */
  private static boolean overlap(Collection<List<Row>> exports) {
    long end = Long.MIN_VALUE;
    for (List<Row> chunks : exports) {
      if (chunks.get(0).getLong(4) < end) {
        return true;
      }
      for (Row chunk : chunks) {
        end = Math.max(end, chunk.getLong(10));
      }
    }
    return false;
  }

  private static ChunkMerge merged(List<Row> chunks) {
    ChunkMerge samples = ChunkMerge.like(chunks.get(0).getAs(5));
    chunks.forEach(chunk -> samples.add(chunk.getAs(5)));
    return samples;
  }

  /** What a series had before a day. */
  // The array is never changed, only handed on.
  @SuppressWarnings("ArrayRecordComponent")
  private record Before(
      @Nullable Sample number, byte @Nullable [] histogram, @Nullable Long lastMillis) {

    static Before told(Row day) {
      Sample number = day.isNullAt(6) ? null : new Sample(day.getLong(6), day.getDouble(7));
      return new Before(number, day.getAs(8), day.getLong(4));
    }

    @Nullable Long numberMillis() {
      return number == null ? null : number.epochMillis();
    }

    @Nullable Double numberValue() {
      return number == null ? null : number.value();
    }
  }
}
