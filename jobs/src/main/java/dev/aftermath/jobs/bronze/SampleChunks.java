package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.lake.TableSpec;

/**
 * One row per export, series and UTC day: the samples as received, in one {@link
 * dev.aftermath.jobs.domain.series.SampleChunk}, ascending in time, exact repetitions left out. An
 * export whose samples of one day do not ascend may have more than one row for it. Native
 * histograms are series of their own, whose name in {@code series} ends in {@code (native
 * histogram)}, in a {@link dev.aftermath.jobs.domain.series.HistogramChunk}.
 */
public final class SampleChunks {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.bronze(
              "sample_chunks",
              """
          export_id STRING NOT NULL,
          source STRING NOT NULL,
          series STRING NOT NULL,
          labels MAP<STRING, STRING> NOT NULL,
          day DATE NOT NULL,
          sample_count BIGINT NOT NULL,
          first_at TIMESTAMP NOT NULL,
          last_at TIMESTAMP NOT NULL,
          chunk BINARY NOT NULL,
          month STRING NOT NULL
          """,
              "export_id",
              "series",
              "day",
              "first_at")
          .byMonth();

  /** What the name of a series of native histograms ends in, behind its labels. */
  public static final String NATIVE_HISTOGRAM = " (native histogram)";

  private SampleChunks() {}
}
