package dev.aftermath.jobs.domain.incident;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an incident came to be resolved. Only the first two say when the trouble was over. */
public enum ResolverClass {
  HUMAN,
  /** Monitoring saw that the trouble was over. */
  INTEGRATION,
  /** A time ran out: nobody can say when the trouble was over. */
  TIMEOUT,
  /** It lives on in another incident. */
  MERGE;

  /** The class; null while nothing says that it was resolved, and when nothing says by whom. */
  static @Nullable ResolverClass of(@Nullable ActorKind resolver, Population population) {
    if (resolver == null) {
      return null;
    }
    if (population == Population.MERGED) {
      return MERGE;
    }
    return switch (resolver) {
      case HUMAN -> HUMAN;
      case AUTOMATION -> INTEGRATION;
      case TIMEOUT -> TIMEOUT;
      case UNKNOWN -> null;
    };
  }

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
