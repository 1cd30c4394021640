package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/**
 * A figure that a later run computed differently.
 *
 * @param table the table of the figure, such as {@code slo_windows} or {@code kpi_values}
 * @param subject name of the SLO or the KPI
 * @param part the objective of the SLO, or which incidents the KPI is of
 * @param group the group, empty where there is none
 * @param endOf the day or ISO week at whose end the figure holds, such as {@code 2026-11-08} or
 *     {@code 2026-W45}
 * @param figure the column of the table
 * @param unit of the values; null where the figure's name tells
 * @param oldValue what it was, null where undefined
 * @param newValue what it is, null where undefined
 * @param reason why
 * @param fromVersion version of the table that holds the old value
 * @param toVersion version that holds the new one
 */
public record RestatementLine(
    String table,
    String subject,
    String part,
    String group,
    String endOf,
    String figure,
    @Nullable Unit unit,
    @Nullable String oldValue,
    @Nullable String newValue,
    String reason,
    long fromVersion,
    long toVersion) {}
