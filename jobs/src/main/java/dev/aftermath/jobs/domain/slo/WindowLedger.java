package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What any window of an objective, or of several as one, can be evaluated from. */
public sealed interface WindowLedger permits ObjectiveLedger, CompositeLedger {

  /** The window's figures as they stood at the evaluation. */
  SloEvaluation evaluate(Interval window, Instant evaluation);

  /** The share of the budget that the window had consumed; null where there is none. */
  @Nullable Double consumed(Interval window, Instant evaluation);

  /** The start of the first slice that was measured. */
  Optional<Instant> firstSlice();

  /** The digest of the definition in force at an instant. */
  String definitionDigestAt(Instant instant);
}
