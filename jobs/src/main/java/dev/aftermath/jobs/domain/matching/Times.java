package dev.aftermath.jobs.domain.matching;

import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The times at which something happened to what has something in common. */
final class Times implements Serializable {
  private static final long serialVersionUID = 1;

  private final Map<Object, NavigableSet<Instant>> times = new HashMap<>();

  /** Keeps a time; nothing where it, or what is in common, is not known. */
  void add(@Nullable Object common, @Nullable Instant at) {
    if (common != null && at != null) {
      times.computeIfAbsent(common, it -> new TreeSet<>()).add(at);
    }
  }

  /** Whether there is any from one instant to another, both included. */
  boolean areAny(@Nullable Object common, Instant from, Instant to) {
    NavigableSet<Instant> known = common == null ? null : times.get(common);
    Instant first = known == null ? null : known.ceiling(from);
    return first != null && !first.isAfter(to);
  }
}
