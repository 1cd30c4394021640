package dev.aftermath.jobs.domain.contract;

import java.io.Serializable;
import java.time.Duration;

/** What a rule demands of its subjects: the whole vocabulary. */
public sealed interface Condition extends Serializable {

  /** The field is stated. */
  record RequiredField(String field) implements Condition {}

  /** The field is stated and leads to something that was read. */
  record RequiredReference(String field) implements Condition {}

  /** Two fields, where both are stated, differ. */
  record NotSameAs(String field, String other) implements Condition {}

  /** An instant, where both are stated, is not later than the other. */
  record NotAfter(String field, String other) implements Condition {}

  /**
   * The end follows the beginning by no more than a duration. Until that time is up, a subject
   * without an end has not broken it.
   */
  record Within(String start, String end, Duration atMost) implements Condition {}
}
