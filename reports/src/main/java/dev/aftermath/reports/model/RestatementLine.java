package dev.aftermath.reports.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A figure that a later run computed differently.
 *
 * @param slo name of the SLO
 * @param group the group, empty where the SLO has none
 * @param objective name of the objective
 * @param day the day at whose end the figure holds
 * @param figure the column of {@code slo_windows}
 * @param oldValue what it was, null where undefined
 * @param newValue what it is, null where undefined
 * @param reason why
 * @param fromVersion version of {@code slo_windows} that holds the old value
 * @param toVersion version that holds the new one
 */
public record RestatementLine(
    String slo,
    String group,
    String objective,
    LocalDate day,
    String figure,
    @Nullable String oldValue,
    @Nullable String newValue,
    String reason,
    long fromVersion,
    long toVersion) {}
