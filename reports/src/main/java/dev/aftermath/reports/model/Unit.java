package dev.aftermath.reports.model;

/** The unit of a KPI's values. */
public enum Unit {
  /** A number of things. */
  COUNT,
  /** A duration in seconds. */
  SECONDS,
  /** A share from 0 to 1. */
  RATIO
}
