package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.config.CauseLabelSettings;
import dev.aftermath.jobs.config.HumanCauseLabels;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.config.SuggestionSettings;
import dev.aftermath.jobs.domain.cause.label.HumanLabel;
import dev.aftermath.jobs.gold.CauseLabels;
import dev.aftermath.jobs.gold.CauseTexts;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.IncidentLogs;
import dev.aftermath.jobs.gold.IncidentSuggestions;
import dev.aftermath.jobs.gold.TextVectors;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.Postmortems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The steps about what kind of cause incidents have, and which earlier ones they are like. */
final class CauseLabelSteps {
  private final CauseLabelSettings causes;
  private final List<HumanLabel> human;
  private final SuggestionSettings suggestions;

  private CauseLabelSteps(
      CauseLabelSettings causes, List<HumanLabel> human, SuggestionSettings suggestions) {
    this.causes = causes;
    this.human = List.copyOf(human);
    this.suggestions = suggestions;
  }

  /** The steps by the rules of the settings. */
  static CauseLabelSteps of(PlatformSettings settings) {
    Path folder = settings.folder();
    try {
      CauseLabelSettings causes = CauseLabelSettings.read(folder.resolve("causes"));
      return new CauseLabelSteps(
          causes,
          HumanCauseLabels.read(
              folder.resolve("causes").resolve("human-labels.csv"), causes.dictionary().scale()),
          SuggestionSettings.read(folder.resolve("suggestions.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * The steps, after those of {@link IncidentFacts}, {@link Postmortems} and {@link IncidentLogs}.
   */
  List<Step> steps() {
    return List.of(
        new Step(
            CauseLabels.TABLE,
            List.of(IncidentFacts.TABLE, Postmortems.TABLE),
            causes.toString() + human + suggestions.vectors(),
            lake ->
                CauseLabels.build(
                    facts(lake),
                    causes.dictionary(),
                    causes.schemes(),
                    human,
                    suggestions.vectors())),
        new Step(
            TextVectors.TABLE,
            List.of(IncidentFacts.TABLE, Postmortems.TABLE),
            suggestions.vectors().name(),
            null,
            new MissingVectors(suggestions.vectors())),
        new Step(
            IncidentSuggestions.TABLE,
            List.of(IncidentFacts.TABLE, Postmortems.TABLE, IncidentLogs.TABLE, TextVectors.TABLE),
            suggestions.toString(),
            null,
            new SuggestionMonths(suggestions)));
  }

  /** The facts with what is known best of the causes. */
  static Dataset<Row> facts(Lake lake) {
    return CauseTexts.of(lake.read(IncidentFacts.TABLE), lake.read(Postmortems.TABLE));
  }
}
