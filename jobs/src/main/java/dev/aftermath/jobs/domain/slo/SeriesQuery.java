package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.series.LabelSelector;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which series an indicator counts; all that match are added up.
 *
 * @param source the only source whose series count; null for every source
 */
public record SeriesQuery(@Nullable String source, LabelSelector selector) implements Serializable {

  /** Whether a series is meant. */
  public boolean matches(String seriesSource, Map<String, String> labels) {
    return (source == null || source.equals(seriesSource)) && selector.matches(labels);
  }
}
