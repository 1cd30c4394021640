package dev.aftermath.jobs.domain.matching;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a key stands for. One that several bear stands for nobody. Most keys are named by nobody:
 * only those are kept that are {@link #ask asked} for before bearers are added.
 */
final class KeyIndex {
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Optional<Sighting>> bearers = new HashMap<>();

  /** Says that the bearer of a key will be asked for. */
  void ask(@Nullable String key) {
    if (key != null && !key.isBlank()) {
      asked.add(key);
    }
  }

  void add(@Nullable String key, Sighting bearer) {
    if (key != null && asked.contains(key)) {
      bearers.merge(
          key, Optional.of(bearer), (one, other) -> one.equals(other) ? one : Optional.empty());
    }
  }

  @Nullable Sighting bearer(@Nullable String key) {
    return key == null ? null : bearers.getOrDefault(key, Optional.empty()).orElse(null);
  }
}
