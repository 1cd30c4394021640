package dev.aftermath.jobs.domain.suggestion;

/** By what the meaning of sentences is compared. */
public enum VectorModel {
  /** By nothing: words alone are compared. */
  NONE,
  /** By the sentence model MiniLM. */
  MINILM
}
