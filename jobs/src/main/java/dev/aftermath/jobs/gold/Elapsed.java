package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.incident.IncidentTimeline;
import org.apache.spark.sql.Column;

/** {@link dev.aftermath.jobs.domain.incident.ElapsedTime} as a column. */
final class Elapsed {
  private static final long MICROS = 1_000_000L;
  private static final long SKEW = IncidentTimeline.CLOCK_SKEW.toSeconds() * MICROS;

  private Elapsed() {}

  /** Whole seconds from start to end, rounded down; within the clocks' skew never negative. */
  static Column seconds(Column start, Column end) {
    Column micros = unix_micros(end).minus(unix_micros(start));
    Column whole = micros.minus(pmod(micros, lit(MICROS)));
    return when(micros.lt(0).and(micros.geq(-SKEW)), lit(0L))
        .otherwise(call_function("div", whole, lit(MICROS)));
  }
}
