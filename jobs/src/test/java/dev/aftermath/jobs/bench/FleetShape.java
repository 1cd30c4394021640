package dev.aftermath.jobs.bench;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * How large a fleet is and what its SLOs look like: equal shapes give equal bytes.
 *
 * @param seed of all that is drawn
 * @param slos each with a counter of all requests and one of the good ones
 * @param firstDay in UTC
 * @param stepSeconds from one sample of a series to the next
 */
record FleetShape(long seed, int slos, LocalDate firstDay, int days, int stepSeconds)
    implements Serializable {
  /** Every SLO counts its own metric's series; the labels are those of a scraped service. */
  static final String TOTAL = "requests_total";

  /** The name of the counter of good requests. */
  static final String GOOD = "requests_good_total";

  private static final List<String> WINDOWS =
      List.of("7d", "28d", "30d", "90d", "week", "month", "quarter");
  private static final List<String> TARGETS = List.of("0.99", "0.995", "0.999");

  static FleetShape of(Options options, String prefix) {
    return new FleetShape(
        options.number("seed", 7),
        (int) options.number(prefix + "-slos", 1000),
        LocalDate.of(2026, 1, 1),
        (int) options.number(prefix + "-days", 90),
        (int) options.number(prefix + "-step", 300));
  }

  static String name(int slo) {
    return String.format(Locale.ROOT, "slo-%04d", slo);
  }

  static String window(int slo) {
    return WINDOWS.get(slo % WINDOWS.size());
  }

  static String target(int slo) {
    return TARGETS.get(slo % TARGETS.size());
  }

  static List<String> windows() {
    return WINDOWS;
  }

  LocalDate end() {
    return firstDay.plusDays(days);
  }

  /** A settings folder for this fleet. */
  Path settings(Path folder, Path project) {
    return FleetSettings.write(this, folder, project);
  }
}
