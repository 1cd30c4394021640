package dev.aftermath.jobs.domain.draft;

import dev.aftermath.jobs.domain.postmortem.Document.Property;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A draft as the Markdown file that our own reader of postmortems understands. */
public final class DraftMarkdown {
  /** What our reader takes for "to be written". */
  static final String TO_WRITE = "TBD";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\"\\\\]");
  private static final Pattern BREAK = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  /**
   * An underscore within a word means nothing to Markdown, nor does a number sign that does not end
   * a heading, and an ampersand only before a name or number.
   */
  private static final Pattern MARKUP =
      Pattern.compile(
          "[\\\\`*\\[<|~]|&(?=[A-Za-z#])|#(?=#*$)|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  private final StringBuilder text = new StringBuilder();

  private DraftMarkdown() {}

  /** The text of the file, which ends with a line feed. */
  public static String of(PostmortemDraft draft) {
    DraftMarkdown markdown = new DraftMarkdown();
    markdown.head(draft);
    draft.sections().forEach(markdown::section);
    return markdown.text.toString();
  }

  private void head(PostmortemDraft draft) {
    line("---");
    for (Property property : draft.properties()) {
      line(
          property.name()
              + ":"
              + (property.value().isEmpty() ? "" : " " + scalar(property.value())));
    }
    line("---");
    line("");
    line("# " + shown(draft.title()));
    line("");
    line(
        "> This is a draft from data. Every line of a table names its source; "
            + TO_WRITE
            + " marks what only people can write. State when it was completed, and another status,"
            + " when it is done.");
  }

  private void section(DraftSection section) {
    line("");
    line("#".repeat(section.level()) + " " + section.heading());
    if (section.isToWrite()) {
      line("");
      line("<!-- " + section.hint() + " -->");
      line("");
      line(TO_WRITE);
    }
    if (!section.sentences().isEmpty()) {
      line("");
      section.sentences().forEach(this::line);
    }
    if (!section.items().isEmpty()) {
      line("");
      section.items().forEach(item -> line("- [ ] " + item));
    }
    DraftTable table = section.table();
    if (table != null) {
      line("");
      row(table.columns());
      row(table.columns().stream().map(column -> "---").toList());
      table.rows().forEach(cells -> row(cells.stream().map(DraftMarkdown::shown).toList()));
    }
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Text that means itself, on one line. */
  static String shown(String value) {
    return MARKUP
        .matcher(BREAK.matcher(value).replaceAll(" ").strip())
        .replaceAll(markup -> Matcher.quoteReplacement("\\" + markup.group()));
  }

  /** A value in YAML. */
  static String scalar(String value) {
    return PLAIN.matcher(value).matches()
        ? value
        : "\""
            + CONTROL
                .matcher(value)
                .replaceAll(
                    found ->
                        Matcher.quoteReplacement(
                            found.group().matches("[\"\\\\]") ? "\\" + found.group() : " "))
            + "\"";
  }
}
