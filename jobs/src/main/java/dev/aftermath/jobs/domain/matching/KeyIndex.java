package dev.aftermath.jobs.domain.matching;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a key stands for. One that several bear stands for nobody. Most keys are named by nobody:
 * only those are kept that are {@link #ask asked} for before bearers are added.
 */
final class KeyIndex {
  private final Map<String, Bearer> bearers = new HashMap<>();

  /** Who bears a key that is asked for. */
  private static final class Bearer {
    private @Nullable Account account;
    private boolean areSeveral;

    void add(Account bearer) {
      areSeveral |= account != null && account != bearer;
      account = bearer;
    }

    @Nullable Account only() {
      return areSeveral ? null : account;
    }
  }

  /** Says that the bearer of a key will be asked for. */
  void ask(@Nullable String key) {
    if (key != null && !key.isBlank()) {
      bearers.computeIfAbsent(key, it -> new Bearer());
    }
  }

  void add(@Nullable String key, Account account) {
    Bearer bearer = key == null ? null : bearers.get(key);
    if (bearer != null) {
      bearer.add(account);
    }
  }

  @Nullable Account bearer(@Nullable String key) {
    Bearer bearer = key == null ? null : bearers.get(key);
    return bearer == null ? null : bearer.only();
  }
}
