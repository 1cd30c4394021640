package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.series.VarintReader;
import dev.aftermath.jobs.domain.series.VarintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tallies of all definitions over the cases of one segment, cohort and week. */
final class KpiTallies {
  private final List<KpiDefinition> definitions;
  private final @Nullable KpiTally[] tallies;
  private long caseCount;

  KpiTallies(List<KpiDefinition> definitions) {
    this.definitions = definitions;
    this.tallies = new KpiTally[definitions.size()];
  }

  /** Counts cases of the cohort, whatever definitions make of them. */
  void addCases(long count) {
    caseCount += count;
  }

  /** How many cases of the cohort there are. */
  long caseCount() {
    return caseCount;
  }

  /** The tally of the definition at a place, to be added to. */
  KpiTally at(int definition) {
    KpiTally tally = tallies[definition];
    if (tally == null) {
      tally = new KpiTally(definitions.get(definition));
      tallies[definition] = tally;
    }
    return tally;
  }

  /** The tally of the definition at a place, to be looked at. */
  KpiTally of(int definition) {
    KpiTally tally = tallies[definition];
    return tally == null ? new KpiTally(definitions.get(definition)) : tally;
  }

  /** Everything in few bytes: a row of columns for each definition costs Spark many times that. */
  byte[] bytes() {
    VarintWriter out = new VarintWriter(64 * tallies.length);
    out.write(caseCount);
    for (KpiTally tally : tallies) {
      out.write(tally == null ? 0 : 1);
      if (tally != null) {
        tally.write(out);
      }
    }
    return out.toByteArray();
  }

  /** Adds what was counted elsewhere, as {@link #bytes} tells it. */
  void add(byte[] bytes) {
    VarintReader in = new VarintReader(bytes);
    caseCount += in.read();
    for (int i = 0; i < tallies.length; i++) {
      if (in.read() == 1) {
        at(i).read(in);
      }
    }
  }
}
