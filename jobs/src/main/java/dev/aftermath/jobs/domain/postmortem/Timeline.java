package dev.aftermath.jobs.domain.postmortem;

import dev.aftermath.jobs.domain.postmortem.Block.Heading;
import dev.aftermath.jobs.domain.postmortem.Block.Item;
import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import dev.aftermath.jobs.domain.postmortem.Block.Table;
import dev.aftermath.jobs.domain.postmortem.Block.TableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the timeline of a postmortem, be it a table, a list or lines that begin with a time. */
final class Timeline {
  private static final List<String> TIMES =
      List.of("time", "date", "when", "timestamp", "zeit", "datum", "wann", "uhrzeit");
  private static final int FIRST_CHARACTERS = 40;

  private final TimelineClock clock;
  private final List<TimelineEntry> entries = new ArrayList<>();

  private Timeline(TimelineClock clock) {
    this.clock = clock;
  }

  static List<TimelineEntry> of(Outline outline, TimelineClock clock) {
    Timeline timeline = new Timeline(clock);
    outline.section(PostmortemSection.TIMELINE).forEach(timeline::block);
    return List.copyOf(timeline.entries);
  }

  private void block(Block block) {
    if (block instanceof Table table) {
      table(table);
    } else if (block instanceof Item item) {
      line(item.text(), item.line());
    } else if (block instanceof Paragraph paragraph) {
      int line = paragraph.line();
      for (String written : paragraph.text().lines().toList()) {
        line(written, line++);
      }
    } else if (block instanceof Heading heading) {
      line(heading.text(), heading.line());
    }
  }

  private void table(Table table) {
    if (table.rows().isEmpty()) {
      return;
    }
    TableRow head = table.rows().get(0);
    int width = head.cells().size();
    List<Integer> times =
        IntStream.range(0, width).filter(column -> isOfTimes(head.cell(column))).boxed().toList();
    boolean hasHead = !times.isEmpty() || WrittenTime.of(head.cell(0)).isNone();
    List<Integer> columns = times.isEmpty() ? List.of(0) : times;
    for (TableRow row : table.rows().subList(hasHead ? 1 : 0, table.rows().size())) {
      String written =
          String.join(" ", columns.stream().map(row::cell).filter(it -> !it.isEmpty()).toList());
      String text =
          String.join(
              " · ",
              IntStream.range(0, row.cells().size())
                  .filter(column -> !columns.contains(column))
                  .mapToObj(row::cell)
                  .filter(it -> !it.isEmpty())
                  .toList());
      if (!text.isEmpty()) {
        entries.add(clock.entry(time(written), written, text, row.line()));
      }
    }
  }

  private static boolean isOfTimes(String heading) {
    String words = Words.of(heading);
    return TIMES.stream().anyMatch(word -> words.contains(" " + word + " "));
  }

  /** A cell that is there for a time and holds none is flawed. */
  private static WrittenTime time(String written) {
    WrittenTime time = WrittenTime.of(written);
    return time.isNone() && time.flaw() == null
        ? new WrittenTime(null, null, null, 0, "unreadable")
        : time;
  }

  /** A line that begins with a time, or a date for the lines that follow. */
  private void line(String written, int line) {
    String text = written.strip();
    String start = text.substring(0, Math.min(FIRST_CHARACTERS, text.length()));
    WrittenTime time = WrittenTime.of(start);
    if (time.isNone() || time.end() == 0 || startsLate(start, time)) {
      continueWith(text);
      return;
    }
    String rest = text.substring(time.end()).replaceFirst("^[\\s:)\\]–—-]+", "").strip();
    if (rest.isEmpty() && time.time() == null && time.date() != null) {
      clock.set(time.date());
    } else if (!rest.isEmpty()) {
      entries.add(clock.entry(time, text.substring(0, time.end()).strip(), rest, line));
    }
  }

  /** "We met at 10:30" does not begin with a time. */
  private static boolean startsLate(String start, WrittenTime time) {
    String before = start.substring(0, Math.min(time.end(), start.length()));
    int firstDigit = 0;
    while (firstDigit < before.length() && !Character.isDigit(before.charAt(firstDigit))) {
      firstDigit++;
    }
    return before.substring(0, firstDigit).strip().split("\\s+").length > 1;
  }

  /** A line without a time goes on with the one before, unless nothing came before. */
  private void continueWith(String text) {
    if (!entries.isEmpty() && !text.isEmpty()) {
      int last = entries.size() - 1;
      TimelineEntry entry = entries.get(last);
      entries.set(
          last,
          new TimelineEntry(
              entry.at(),
              entry.written(),
              entry.text() + "\n" + text,
              entry.basis(),
              entry.flaw(),
              entry.line()));
    }
  }
}
