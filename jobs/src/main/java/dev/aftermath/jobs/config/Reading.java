package dev.aftermath.jobs.config;

/** How files are read where a specification and its own tools and examples disagree. */
public enum Reading {
  /** What cannot be meant is refused. */
  STRICT,
  /** What is common although it breaks the text of the specification is taken with a warning. */
  LENIENT
}
