package dev.aftermath.jobs.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The Java side of {@code scripts/bench}: makes the data and measures this platform. */
final class Bench {
  private Bench() {}

  /** Takes the name of a part and {@code name=value} words. */
  public static void main(String[] words) throws IOException {
    Options options = new Options(words);
    Path work = options.path("work");
    switch (words.length == 0 ? "" : words[0]) {
      case "exports" ->
          FleetExports.write(FleetShape.of(options, "slice"), work.resolve("exports"));
      case "slices" -> new SliceBench(options).run();
      case "backfill" -> new Backfill(FleetShape.of(options, "fleet"), work).run();
      case "fleet" -> new FleetBench(options).run();
      case "incremental" -> new IncrementalBench(options).run();
      case "incidents" -> new IncidentBench(options).allWeeks();
      case "week" -> new IncidentBench(options).oneMoreWeek();
      default ->
          throw new IllegalArgumentException(
              "Expected exports, slices, backfill, fleet, incremental, incidents or week");
    }
  }
}
