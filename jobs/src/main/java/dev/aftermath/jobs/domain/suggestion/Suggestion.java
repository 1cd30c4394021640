package dev.aftermath.jobs.domain.suggestion;

import java.util.Map;

/**
 * An earlier incident that is worth a look, and why.
 *
 * @param rank from 1, the one to look at first
 * @param score sum of what its places in the rankings are worth; comparable for one incident only
 * @param places its place in each ranking that knows it, from 1, by the ranking's name
 */
public record Suggestion(
    int rank, KnownIncident incident, double score, Map<String, Integer> places) {}
