package dev.aftermath.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A settings folder with a fleet's SLOs; all else is as in the project. */
final class FleetSettings {
  private static final List<String> OWN = List.of("slos", "sources", "checks");

  private FleetSettings() {}

  static Path write(FleetShape shape, Path folder, Path project) {
    try {
      Files.createDirectories(folder.resolve("slos"));
      Files.createDirectories(folder.resolve("sources"));
      Files.writeString(
          folder.resolve("aftermath.yaml"), "organisation: Benchmark\nreport_zone: UTC\n");
      Files.writeString(
          folder.resolve("sources/prometheus.yaml"),
          """
          source: prometheus
          system: prometheus
          files:
            - match: "**/*.json"
              format: prometheus-api
          """);
      copyOthers(project.resolve("conf"), folder);
      Files.writeString(folder.resolve("slos/fleet.yaml"), slos(shape));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the settings in " + folder, e);
    }
  }

  /** KPI definitions, burn-rate policies and what else is not about this fleet. */
  private static void copyOthers(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        Path name = from.relativize(file);
        if (name.getNameCount() > 1 && !OWN.contains(name.getName(0).toString())) {
          Path copy = to.resolve(name);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static String slos(FleetShape shape) {
    StringBuilder yaml = new StringBuilder();
    for (int slo = 0; slo < shape.slos(); slo++) {
      yaml.append(
          String.format(
              """
              apiVersion: openslo/v1
              kind: SLO
              metadata:
                name: %1$s
              spec:
                service: service-%1$s
                indicator:
                  metadata:
                    name: %1$s-ratio
                  spec:
                    ratioMetric:
                      counter: true
                      good:
                        metricSource:
                          type: Prometheus
                          spec:
                            query: '%2$s{slo="%1$s"}'
                      total:
                        metricSource:
                          type: Prometheus
                          spec:
                            query: '%3$s{slo="%1$s"}'
                timeWindow:
              %4$s  budgetingMethod: Occurrences
                objectives:
                  - displayName: Requests
                    target: %5$s
              """,
              FleetShape.name(slo),
              FleetShape.GOOD,
              FleetShape.TOTAL,
              window(FleetShape.window(slo)),
              FleetShape.target(slo)));
      yaml.append("---\n");
    }
    return yaml.substring(0, yaml.length() - 4);
  }

  private static String window(String word) {
    if (word.endsWith("d")) {
      return "    - duration: " + word + "\n      isRolling: true\n";
    }
    String length =
        List.of("1w", "1M", "1Q").get(List.of("week", "month", "quarter").indexOf(word));
    // The first Monday of 2026 and the first day of its first month and quarter.
    String start = word.equals("week") ? "2026-01-05" : "2026-01-01";
    return "    - duration: "
        + length
        + "\n      isRolling: false\n      calendar:\n        startTime: "
        + start
        + " 00:00:00\n        timeZone: UTC\n";
  }
}
