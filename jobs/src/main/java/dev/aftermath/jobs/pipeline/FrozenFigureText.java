package dev.aftermath.jobs.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of an explanation that tell since when a figure is frozen, and what changed since. */
public final class FrozenFigureText {
  private static final int MOST_CASES = 10;

  private final FrozenFigure figure;
  private final long explained;

  /**
   * The text of a figure.
   *
   * @param explained the version of the table that is explained: what is later than that says so
   */
  public FrozenFigureText(FrozenFigure figure, long explained) {
    this.figure = figure;
    this.explained = explained;
  }

  /** The lines. */
  public List<String> lines() {
    ExplanationLines lines = ExplanationLines.none();
    FrozenFigure.Published first = figure.first();
    if (first == null) {
      lines.add("provisional", "until " + figure.frozenAt() + " the week takes late data");
      return lines.all();
    }
    lines.add("frozen", "since " + figure.frozenAt());
    lines.more(
        "first published as "
            + told(first.value() == null ? null : first.value().toString())
            + ", in version "
            + first.version()
            + " by "
            + first.runId()
            + ": --as-published "
            + first.writtenAt());
    figure.restatements().forEach(restatement -> tell(restatement, lines));
    return lines.all();
  }

  private void tell(FrozenFigure.Restatement restatement, ExplanationLines lines) {
    lines.add(
        restatement.version() > explained ? "restated later" : "restated",
        restatement.reason()
            + definitions(restatement.definitions())
            + ", by "
            + restatement.runId()
            + " in version "
            + restatement.version()
            + ", at "
            + restatement.writtenAt());
    restatement.figures().forEach(change -> tell(change, lines));
    restatement.cases().stream().limit(MOST_CASES).forEach(change -> part(change, lines));
    int more = restatement.cases().size() - MOST_CASES;
    if (more > 0) {
      lines.more(more + " more " + figure.of().many());
    }
  }

  private static void tell(FrozenFigure.Change change, ExplanationLines lines) {
    lines.more(change.name() + " from " + told(change.before()) + " to " + told(change.after()));
  }

  private static String definitions(List<Long> versions) {
    return versions.get(0).equals(versions.get(1))
        ? ""
        : " from @" + versions.get(0) + " to @" + versions.get(1);
  }

  private void part(FrozenFigure.Change one, ExplanationLines lines) {
    String before = one.before();
    String after = one.after();
    lines.more(
        figure.of().one()
            + " "
            + one.name()
            + " from "
            + (before == null ? "none" : before)
            + " to "
            + (after == null ? "none" : after));
  }

  private static String told(@Nullable String value) {
    return value == null ? "undefined" : value;
  }
}
