package dev.aftermath.jobs.domain.slo;

import java.io.Serializable;
import java.util.Map;

/** Which of the records that tell of bad time an indicator asks for, by their labels. */
public sealed interface TimeQuery extends Serializable permits IncidentQuery, NoticeQuery {

  /** Whether a record tells how far back the records go that the query looks at. */
  boolean looksAt(Map<String, String> labels);

  /** Whether the record's group is measured, be it that the record makes no time bad. */
  boolean concerns(Map<String, String> labels);

  /** Whether the record makes time bad. */
  boolean matches(Map<String, String> labels);
}
