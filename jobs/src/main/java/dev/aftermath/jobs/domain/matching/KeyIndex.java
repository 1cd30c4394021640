package dev.aftermath.jobs.domain.matching;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a key stands for. One that several bear stands for nobody. */
final class KeyIndex {
  private final Map<String, Optional<Sighting>> bearers = new HashMap<>();

  void add(@Nullable String key, Sighting bearer) {
    if (key != null && !key.isBlank()) {
      bearers.merge(
          key, Optional.of(bearer), (one, other) -> one.equals(other) ? one : Optional.empty());
    }
  }

  @Nullable Sighting bearer(@Nullable String key) {
    return key == null ? null : bearers.getOrDefault(key, Optional.empty()).orElse(null);
  }
}
