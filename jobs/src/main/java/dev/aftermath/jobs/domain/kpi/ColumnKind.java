package dev.aftermath.jobs.domain.kpi;

/** What a column of the facts holds, as far as definitions tell columns apart. */
public enum ColumnKind {
  INSTANT,
  /** A whole number. */
  NUMBER,
  /** True or false. */
  FLAG,
  WORD
}
