package dev.aftermath.jobs.domain.kpi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one case of a {@link Subject}, by the columns of its table; null is what nobody
 * knows.
 */
public interface CaseColumns {

  /** The value of a column that holds instants. */
  @Nullable Instant instant(String column);

  /** The value of a column that holds numbers. */
  @Nullable Long number(String column);

  /** The value of a column of any kind as text; flags are {@code true} and {@code false}. */
  @Nullable String text(String column);
}
