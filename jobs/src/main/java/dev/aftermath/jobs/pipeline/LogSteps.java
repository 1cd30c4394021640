package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.bronze.LogLines;
import dev.aftermath.jobs.config.LogSettings;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.IncidentLogs;
import dev.aftermath.jobs.gold.TemplateLift;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.LogEntries;
import dev.aftermath.jobs.silver.LogTemplateAliases;
import dev.aftermath.jobs.silver.LogTemplates;
import dev.aftermath.jobs.silver.UnparsedLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The steps about log lines. */
final class LogSteps {
  private final LogSettings logs;
  private final Evaluation evaluation;

  private LogSteps(LogSettings logs, Evaluation evaluation) {
    this.logs = logs;
    this.evaluation = evaluation;
  }

  /** The steps by the rules of the settings. */
  static LogSteps of(PlatformSettings settings, Evaluation evaluation) {
    return new LogSteps(logs(settings), evaluation);
  }

  /** What the settings say of log lines. */
  static LogSettings logs(PlatformSettings settings) {
    Path file = settings.folder().resolve("logs.yaml");
    try {
      return LogSettings.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The steps that need nothing but lines, each after those it reads from. */
  List<Step> lines() {
    // Templates are joined weekly: within a week no leader changes.
    LocalDate monday = ReportWeek.holding(evaluation.asOf(), evaluation.zone()).monday();
    return List.of(
        monthly(LogEntries.TABLE, LogLines.TABLE, "", LogEntries::build),
        monthly(
            LogTemplates.TABLE,
            LogEntries.TABLE,
            logs.rules().toString(),
            entries -> LogTemplates.build(entries, logs.rules())),
        new Step(
            UnparsedLogs.TABLE,
            List.of(LogTemplates.TABLE),
            logs.rules().toString(),
            lake -> UnparsedLogs.build(lake.read(LogTemplates.TABLE), logs.rules())),
        new Step(
            LogTemplateAliases.TABLE,
            List.of(LogTemplates.TABLE, UnparsedLogs.TABLE),
            monday.toString(),
            lake ->
                LogTemplateAliases.build(
                    lake.read(LogTemplates.TABLE), lake.read(UnparsedLogs.TABLE), monday)));
  }

  /** The steps that compare lines with incidents. */
  List<Step> lift() {
    return List.of(
        new Step(
            IncidentLogs.TABLE,
            List.of(LogTemplates.TABLE, UnparsedLogs.TABLE, Incidents.TABLE),
            logs.lift().toString(),
            null,
            Monthly.by(new AroundOpenings(logs.lift()))),
        new Step(
            TemplateLift.TABLE,
            List.of(
                LogTemplates.TABLE,
                LogTemplateAliases.TABLE,
                UnparsedLogs.TABLE,
                IncidentFacts.TABLE),
            evaluation.toString() + logs.lift(),
            lake ->
                TemplateLift.build(
                    lake.read(LogTemplates.TABLE),
                    lake.read(LogTemplateAliases.TABLE),
                    lake.read(UnparsedLogs.TABLE),
                    lake.read(IncidentFacts.TABLE),
                    logs.lift(),
                    evaluation)));
  }

  private static Step monthly(
      TableSpec output, TableSpec input, String definition, UnaryOperator<Dataset<Row>> rows) {
    return new Step(
        output, List.of(input), definition, null, Monthly.by(new SameDays(input, rows)));
  }

  /** A row hangs on an incident, and on the lines of some minutes around its opening. */
  private record AroundOpenings(LiftRule rule) implements Monthly.Rules {
    @Override
    public Dataset<Row> all(Lake lake) {
      return IncidentLogs.build(
          lake.read(LogTemplates.TABLE),
          lake.read(UnparsedLogs.TABLE),
          lake.read(Incidents.TABLE),
          rule);
    }

    @Override
    public Dataset<Row> of(Lake lake, SortedSet<String> months) {
      return IncidentLogs.build(
          lake.read(LogTemplates.TABLE),
          lake.read(UnparsedLogs.TABLE),
          lake.read(Incidents.TABLE),
          rule,
          months);
    }

    /** Once services are left out, which these are may change for all months. */
    @Override
    public Optional<Days> touched(Monthly.Change change) {
      long from = change.versions().getOrDefault(UnparsedLogs.TABLE.name(), -1L);
      boolean isEachServiceIn =
          change.lake().commits(UnparsedLogs.TABLE, Math.max(from, 0)).stream()
              .allMatch(commit -> commit.rowCount() == 0);
      return isEachServiceIn
          ? Optional.of(
              IncidentLogs.touched(
                  change.of(LogTemplates.TABLE).days(), change.of(Incidents.TABLE).days()))
          : Optional.empty();
    }
  }

  /** A row hangs on lines of its own day alone. */
  private record SameDays(TableSpec input, UnaryOperator<Dataset<Row>> rows)
      implements Monthly.Rules {
    @Override
    public Dataset<Row> all(Lake lake) {
      return rows.apply(lake.read(input));
    }

    @Override
    public Dataset<Row> of(Lake lake, SortedSet<String> months) {
      return rows.apply(lake.read(input).where(col(TableSpec.MONTH).isin(months.toArray())));
    }

    @Override
    public Optional<Days> touched(Monthly.Change change) {
      return Optional.of(change.of(input).days());
    }
  }
}
