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
    implements Serializable {}
