package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run came to.
 *
 * @param weeks the weeks it published
 * @param files what it published, by full names
 * @param notComputed SLOs and objectives that are valid, but not computed, with the reason
 * @param sentences the three sentences of the newest report
 */
public record RunSummary(
    IngestionSummary ingested,
    List<StepResult> steps,
    List<ReportWeek> weeks,
    List<String> files,
    List<String> notComputed,
    List<String> sentences) {

  /** The summary in words. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(ingested.lines());
    long written =
        steps.stream().filter(step -> step.outcome() == StepResult.Outcome.WRITTEN).count();
    lines.add(written + " of " + steps.size() + " steps had something to do.");
    lines.add(
        weeks.isEmpty()
            ? "No week is due: the newest is published from these very tables."
            : "Published "
                + String.join(", ", weeks.stream().map(ReportWeek::label).toList())
                + ":");
    files.forEach(file -> lines.add("  " + file.replaceFirst("^file:(//)?", "")));
    lines.addAll(notComputed);
    lines.add("");
    lines.addAll(sentences);
    return lines;
  }
}
