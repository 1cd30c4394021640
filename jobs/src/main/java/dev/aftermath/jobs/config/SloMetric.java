package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.IncidentQuery;
import dev.aftermath.jobs.domain.slo.LogQuery;
import dev.aftermath.jobs.domain.slo.SeriesQuery;

/** What a {@code metricSource} asks for. */
sealed interface SloMetric {

  /**
   * Series of numbers.
   *
   * @param place where the query is written
   */
  record Series(SeriesQuery query, Form form, YamlNode place) implements SloMetric {}

  /** Log lines. */
  record Lines(LogQuery query) implements SloMetric {}

  /**
   * Incidents.
   *
   * @param place where the query is written
   */
  record Incidents(IncidentQuery query, YamlNode place) implements SloMetric {}

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
