package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.Calendars;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.SlaCompliance;
import dev.aftermath.jobs.gold.SlaOutcomes;
import dev.aftermath.jobs.silver.SlaClocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The steps whose figures run by calendars: agreed times. */
final class ClockSteps {
  private final Evaluation evaluation;
  private final Map<String, BusinessCalendar> calendars;

  ClockSteps(PlatformSettings settings, Evaluation evaluation) {
    this.evaluation = evaluation;
    this.calendars = calendars(settings);
  }

  /** The steps, each after those it reads from, but for the facts of incidents. */
  List<Step> steps() {
    return List.of(
        new Step(
            SlaClocks.TABLE,
            List.of(Records.TABLE),
            "",
            lake -> SlaClocks.build(lake.read(Records.TABLE))),
        new Step(
            SlaOutcomes.TABLE,
            List.of(SlaClocks.TABLE, IncidentFacts.TABLE),
            calendars.toString(),
            lake ->
                SlaOutcomes.build(
                    lake.read(SlaClocks.TABLE),
                    lake.read(IncidentFacts.TABLE),
                    calendars.values())),
        new Step(
            SlaCompliance.TABLE,
            List.of(SlaOutcomes.TABLE, IncidentFacts.TABLE),
            evaluation.toString(),
            lake ->
                SlaCompliance.build(
                    lake.read(SlaOutcomes.TABLE), lake.read(IncidentFacts.TABLE), evaluation)));
  }

  /** The calendars of the settings by their ids. */
  static Map<String, BusinessCalendar> calendars(PlatformSettings settings) {
    Path folder = settings.folder().resolve("calendars");
    try {
      return Calendars.read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
    }
  }
}
