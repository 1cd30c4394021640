package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.slo.Composite;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.ApprovedMaintenance;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloTimelines;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.Changes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The arithmetic of one figure, line by line, down to slices and source files. */
public final class Explanation {
  private static final Object[] VERDICTS = Restatements.VERDICTS.toArray();

  private final Lake lake;
  private final PlatformSettings settings;
  private final Subject subject;
  private final ExplanationLines lines = ExplanationLines.none();

  private Explanation(Lake lake, PlatformSettings settings, Subject subject) {
    this.lake = lake;
    this.settings = settings;
    this.subject = subject;
  }

  /**
   * Which figure.
   *
   * @param objective null for the whole of a composite, otherwise for the first in the alphabet
   * @param day null for the last day that was evaluated
   * @param publishedBy the figure as it stood at this instant; null for as it stands
   * @param under the version of the SLO that is held to have always been in force; null for the
   *     figure as it is
   */
  public record Subject(
      String slo,
      String group,
      @Nullable String objective,
      String window,
      @Nullable LocalDate day,
      @Nullable Instant publishedBy,
      @Nullable SloDefinition under) {}

  /**
   * Explains a figure.
   *
   * @return the lines; empty when there is no such figure, and when the version that it is held
   *     under has no such objective or group
   * @throws NotPublishedException when there were no figures at all yet at the instant
   */
  public static List<String> of(Lake lake, PlatformSettings settings, Subject subject) {
    return new Explanation(lake, settings, subject).lines();
  }

  private List<String> lines() {
    Instant publishedBy = subject.publishedBy();
    Optional<Commit> commit =
        publishedBy == null
            ? lake.newest(SloWindows.TABLE)
            : Published.at(lake, SloWindows.TABLE, publishedBy);
    if (commit.isEmpty()) {
      return List.of();
    }
    Dataset<Row> published = lake.read(SloWindows.TABLE, commit.get().version());
    SloDefinition under = subject.under();
    if (under == null) {
      figure(published)
          .ifPresent(
              row ->
                  tell(
                      ExplainedFigure.of(row),
                      ExplanationInputs.of(lake, commit.get()),
                      commit.get()));
    } else {
      last(published.where(col("slo").equalTo(subject.slo())))
          .ifPresent(evaluation -> tell(under, evaluation, published, commit.get()));
    }
    return lines.all();
  }

  /** What would be told were the version in force, also of what was never published. */
  private void tell(SloDefinition under, Row evaluation, Dataset<Row> published, Commit commit) {
    UnderVersion held =
        new UnderVersion(lake, settings.calendar(), Computation.maintenance(settings));
    Dataset<Row> slices = held.slices(under, evaluation);
    Column day = col("day").equalTo(evaluation.getAs("day"));
    Optional<Row> row = figure(held.windows(under, evaluation, slices).where(day));
    if (row.isEmpty()) {
      UnmeasuredVersion.lines(under, subject.group(), subject.objective(), evaluation)
          .forEach(line -> lines.add("not measured", line));
      return;
    }
    Column objective = col("objective").equalTo(row.get().<String>getAs("objective"));
    under(
        under, figure(published.where(day).where(objective)).map(ExplainedFigure::of).orElse(null));
    tell(ExplainedFigure.of(row.get()), ExplanationInputs.ofNow(lake).withSlices(slices), commit);
  }

  private void tell(ExplainedFigure figure, ExplanationInputs inputs, Commit commit) {
    ExplanationBasis basis = basis(figure, commit, inputs).orElse(null);
    head(figure);
    lines.next();
    new ExplanationArithmetic(figure, basis, lines).tell();
    lines.next();
    new ExplanationBounds(figure, basis, lines).tell();
    lines.next();
    new ExplanationNet(figure, basis, lines).tell();
    lines.next();
    new ExplanationPaces(figure, basis, lines).tell();
    lines.next();
    if (subject.under() == null) {
      restatements(figure, commit);
      lines.next();
    }
    if (basis == null) {
      lines.add("sources", "not told: they depend on a version that the settings no longer have");
    } else {
      new ExplanationSlices(basis, lines).tell();
      lines.next();
      new ExplainedSources(lake, inputs, lines).tell(basis);
    }
    lines.next();
    tables(commit, inputs);
  }

  private Optional<ExplanationBasis> basis(
      ExplainedFigure figure, Commit commit, ExplanationInputs inputs) {
    SloDefinition under = subject.under();
    List<SloDefinition> versions =
        under == null
            ? Computation.slos(settings).stream()
                .filter(version -> version.name().equals(subject.slo()))
                .toList()
            : List.of(under);
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    Instant asOf = commit.note().asOf();
    return ExplanationBasis.of(
        figure,
        new SloHistory(versions).knownAt(asOf == null ? figure.evaluatedAt() : asOf),
        SloTimelines.collected(inputs.read(SloSliceDays.TABLE).where(ofHistory(figure))),
        maintenance(figure, inputs));
  }

  private List<Maintenance> maintenance(ExplainedFigure figure, ExplanationInputs inputs) {
    return lake.newest(Changes.TABLE).isEmpty()
        ? List.of()
        : ApprovedMaintenance.among(
            inputs.read(Changes.TABLE), Computation.maintenance(settings), figure.evaluatedAt());
  }

  /** All slices up to the evaluation: the first one tells since when there are figures. */
  private Column ofHistory(ExplainedFigure figure) {
    return col("slo")
        .equalTo(subject.slo())
        .and(col("group_key").equalTo(subject.group()))
        .and(col("day").leq(lit(figure.evaluatedAt().atOffset(ZoneOffset.UTC).toLocalDate())));
  }

  private Optional<Row> figure(Dataset<Row> windows) {
    Column wanted =
        col("slo").equalTo(subject.slo()).and(col("group_key").equalTo(subject.group()));
    if (subject.objective() != null) {
      wanted = wanted.and(col("objective").equalTo(subject.objective()));
    }
    return last(windows.where(wanted));
  }

  /** The first row of the window on the day that is asked for, otherwise on the last one. */
  private Optional<Row> last(Dataset<Row> windows) {
    Column wanted = col("window").equalTo(subject.window());
    if (subject.day() != null) {
      wanted = wanted.and(col("day").equalTo(lit(subject.day())));
    }
    return windows
        .where(wanted)
        .orderBy(desc("day"), col("objective").notEqual(Composite.NAME), col("objective"))
        .limit(1)
        .collectAsList()
        .stream()
        .findFirst();
  }

  private void under(SloDefinition version, @Nullable ExplainedFigure published) {
    lines.add(
        "under",
        "version "
            + version.digest().substring(0, 12)
            + " as though it had always been in force; "
            + (published == null
                ? "nothing was published of this objective"
                : "what was published is SLI "
                    + published.stored("sli")
                    + ", consumed "
                    + published.stored("budget_consumed_ratio")
                    + " ("
                    + published.text("verdict")
                    + ")"));
  }

  private void head(ExplainedFigure figure) {
    String group = figure.text("group_key");
    lines.add("SLO", subject.slo() + (group.isEmpty() ? "" : " [" + group + "]"));
    lines.add("objective", figure.objective() + ", target " + figure.text("target"));
    lines.add(
        "definition",
        figure.text("definition_digest").substring(0, 12)
            + ", "
            + figure.method().word()
            + "; versions that rule the window: "
            + figure.text("definition_count"));
    Object zone = figure.columns().get("zone");
    lines.add(
        "window",
        figure.text("window")
            + ", "
            + figure.text("window_kind")
            + " "
            + figure.text("window_length")
            + (zone == null ? "" : " by the clocks of " + zone));
    lines.more(
        figure.window().start()
            + " to "
            + figure.window().end()
            + ", evaluated at "
            + figure.evaluatedAt());
    Instant publishedBy = subject.publishedBy();
    if (publishedBy != null) {
      lines.add("published", "as it stood in the lake at " + publishedBy);
    }
  }

  private void restatements(ExplainedFigure figure, Commit commit) {
    String before = "";
    for (Row change :
        lake.read(Restatements.TABLE)
            .where(
                col("table_name")
                    .equalTo(SloWindows.TABLE.name())
                    .and(not(col("is_derived")).or(col("figure").isin(VERDICTS)))
                    .and(col("slo").equalTo(subject.slo()))
                    .and(col("group_key").equalTo(subject.group()))
                    .and(col("objective").equalTo(figure.objective()))
                    .and(col("window").equalTo(subject.window()))
                    .and(col("day").equalTo(figure.columns().get("day"))))
            .orderBy("to_version", "figure")
            .collectAsList()) {
      String step =
          change.getAs("reason")
              + ", by "
              + change.getAs("run_id")
              + " in version "
              + change.getAs("to_version");
      if (!step.equals(before)) {
        boolean isLater = change.<Long>getAs("to_version") > commit.version();
        lines.add(isLater ? "restated later" : "restated", step);
        before = step;
      }
      lines.more(
          change.getAs("figure")
              + " from "
              + told(change.getAs("old_value"))
              + " to "
              + told(change.getAs("new_value")));
    }
  }

  /** A number of the ledger without zeros at its end. */
  private static String told(@Nullable String value) {
    return value == null
        ? "undefined"
        : value.replaceFirst("(\\.[0-9]*?)0+$", "$1").replaceFirst("\\.$", "");
  }

  private void tables(Commit commit, ExplanationInputs inputs) {
    lines.add(
        "tables",
        SloWindows.TABLE.name() + " version " + commit.version() + " by " + commit.note().runId());
    lines.more("made from " + named(commit.note().versions()));
    lines.more("which came from " + named(commit.note().origins()));
    if (!inputs.readAsOfNow().isEmpty()) {
      lines.more(
          "read as they are now, which may differ from then: "
              + String.join(", ", inputs.readAsOfNow().stream().sorted().toList()));
    }
  }

  private static String named(SortedMap<String, Long> versions) {
    return versions.isEmpty()
        ? "no table"
        : versions.entrySet().stream()
            .map(each -> each.getKey() + " version " + each.getValue())
            .collect(Collectors.joining(", "));
  }
}
