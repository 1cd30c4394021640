package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.IncidentQuery;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.LogQuery;
import dev.aftermath.jobs.domain.slo.NoticeQuery;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import org.jspecify.annotations.Nullable;

/** What a {@code metricSource} asks for. */
sealed interface SloMetric {

  /**
   * Series.
   *
   * @param place where the query is written
   */
  record Series(SeriesQuery query, Form form, Histogram histogram, YamlNode place)
      implements SloMetric {}

  /**
   * How histograms are read, where series are some.
   *
   * @param place where it is written; null where nothing is
   */
  record Histogram(HistogramKind kind, Indicator.InexactBucket inexact, @Nullable YamlNode place) {}

  /** How a histogram is exported. */
  enum HistogramKind {
    /** As a series of numbers for each bucket. */
    CLASSIC,
    /** As one series, whose samples hold all buckets. */
    NATIVE
  }

  /** Log lines. */
  record Lines(LogQuery query) implements SloMetric {}

  /**
   * Incidents.
   *
   * @param place where the query is written
   */
  record Incidents(IncidentQuery query, YamlNode place) implements SloMetric {}

  /**
   * Notices of a status page.
   *
   * @param place where the query is written
   */
  record Notices(NoticeQuery query, YamlNode place) implements SloMetric {}

  /**
   * Nothing that the engine can compute.
   *
   * @param reason in words for the author of the SLO
   */
  record Unusable(String reason) implements SloMetric {}

  /** How series are asked for. */
  enum Form {
    /** A selector. */
    BARE,
    /** The {@code sum()} of a selector. */
    SUMMED
  }
}
