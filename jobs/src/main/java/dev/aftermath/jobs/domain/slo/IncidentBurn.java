package dev.aftermath.jobs.domain.slo;

import org.jspecify.annotations.Nullable;

/**
 * What one objective lost to an incident.
 *
 * @param budgetShare the part that {@link BudgetSplit} gives to the incident of what was bad in the
 *     period looked at, over the budget of all that was measured in it; null where the target
 *     leaves no budget
 */
public record IncidentBurn(
    BurnRateAlert.Subject subject, IncidentSpan incident, @Nullable Double budgetShare) {}
