package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code slo validate} answers.
 *
 * @param validObjectCount OpenSLO objects in which nothing is wrong
 * @param problems everything that is wrong
 * @param warnings what is taken although it should be looked at
 * @param notComputed SLOs and objectives that are valid, but not computed from exported series,
 *     with the reason
 * @param definitions the SLOs that can be used
 */
public record SloValidation(
    int validObjectCount,
    List<Problem> problems,
    List<Problem> warnings,
    List<String> notComputed,
    List<SloDefinition> definitions) {

  /** Reads files and folders. */
  public static SloValidation of(List<Path> paths) {
    return of(paths, Reading.STRICT);
  }

  /** Reads files and folders as told. */
  public static SloValidation of(List<Path> paths, Reading reading) {
    SloFiles files = SloFiles.read(paths, reading);
    return new SloValidation(
        files.validObjectCount(),
        files.problems(),
        files.warnings(),
        notComputed(files.definitions()),
        files.definitions());
  }

  /** Whether nothing is wrong. */
  public boolean sound() {
    return problems.isEmpty();
  }

  /** A line for each SLO or objective that is not computed from exported series. */
  public static List<String> notComputed(List<SloDefinition> definitions) {
    List<String> lines = new ArrayList<>();
    for (SloDefinition slo : definitions) {
      for (Objective objective : slo.objectives()) {
        if (objective.indicator() instanceof Indicator.NotComputed indicator) {
          lines.add(
              slo.name()
                  + ", objective "
                  + objective.name()
                  + ": not computed from exports, because "
                  + indicator.reason());
          continue;
        }
        Duration length = objective.timeSliceWindow();
        if (length != null && length.toMillis() % objective.grid().length().toMillis() != 0) {
          lines.add(
              slo.name()
                  + ", objective "
                  + objective.name()
                  + ": not computed from exported series, because slices of "
                  + length
                  + " cannot be made of slices of "
                  + objective.grid().length());
        }
      }
    }
    return lines;
  }
}
