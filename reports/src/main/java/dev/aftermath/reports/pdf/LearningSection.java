package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.Learning;
import dev.aftermath.reports.model.LearningLine;
import dev.aftermath.reports.model.LearningLine.Span;
import dev.aftermath.reports.model.OwedLine;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sf.jasperreports.engine.data.JRMapCollectionDataSource;

/** The section about what was learnt: its tables with what stands above them. */
final class LearningSection {
  private static final int MOST_OWED = 12;

  private LearningSection() {}

  /** What the section's template asks for. */
  static Map<String, Object> parameters(WeeklyReport report) {
    Learning learning = report.learning();
    ZoneId zone = report.header().zone();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("learntTemplate", Templates.template("learnt"));
    parameters.put(
        "learntRows",
        new JRMapCollectionDataSource(
            List.copyOf(learning.lines().stream().map(LearningSection::line).toList())));
    parameters.put("learntNote", learntNote(learning));
    parameters.put("owedTemplate", Templates.template("owed"));
    parameters.put(
        "owedRows",
        new JRMapCollectionDataSource(
            List.copyOf(shown(learning.owed()).stream().map(line -> owed(line, zone)).toList())));
    parameters.put("owedNote", owedNote(learning));
    return parameters;
  }

  private static Map<String, ?> line(LearningLine line) {
    boolean isWeek = line.span() == Span.WEEK;
    Interval interval = line.interval();
    return Map.of(
        "measure", isWeek ? measure(line) : "",
        "span", isWeek ? "this week" : "12 weeks",
        "done", PromiseWords.of(line.doneCount(), line.decidedCount()),
        "ratio", PromiseWords.ratio(line.ratio()),
        "interval", interval == null ? Figures.NONE : Figures.interval(Unit.RATIO, interval),
        "undecided", Figures.count(line.undecidedCount()),
        "rule", isWeek ? "" : "end");
  }

  /** As many as a page lists; neither kind crowds out the other. */
  private static List<OwedLine> shown(List<OwedLine> owed) {
    List<OwedLine> postmortems = of(OwedLine.Kind.POSTMORTEM, owed);
    List<OwedLine> actions = of(OwedLine.Kind.ACTION_ITEM, owed);
    long room = Math.max(MOST_OWED / 2, MOST_OWED - actions.size());
    List<OwedLine> shown = new ArrayList<>(postmortems.stream().limit(room).toList());
    shown.addAll(actions.stream().limit(MOST_OWED - shown.size()).toList());
    return shown;
  }

  private static List<OwedLine> of(OwedLine.Kind kind, List<OwedLine> owed) {
    return owed.stream().filter(line -> line.kind() == kind).toList();
  }

  private static String measure(LearningLine line) {
    return switch (line.measure()) {
      case POSTMORTEM_WRITTEN -> "Postmortems written";
      case POSTMORTEM_IN_TIME -> "Postmortems in time";
      case ACTION_ITEM_CLOSED_IN_TIME -> "Action items closed in time";
    };
  }

  private static Map<String, ?> owed(OwedLine line, ZoneId zone) {
    return Map.of(
        "kind",
        switch (line.kind()) {
          case POSTMORTEM -> "postmortem";
          case ACTION_ITEM -> "action item";
        },
        "number",
        Figures.text(line.number()),
        "title",
        Figures.text(line.title()),
        "service",
        Figures.text(line.service()),
        "due",
        Figures.date(line.dueAt().minusNanos(1), zone),
        "overdue",
        Figures.duration(line.overdueSeconds()));
  }

  private static String learntNote(Learning learning) {
    if (learning.lines().isEmpty()) {
      return "No incident of these weeks asks for a postmortem, and no action item is known.";
    }
    String open =
        learning.openCount() == 0
            ? " No action item is open."
            : " %s action items are open, %s of them overdue%s."
                .formatted(
                    Figures.count(learning.openCount()),
                    Figures.count(learning.overdueCount()),
                    learning.medianOverdueSeconds() == null
                        ? ""
                        : " (median %s, p90 %s)"
                            .formatted(
                                PromiseWords.seconds(learning.medianOverdueSeconds()),
                                PromiseWords.seconds(learning.p90OverdueSeconds())));
    return "Postmortems of the incidents resolved in these weeks that ask for one, and action items"
        + " that were due in them. Not decided: the time is not up, or nobody says when it was"
        + " done."
        + open;
  }

  private static String owedNote(Learning learning) {
    int all = learning.owed().size();
    if (all == 0) {
      return "Nothing: no postmortem is missing beyond its time, and no action item is overdue.";
    }
    long postmortems = of(OwedLine.Kind.POSTMORTEM, learning.owed()).size();
    return "Postmortems whose time is up: %s; action items overdue: %s. The longest overdue first."
            .formatted(Figures.count(postmortems), Figures.count(all - postmortems))
        + (all > MOST_OWED
            ? " These are %d of %s; the workbook lists all."
                .formatted(MOST_OWED, Figures.count(all))
            : "");
  }
}
