package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an alert fires: the burn rate is greater than the factor over the long window and, where
 * there is one, over the short window too.
 *
 * @param policy the name of the policy that it is a part of
 * @param severity as declared, such as {@code page} or {@code ticket}
 * @param shortWindow null for an alert with one window
 * @param hold how long it must be so before the alert fires; zero in most policies
 */
public record BurnRateRule(
    String policy,
    String severity,
    Duration longWindow,
    @Nullable Duration shortWindow,
    BigDecimal factor,
    Duration hold)
    implements Serializable {

  /** What tells it from the other rules of its policy, such as {@code page 14.4 over 1h and 5m}. */
  public String label() {
    return severity
        + " "
        + factor.toPlainString()
        + " over "
        + text(longWindow)
        + (shortWindow == null ? "" : " and " + text(shortWindow))
        + (hold.isZero() ? "" : " for " + text(hold));
  }

  /** A length in its largest whole unit: {@code 3d}, {@code 36h}, {@code 5m}. */
  static String text(Duration length) {
    long seconds = length.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
