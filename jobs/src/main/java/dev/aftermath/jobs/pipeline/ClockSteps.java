package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.Calendars;
import dev.aftermath.jobs.config.OnCallSettings;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.InterruptionLoad;
import dev.aftermath.jobs.gold.OnCallGaps;
import dev.aftermath.jobs.gold.SlaCompliance;
import dev.aftermath.jobs.gold.SlaOutcomes;
import dev.aftermath.jobs.silver.Interruptions;
import dev.aftermath.jobs.silver.OnCallShifts;
import dev.aftermath.jobs.silver.SlaClocks;
import dev.aftermath.jobs.silver.TeamGroups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps whose figures run by calendars: agreed times, and the load of being on call. */
final class ClockSteps {
  private final Evaluation evaluation;
  private final Map<String, BusinessCalendar> calendars;
  private final Optional<OnCallSettings> onCall;

  ClockSteps(PlatformSettings settings, Evaluation evaluation) {
    this.evaluation = evaluation;
    this.calendars = calendars(settings);
    this.onCall = onCall(settings, calendars);
  }

  /** What the settings say of being on call; empty where they say nothing. */
  static Optional<OnCallSettings> onCall(PlatformSettings settings) {
    return onCall(settings, calendars(settings));
  }

  /** How many people a group needs for its figures to be published. */
  int smallestGroup() {
    return smallestGroup(onCall);
  }

  /** The same by settings that may be there. */
  static int smallestGroup(Optional<OnCallSettings> onCall) {
    return onCall.map(OnCallSettings::smallestGroup).orElse(OnCallSettings.SMALLEST_GROUP);
  }

  /** The steps, each after those it reads from, but for what is known of incidents and teams. */
  List<Step> steps() {
    return Stream.of(agreements().stream(), gaps(), onCall.stream().flatMap(this::load))
        .flatMap(steps -> steps)
        .toList();
  }

  private Stream<Step> gaps() {
    return Stream.of(
        new Step(
            OnCallShifts.TABLE,
            List.of(Records.TABLE),
            "",
            lake -> OnCallShifts.build(lake.read(Records.TABLE))),
        new Step(
            OnCallGaps.TABLE,
            List.of(OnCallShifts.TABLE),
            evaluation.toString(),
            lake -> OnCallGaps.build(lake.read(OnCallShifts.TABLE), evaluation)));
  }

  private Stream<Step> load(OnCallSettings settings) {
    return Stream.of(
        new Step(
            Interruptions.TABLE,
            List.of(Records.TABLE),
            settings.hours().toString(),
            lake -> Interruptions.build(lake.read(Records.TABLE), settings.hours())),
        new Step(
            InterruptionLoad.TABLE,
            List.of(Interruptions.TABLE, TeamGroups.TABLE),
            settings + evaluation.toString(),
            lake ->
                InterruptionLoad.build(
                    lake.read(Interruptions.TABLE),
                    lake.read(TeamGroups.TABLE),
                    settings,
                    evaluation)));
  }

  private List<Step> agreements() {
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

  private static Optional<OnCallSettings> onCall(
      PlatformSettings settings, Map<String, BusinessCalendar> calendars) {
    Path file = settings.folder().resolve("on-call.yaml");
    try {
      return OnCallSettings.read(file, calendars);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
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
