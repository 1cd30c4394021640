package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.lake.LakeFiles;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which weeks were published, and which are due. */
public final class Publications {
  private static final String FOLDER = "reports";

  /** A run that was away for longer than this begins with the newest weeks. */
  private static final int MOST_MISSED_WEEKS = 53;

  private Publications() {}

  /** The labels of the published weeks, oldest first. */
  public static List<String> weeks(LakeFiles output) {
    return output.names(FOLDER).stream()
        .filter(name -> name.matches("[0-9]{4}-W[0-9]{2}"))
        .filter(name -> output.exists(stamp(name)))
        .sorted()
        .toList();
  }

  /**
   * The weeks a run has to publish: those that closed since the newest published one, that one
   * itself when it is published from other tables than now, and of a new output only the last.
   *
   * @param inputs digest of what the reports are made from
   */
  public static List<ReportWeek> due(LakeFiles output, Instant asOf, ZoneId zone, String inputs) {
    ReportWeek last = ReportWeek.lastClosedAt(asOf, zone);
    List<String> published = weeks(output);
    if (published.isEmpty()) {
      return List.of(last);
    }
    ReportWeek newest = ReportWeek.labelled(published.get(published.size() - 1), zone);
    List<ReportWeek> due = new ArrayList<>();
    if (!inputsOf(output, newest).equals(Optional.of(inputs))
        && !newest.monday().isAfter(last.monday())) {
      due.add(newest);
    }
    for (ReportWeek week = newest.plusWeeks(1);
        !week.monday().isAfter(last.monday());
        week = week.plusWeeks(1)) {
      due.add(week);
    }
    return due.subList(Math.max(0, due.size() - MOST_MISSED_WEEKS), due.size());
  }

  /** The folder of a week's files. */
  public static String folder(ReportWeek week) {
    return FOLDER + "/" + week.label();
  }

  /** Notes that a week's files are all there; the last thing written for it. */
  public static void stamp(LakeFiles output, ReportWeek week, String inputs) {
    output.write(
        stamp(week.label()),
        out -> out.write((inputs + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static Optional<String> inputsOf(LakeFiles output, ReportWeek week) {
    return output.text(stamp(week.label())).map(String::strip);
  }

  private static String stamp(String label) {
    return FOLDER + "/" + label + "/.published";
  }
}
