package dev.aftermath.reports.model;

/**
 * Which figure of a KPI is its headline; the weekly series and the previous week show the same one.
 */
public enum Statistic {
  /** The number of members itself. */
  COUNT,
  /** The arithmetic mean. */
  MEAN,
  /** The middle value. */
  MEDIAN,
  /** The 90th percentile, type 7. */
  P90,
  /** The share of members that fulfil the definition. */
  SHARE
}
