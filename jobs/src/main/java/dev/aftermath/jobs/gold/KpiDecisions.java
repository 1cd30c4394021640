package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.Cohort;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.Lasting;
import java.util.List;
import java.util.Map;

/**
 * What definitions make of one case.
 *
 * @param mondays of the cohorts that it is in by the evaluation, the first day of its week
 * @param decisions by the places of the definitions
 * @param beyondTheWeek by the places of the definitions whose duration goes on after the week in
 *     which the case began
 */
record KpiDecisions(
    String id,
    String priority,
    Map<Cohort, Integer> mondays,
    List<Decision> decisions,
    Map<Integer, Lasting> beyondTheWeek) {}
