package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.series.LabelSelector;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which log lines are counted: LogQL's stream selector and line filters.
 *
 * @param source the only source whose lines count; null for every source
 */
public record LogQuery(@Nullable String source, LabelSelector streams, List<LineFilter> filters)
    implements Serializable {

  /** Takes a copy. */
  public LogQuery {
    filters = List.copyOf(filters);
  }

  /** Whether the lines of a stream may count. */
  public boolean matchesStream(String lineSource, Map<String, String> labels) {
    return (source == null || source.equals(lineSource)) && streams.matches(labels);
  }

  /** Which lines of such a stream count; patterns are compiled once. */
  public Predicate<String> lines() {
    return filters.stream().map(LineFilter::lines).reduce(line -> true, Predicate::and);
  }

  /** One of {@code |= "text"}, {@code != "text"}, {@code |~ "pattern"}, {@code !~ "pattern"}. */
  public record LineFilter(Kind kind, String text) implements Serializable {

    /** What it does with lines. */
    public enum Kind {
      CONTAINS,
      LACKS,
      MATCHES,
      MATCHES_NOT
    }

    /** Which lines stay. */
    Predicate<String> lines() {
      return switch (kind) {
        case CONTAINS -> line -> line.contains(text);
        case LACKS -> line -> !line.contains(text);
        case MATCHES -> Pattern.compile(text).asPredicate();
        case MATCHES_NOT -> Pattern.compile(text).asPredicate().negate();
      };
    }
  }
}
