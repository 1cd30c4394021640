package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import dev.aftermath.jobs.domain.kpi.Lasting;
import dev.aftermath.jobs.domain.series.VarintReader;
import dev.aftermath.jobs.domain.series.VarintWriter;
import dev.aftermath.jobs.domain.statistics.ChangeOfMean.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What one definition takes from cases, and how many it leaves out for which reason. */
final class KpiTally {
  private static final long[] NOTHING = {};

  private final KpiDefinition definition;
  private final WordSums excluded = new WordSums();
  private final WordSums groups = new WordSums();
  private final List<Lasting> lasting = new ArrayList<>(0);
  private long n;
  private long total;
  private long[] measured = NOTHING;
  private int measuredCount;
  private @Nullable Longest longest;

  KpiTally(KpiDefinition definition) {
    this.definition = definition;
  }

  /**
   * The longest duration; of several the one whose case comes last by name.
   *
   * @param group the priority of the case
   */
  record Longest(long seconds, String id, String group) {
    private boolean isBefore(Longest other) {
      return seconds < other.seconds || (seconds == other.seconds && id.compareTo(other.id) < 0);
    }
  }

  /** Counts a case of a priority. */
  void add(Decision decision, String id, String priority) {
    if (decision instanceof Decision.LeftOut out) {
      excluded.add(out.reason(), 1, 0);
    } else if (decision instanceof Decision.Taken taken) {
      n++;
      total += taken.value();
      if (definition.statistic().isMeasured()) {
        makeRoom(1);
        measured[measuredCount++] = taken.value();
      }
      if (definition.statistic() == Statistic.DURATION) {
        groups.add(priority, 1, taken.value());
        // Most are not it, and need not be made to be compared.
        if (longest == null || longest.seconds <= taken.value()) {
          add(new Longest(taken.value(), id, priority));
        }
      }
    }
  }

  /** Takes note of what goes on beyond the week that it began in. */
  void add(Lasting beyondTheWeek) {
    lasting.add(beyondTheWeek);
  }

  private void add(Longest other) {
    if (longest == null || longest.isBefore(other)) {
      longest = other;
    }
  }

  private void makeRoom(int more) {
    if (measuredCount + more > measured.length) {
      measured = Arrays.copyOf(measured, Math.max(measuredCount + more, 2 * measured.length));
    }
  }

  /** Tells everything, for {@link #read}. */
  void write(VarintWriter out) {
    out.write(n);
    out.writeSigned(total);
    out.write(measuredCount);
    for (int i = 0; i < measuredCount; i++) {
      out.writeSigned(measured[i]);
    }
    excluded.write(out);
    groups.write(out);
    out.write(longest == null ? 0 : 1);
    if (longest != null) {
      out.writeSigned(longest.seconds);
      out.writeText(longest.id);
      out.writeText(longest.group);
    }
    out.write(lasting.size());
    for (Lasting each : lasting) {
      out.writeSigned(each.startSecond());
      out.writeSigned(each.endSecond());
    }
  }

  /** Adds what was counted elsewhere for the same period. */
  void read(VarintReader in) {
    n += in.read();
    total += in.readSigned();
    int values = (int) in.read();
    makeRoom(values);
    for (int i = 0; i < values; i++) {
      measured[measuredCount++] = in.readSigned();
    }
    excluded.read(in);
    groups.read(in);
    if (in.read() == 1) {
      add(new Longest(in.readSigned(), in.readText(), in.readText()));
    }
    for (long left = in.read(); left > 0; left--) {
      lasting.add(new Lasting(in.readSigned(), in.readSigned()));
    }
  }

  /** How many cases were taken. */
  long n() {
    return n;
  }

  /** The sum of what they bring. */
  long total() {
    return total;
  }

  /**
   * The measured values in ascending order. They stay sorted: the values of all weeks together are
   * then sorted by merging those of each.
   */
  long[] ascending() {
    if (measured.length > measuredCount) {
      measured = Arrays.copyOf(measured, measuredCount);
    }
    Arrays.sort(measured);
    return measured;
  }

  /** The durations by priority. */
  SortedMap<String, Group> groups() {
    return groups.groups();
  }

  /** Null where no duration was taken. */
  @Nullable Longest longest() {
    return longest;
  }

  /** What goes on beyond the week that it began in. */
  List<Lasting> lasting() {
    return lasting;
  }

  /** How many cases were left out for which reason; reasons of none are left out. */
  SortedMap<String, Long> excluded() {
    return excluded.counts();
  }
}
