package dev.aftermath.jobs.domain.slo;

import org.jspecify.annotations.Nullable;

/**
 * What one objective lost while an incident was open.
 *
 * @param budgetShare what was bad meanwhile over the budget of all that was measured in the period
 *     looked at; null where the target leaves no budget
 */
public record IncidentBurn(
    BurnRateAlert.Subject subject, IncidentSpan incident, @Nullable Double budgetShare) {}
