package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.slo.BurnRateAlert;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.IncidentSpan;
import dev.aftermath.jobs.domain.slo.Page;
import dev.aftermath.jobs.domain.slo.PolicyScore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A backtest for a person: policies side by side, then what they missed and what was false. */
public final class BacktestText {
  private static final int WIDTH = 100;
  private static final int MOST = 15;
  private static final int NAME = 44;
  private static final int COLUMN = 24;
  private static final List<String> RULES =
      List.of(
          "Alerts of one service and severity that overlap are one, but for the lines by SLO. An alert",
          "matches an incident of its SLO that is open at some time while it lasts. It tells of those",
          "open when it begins, and of the next one opened if that is nearer; later ones are hidden.",
          "Incidents are weighed by what is attributed to them: those open together share what was bad.");

  private final List<Backtest.Scored> scored;
  private final List<String> lines = new ArrayList<>();

  private BacktestText(List<Backtest.Scored> scored) {
    this.scored = scored;
  }

  /** The lines, at most 100 characters wide for two policies; the scores must not be empty. */
  public static List<String> of(List<Backtest.Scored> scored) {
    BacktestText text = new BacktestText(scored);
    text.head();
    text.side("All severities", scored.stream().filter(BacktestText::isWhole).toList());
    text.severities();
    text.slos();
    scored.stream().filter(BacktestText::isWhole).forEach(text::failures);
    return text.lines;
  }

  private static boolean isWhole(Backtest.Scored one) {
    return one.slo().equals(Backtest.ALL) && one.severity().equals(Backtest.ALL);
  }

  private void head() {
    PolicyScore score = scored.get(0).score();
    lines.add(
        String.format(
            Locale.ROOT,
            "Burn-rate policies against %d incidents, %s to %s (UTC, %.1f weeks)",
            score.incidentCount(),
            day(score.period().start()),
            day(score.period().end().minusMillis(1)),
            score.weeks()));
    lines.addAll(RULES);
    scored.stream().filter(BacktestText::isWhole).forEach(it -> source(it.policy()));
    lines.add("");
    List<String> names =
        scored.stream().filter(BacktestText::isWhole).map(it -> name(it.policy())).toList();
    row("", names);
  }

  private void source(BurnRatePolicy policy) {
    String line = name(policy) + ":";
    for (String word : policy.source().strip().split("\\s+", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line);
        line = " ";
      }
      line += " " + word;
    }
    lines.add(line);
  }

  private void severities() {
    Map<String, List<Backtest.Scored>> bySeverity = new TreeMap<>();
    for (Backtest.Scored one : scored) {
      if (one.slo().equals(Backtest.ALL) && !isWhole(one)) {
        bySeverity.computeIfAbsent(one.severity(), key -> new ArrayList<>()).add(one);
      }
    }
    bySeverity.forEach((severity, ones) -> side("Severity " + severity, ones));
  }

  private void side(String title, List<Backtest.Scored> ones) {
    lines.add(title);
    measure("  alerts", ones, score -> String.valueOf(score.alertCount()));
    measure("  alerts per week", ones, score -> number(score.alertsPerWeek()));
    measure(
        "  precision",
        ones,
        score -> share(score.precision(), score.trueAlertCount(), score.alertCount()));
    measure(
        "  recall",
        ones,
        score -> share(score.recall(), score.detectedCount(), score.incidentCount()));
    measure("  hidden behind an older alert", ones, BacktestText::hidden);
    measure("  recall by budget", ones, score -> percent(score.recallByBudget()));
    measure("  firing before it was opened", ones, BacktestText::early);
    measure("  detection, median", ones, score -> time(score.detectionSeconds(), 0.5));
    measure("  detection, 90 %", ones, score -> time(score.detectionSeconds(), 0.9));
    measure("  reset, median", ones, score -> time(score.resetSeconds(), 0.5));
    measure("  reset, 90 %", ones, score -> time(score.resetSeconds(), 0.9));
  }

  private void measure(
      String name, List<Backtest.Scored> ones, Function<PolicyScore, String> value) {
    List<String> cells = new ArrayList<>();
    for (BurnRatePolicy policy : policies()) {
      cells.add(
          ones.stream()
              .filter(one -> one.policy().equals(policy))
              .map(one -> value.apply(one.score()))
              .findFirst()
              .orElse("-"));
    }
    row(name, cells);
  }

  private void slos() {
    Map<String, List<Backtest.Scored>> bySlo = new TreeMap<>();
    for (Backtest.Scored one : scored) {
      if (!one.slo().equals(Backtest.ALL)) {
        bySlo.computeIfAbsent(one.slo(), key -> new ArrayList<>()).add(one);
      }
    }
    lines.add("");
    lines.add("By SLO: alerts, precision, recall");
    bySlo.forEach((slo, ones) -> measure("  " + slo, ones, BacktestText::brief));
  }

  private static String brief(PolicyScore score) {
    return String.format(
        Locale.ROOT,
        "%d %9s %9s",
        score.alertCount(),
        percent(score.precision()),
        percent(score.recall()));
  }

  private void failures(Backtest.Scored whole) {
    PolicyScore score = whole.score();
    lines.add("");
    lines.add(
        name(whole.policy())
            + " missed "
            + score.missed().size()
            + " of "
            + score.incidentCount()
            + " incidents"
            + (score.hiddenCount() == 0 ? "" : ", " + score.hiddenCount() + " hidden (*)")
            + (score.missed().isEmpty() ? "" : "; the dearest by share of the budget:"));
    score.missed().stream()
        .sorted((one, other) -> Double.compare(other.budgetShare(), one.budgetShare()))
        .limit(MOST)
        .forEach(this::missed);
    more(score.missed().size());
    lines.add(
        name(whole.policy())
            + " gave "
            + score.falseAlerts().size()
            + " false alerts of "
            + score.alertCount()
            + (score.falseAlerts().isEmpty() ? "" : ":"));
    score.falseAlerts().stream().limit(MOST).forEach(this::falseAlert);
    more(score.falseAlerts().size());
  }

  private void missed(PolicyScore.Missed missed) {
    IncidentSpan incident = missed.incident();
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-26s %-20s %s to %-17s %8s%s",
            cut(incident.id(), 26),
            cut(incident.service(), 20),
            minute(incident.openedAt()),
            minute(incident.settledAt()),
            String.format(Locale.ROOT, "%.3f %%", 100 * missed.budgetShare()),
            missed.isHidden() ? " *" : ""));
  }

  private void falseAlert(Page page) {
    BurnRateAlert.Subject subject = page.alerts().get(0).subject();
    String group = subject.group().isEmpty() ? "" : " [" + subject.group() + "]";
    int others = page.slos().size() - 1;
    String name = subject.slo() + group + (others == 0 ? "" : " and " + others + " more");
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-9s %-48s %s to %s",
            cut(page.severity(), 9),
            cut(name, 48),
            minute(page.start()),
            minute(page.end())));
  }

  private void more(int count) {
    if (count > MOST) {
      lines.add("  and " + (count - MOST) + " more; --format csv or json has them all");
    }
  }

  private List<BurnRatePolicy> policies() {
    return scored.stream().map(Backtest.Scored::policy).distinct().toList();
  }

  private void row(String name, List<String> cells) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%-" + NAME + "s", cut(name, NAME)));
    for (String cell : cells) {
      line.append("  ").append(" ".repeat(Math.max(0, COLUMN - cell.length()))).append(cell);
    }
    lines.add(line.toString().stripTrailing());
  }

  private static String name(BurnRatePolicy policy) {
    return policy.name() + " v" + policy.version();
  }

  private static String share(@Nullable Double ratio, int part, int whole) {
    return percent(ratio) + " (" + part + " of " + whole + ")";
  }

  private static String percent(@Nullable Double ratio) {
    return ratio == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String time(List<Long> seconds, double probability) {
    Double value = PolicyScore.quantile(seconds, probability);
    return value == null ? "- (n 0)" : length(value) + " (n " + seconds.size() + ")";
  }

  private static String length(double seconds) {
    double minutes = seconds / 60;
    if (Math.abs(minutes) < 120) {
      return String.format(Locale.ROOT, "%.1f min", minutes);
    }
    return Math.abs(minutes) < 2_880
        ? String.format(Locale.ROOT, "%.1f h", minutes / 60)
        : String.format(Locale.ROOT, "%.1f d", minutes / 1_440);
  }

  private static String early(PolicyScore score) {
    return score.earlyCount() + " of " + score.detectedCount();
  }

  private static String hidden(PolicyScore score) {
    return score.hiddenCount() + " of " + score.incidentCount();
  }

  private static String day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String minute(@Nullable Instant at) {
    return at == null
        ? "still open"
        : at.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
