package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.pipeline.Progress;
import dev.aftermath.jobs.pipeline.StepResult;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells how a run goes: one line that is rewritten on a terminal, plain lines elsewhere. Nothing of
 * it goes to standard output, which belongs to the product.
 */
final class Console implements Progress {
  private static final String CLEAR_LINE = "\r\u001b[2K";
  private static final int BAR_WIDTH = 24;
  private static final int DEFAULT_COLUMNS = 80;

  private final PrintStream err;
  private final boolean terminal;
  private final int columns;
  private final Set<String> running = new TreeSet<>();
  private int expected;
  private int done;

  Console(PrintStream err) {
    this.err = err;
    this.terminal = Boolean.getBoolean("aftermath.terminal");
    this.columns = Integer.getInteger("aftermath.columns", DEFAULT_COLUMNS);
  }

  @Override
  public synchronized void expect(int steps) {
    expected += steps;
  }

  @Override
  public synchronized void started(String step) {
    running.add(step);
    draw();
  }

  @Override
  public synchronized void ended(StepResult result) {
    running.remove(result.step());
    done++;
    if (terminal) {
      draw();
    } else {
      err.println(describe(result));
    }
  }

  /** Takes the progress line away. */
  synchronized void finish() {
    if (terminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  private void draw() {
    if (!terminal) {
      return;
    }
    int total = Math.max(expected, done + running.size());
    int filled = total == 0 ? 0 : BAR_WIDTH * done / total;
    String line =
        "["
            + "#".repeat(filled)
            + "·".repeat(BAR_WIDTH - filled)
            + "] "
            + done
            + "/"
            + total
            + "  "
            + String.join(", ", running);
    err.print(CLEAR_LINE + cut(line, columns - 1));
    err.flush();
  }

  /** A line that wrapped could not be cleared. */
  private static String cut(String line, int most) {
    return line.length() <= most ? line : line.substring(0, Math.max(0, most - 1)) + "…";
  }

  private static String describe(StepResult result) {
    String seconds = String.format(Locale.ROOT, "%.1f s", result.durationMillis() / 1000.0);
    String rows =
        result.rowCount() < 0
            ? ""
            : ", " + String.format(Locale.ROOT, "%,d rows", result.rowCount());
    return result.step()
        + ": "
        + result.outcome().name().toLowerCase(Locale.ROOT)
        + rows
        + " ("
        + seconds
        + ")";
  }
}
