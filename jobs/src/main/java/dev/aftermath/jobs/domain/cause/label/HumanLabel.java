package dev.aftermath.jobs.domain.cause.label;

import java.io.Serializable;
import java.time.Instant;

/**
 * What a person said of an incident's cause. Whoever it was is not kept.
 *
 * @param incident the incident's id or its ticket's number
 * @param value one of the column's values, or {@link CauseLabels#UNKNOWN} where nobody can tell
 */
public record HumanLabel(String incident, CauseColumn column, String value, Instant labelledAt)
    implements Serializable {}
