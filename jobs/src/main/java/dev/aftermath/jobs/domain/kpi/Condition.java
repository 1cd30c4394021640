package dev.aftermath.jobs.domain.kpi;

import java.io.Serializable;

/**
 * What a case must meet to be in a population.
 *
 * @param otherwise the reason, in one word, why a case that does not meet it is left out
 */
public record Condition(Criterion criterion, String otherwise) implements Serializable {}
