package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloSlices;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The arithmetic of one figure, line by line, down to slices and source files. */
public final class Explanation {
  private static final int MOST = 5;
  private static final Object[] VERDICTS = Restatements.VERDICTS.toArray();

  private final Lake lake;
  private final PlatformSettings settings;
  private final Subject subject;
  private final List<String> lines = new ArrayList<>();

  private Explanation(Lake lake, PlatformSettings settings, Subject subject) {
    this.lake = lake;
    this.settings = settings;
    this.subject = subject;
  }

  /**
   * Which figure.
   *
   * @param objective null for the first one
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
          .ifPresent(row -> tell(row, ExplanationInputs.of(lake, commit.get()), commit.get()));
    } else {
      last(published.where(col("slo").equalTo(subject.slo())))
          .ifPresent(evaluation -> tell(under, evaluation, published, commit.get()));
    }
    return lines;
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
          .forEach(line -> add("not measured", line));
      return;
    }
    Column objective = col("objective").equalTo(row.get().<String>getAs("objective"));
    under(under, figure(published.where(day).where(objective)).orElse(null));
    tell(row.get(), ExplanationInputs.ofNow(lake).withSlices(slices), commit);
  }

  private void tell(Row row, ExplanationInputs inputs, Commit commit) {
    Optional<ExplanationBasis> basis =
        ExplanationBasis.of(row, versions(), inputs.read(SloSliceDays.TABLE));
    head(row);
    new ExplanationArithmetic(row, basis.orElse(null), this::add).tell();
    bounds(row);
    exclusions(row);
    paces(row);
    if (subject.under() == null) {
      restatements(row);
    }
    if (basis.isPresent()) {
      List<ExplanationBasis.Piece> pieces = basis.get().pieces();
      slices(row, pieces, inputs);
      new ExplainedSources(lake, inputs, subject.group(), this::add).tell(pieces);
    } else {
      add("sources", "not told: they depend on a version that the settings no longer have");
    }
    tables(commit, inputs);
  }

  private List<SloDefinition> versions() {
    SloDefinition under = subject.under();
    return under == null
        ? Computation.slos(settings).stream()
            .filter(version -> version.name().equals(subject.slo()))
            .toList()
        : List.of(under);
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
        .orderBy(desc("day"), col("objective"))
        .limit(1)
        .collectAsList()
        .stream()
        .findFirst();
  }

  private void under(SloDefinition version, @Nullable Row published) {
    add(
        "under",
        "version "
            + version.digest().substring(0, 12)
            + " as though it had always been in force; "
            + (published == null
                ? "nothing was published of this objective"
                : "what was published is SLI "
                    + value(published, "sli")
                    + ", consumed "
                    + value(published, "budget_consumed_ratio")
                    + " ("
                    + published.getAs("verdict")
                    + ")"));
  }

  private void head(Row row) {
    String group = row.getAs("group_key");
    add("SLO", subject.slo() + (group.isEmpty() ? "" : " [" + group + "]"));
    add("objective", row.<String>getAs("objective") + ", target " + row.getAs("target"));
    add(
        "definition",
        row.<String>getAs("definition_digest").substring(0, 12)
            + ", "
            + row.getAs("budgeting_method")
            + "; versions that rule the window: "
            + row.getAs("definition_count"));
    add(
        "window",
        row.getAs("window")
            + ", "
            + row.getAs("window_kind")
            + " "
            + row.getAs("window_length")
            + ": "
            + instant(row, "window_start")
            + " to "
            + instant(row, "window_end")
            + ", evaluated at "
            + instant(row, "evaluated_at"));
  }

  private void bounds(Row row) {
    long good = row.getAs("good_slice_count");
    long bad = row.getAs("bad_slice_count");
    long idle = row.getAs("idle_slice_count");
    long unknown = row.getAs("unknown_slice_count");
    add(
        "slices",
        good
            + " good + "
            + bad
            + " bad + "
            + idle
            + " idle = "
            + (good + bad + idle)
            + " measured; "
            + unknown
            + " unknown; coverage "
            + ExplanationSums.division(
                BigDecimal.valueOf(good + bad + idle),
                BigDecimal.valueOf(good + bad + idle + unknown)));
    add(
        "bounds",
        "SLI "
            + value(row, "sli_worst")
            + " if all that is unknown or undecided was bad ("
            + row.getAs("verdict_worst")
            + "), "
            + value(row, "sli_best")
            + " if it was good ("
            + row.getAs("verdict_best")
            + ")");
    add(
        "interval",
        "95 % of " + value(row, "sli_low") + " to " + value(row, "sli_high") + " (Wilson)");
  }

  private void exclusions(Row row) {
    long excluded = row.getAs("excluded_slice_count");
    add(
        "net",
        excluded == 0 && row.getAs("net_good").equals(row.getAs("good"))
            ? "as gross: no approved maintenance in the window"
            : ExplanationSums.division(row.getAs("net_good"), row.getAs("net_total"))
                + " of what was measured; SLI by the missing rule "
                + value(row, "net_sli")
                + ", consumed "
                + value(row, "net_budget_consumed_ratio")
                + " ("
                + row.getAs("net_verdict")
                + "), "
                + excluded
                + " slices excluded");
  }

  private void paces(Row row) {
    for (String back : List.of("24h", "3d", "7d")) {
      Double days = row.getAs("days_to_exhaustion_at_" + back + "_pace");
      add(
          "pace of " + back,
          days == null
              ? "no exhaustion at this pace, or the budget is spent"
              : "the budget would last "
                  + BigDecimal.valueOf(days).setScale(1, RoundingMode.HALF_EVEN)
                  + " days if it went on so: a pace, not a promise");
    }
  }

  private void restatements(Row row) {
    for (Row change :
        lake.read(Restatements.TABLE)
            .where(
                col("table_name")
                    .equalTo(SloWindows.TABLE.name())
                    .and(not(col("is_derived")).or(col("figure").isin(VERDICTS)))
                    .and(col("slo").equalTo(subject.slo()))
                    .and(col("group_key").equalTo(subject.group()))
                    .and(col("objective").equalTo(row.<String>getAs("objective")))
                    .and(col("window").equalTo(subject.window()))
                    .and(col("day").equalTo(row.getAs("day"))))
            .orderBy("to_version", "figure")
            .collectAsList()) {
      add(
          "restated",
          change.getAs("figure")
              + ": "
              + change.getAs("old_value")
              + ", now "
              + change.getAs("new_value")
              + " ("
              + change.getAs("reason")
              + ", "
              + change.getAs("run_id")
              + ", version "
              + change.getAs("to_version")
              + ")");
    }
  }

  private void slices(Row row, List<ExplanationBasis.Piece> pieces, ExplanationInputs inputs) {
    Column wanted =
        pieces.stream().map(Explanation::slicesOf).reduce(Column::or).orElseGet(() -> lit(false));
    for (Row slice :
        SloSlices.view(inputs.read(SloSliceDays.TABLE).where(ExplanationBasis.ofWindow(row)))
            .where(wanted)
            .withColumn("bad", col("total").minus(col("good")))
            .where("bad > 0")
            .orderBy(desc("bad"), col("slice_start"))
            .limit(MOST)
            .collectAsList()) {
      add(
          "worst slice",
          instant(slice, "slice_start")
              + ": "
              + plain(slice, "good")
              + " good of "
              + plain(slice, "total"));
    }
  }

  private static Column slicesOf(ExplanationBasis.Piece piece) {
    return col("measure")
        .equalTo(piece.objective().measure())
        .and(col("slice_start").geq(lit(piece.interval().start())))
        .and(col("slice_start").lt(lit(piece.interval().end())));
  }

  private void tables(Commit commit, ExplanationInputs inputs) {
    add(
        "tables",
        SloWindows.TABLE.name()
            + " version "
            + commit.version()
            + " by "
            + commit.note().runId()
            + ", made from versions "
            + commit.note().versions()
            + " and "
            + commit.note().origins());
    if (!inputs.readAsOfNow().isEmpty()) {
      add(
          "tables",
          "read as they are now, which may differ from then: "
              + String.join(", ", inputs.readAsOfNow().stream().sorted().toList()));
    }
  }

  private void add(String name, String text) {
    lines.add(String.format(Locale.ROOT, "%-13s  %s", name, text));
  }

  private static Instant instant(Row row, String column) {
    return row.<Timestamp>getAs(column).toInstant();
  }

  private static String plain(Row row, String column) {
    return row.<BigDecimal>getAs(column).stripTrailingZeros().toPlainString();
  }

  private static String value(Row row, String column) {
    return row.getAs(column) == null ? "undefined" : String.valueOf(row.<Object>getAs(column));
  }
}
