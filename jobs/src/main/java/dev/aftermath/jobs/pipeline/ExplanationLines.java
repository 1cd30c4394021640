package dev.aftermath.jobs.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of an explanation: a name and a text each, in groups with an empty line between. */
final class ExplanationLines {
  private final List<String> lines;
  private final String prefix;

  private ExplanationLines(List<String> lines, String prefix) {
    this.lines = lines;
    this.prefix = prefix;
  }

  static ExplanationLines none() {
    return new ExplanationLines(new ArrayList<>(), "");
  }

  /** The same lines, with a word before the name of each that is added. */
  ExplanationLines named(String word) {
    return new ExplanationLines(lines, word + " ");
  }

  void add(String name, String text) {
    lines.add(String.format(Locale.ROOT, "%-17s  %s", prefix + name, text));
  }

  /** Goes on with what the line before tells. */
  void more(String text) {
    lines.add(String.format(Locale.ROOT, "%-17s  %s", "", text));
  }

  /** Begins a new group. */
  void next() {
    if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
      lines.add("");
    }
  }

  List<String> all() {
    return List.copyOf(lines);
  }
}
