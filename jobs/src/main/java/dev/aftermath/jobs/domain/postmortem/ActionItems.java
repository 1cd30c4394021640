package dev.aftermath.jobs.domain.postmortem;

import dev.aftermath.jobs.domain.postmortem.ActionItem.State;
import dev.aftermath.jobs.domain.postmortem.Block.Item;
import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import dev.aftermath.jobs.domain.postmortem.Block.Table;
import dev.aftermath.jobs.domain.postmortem.Block.TableRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the action items of a postmortem: the items of its lists and the rows of its tables, or
 * where there are neither its paragraphs. What is nested in an item belongs to it.
 */
final class ActionItems {
  private ActionItems() {}

  static List<ActionItem> of(Outline outline) {
    List<Block> section = outline.section(PostmortemSection.ACTION_ITEMS);
    List<ActionItem> items = new ArrayList<>();
    for (Block block : section) {
      if (block instanceof Item item) {
        items.add(ofText(item.text().strip(), item.isTicked(), item.line()));
      } else if (block instanceof Table table) {
        items.addAll(ofTable(table));
      }
    }
    if (items.isEmpty()) {
      for (Block block : section) {
        if (block instanceof Paragraph paragraph) {
          items.add(ofText(paragraph.text().strip(), null, paragraph.line()));
        }
      }
    }
    return List.copyOf(items);
  }

  private static ActionItem ofText(String text, @Nullable Boolean isTicked, int line) {
    State inBrackets = ActionItemText.state(text);
    State state =
        isTicked == null
            ? inBrackets == null ? State.OPEN : inBrackets
            : isTicked ? State.DONE : State.OPEN;
    String basis = isTicked != null ? "check_box" : inBrackets != null ? "word" : "none";
    return new ActionItem(
        text,
        ActionItemText.owner(text),
        ActionItemText.dueOn(text),
        state,
        basis,
        state == State.DONE ? ActionItemText.closedOn(text) : null,
        ActionItemText.tracker(text),
        line);
  }

  /** What the columns of a table hold, by what heads them. */
  private enum Part {
    OWNER("owner", "assignee", "responsible", "who", "verantwortlich", "zuständig"),
    CLOSED("closed on", "closed", "completed on", "done on", "erledigt am"),
    DUE(
        "due",
        "due date",
        "due on",
        "deadline",
        "target date",
        "when",
        "fällig",
        "fällig am",
        "bis"),
    STATE("status", "state", "done", "progress", "erledigt"),
    TRACKER("ticket", "tickets", "issue", "tracker", "jira", "link", "bug", "reference"),
    TEXT(
        "action",
        "action item",
        "item",
        "task",
        "what",
        "description",
        "activity",
        "maßnahme",
        "aufgabe"),
    OTHER;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> heads;

    Part(String... heads) {
      this.heads = Words.phrases(heads);
    }

    static Part headedBy(String head) {
      String words = Words.of(head);
      for (Part part : values()) {
        if (part.heads.contains(words)) {
          return part;
        }
      }
      return OTHER;
    }
  }

  private static List<ActionItem> ofTable(Table table) {
    List<TableRow> rows = table.rows();
    if (rows.size() < 2) {
      return List.of();
    }
    List<Part> parts = rows.get(0).cells().stream().map(Part::headedBy).toList();
    return rows.subList(1, rows.size()).stream()
        .flatMap(row -> ofRow(row, parts).stream())
        .toList();
  }

  private static Optional<ActionItem> ofRow(TableRow row, List<Part> parts) {
    String stated = cell(row, parts, Part.TEXT);
    String text = parts.contains(Part.TEXT) ? stated : row.cell(0);
    if (text == null || Words.isUnwritten(text)) {
      return Optional.empty();
    }
    ActionItem inText = ofText(text, null, row.line());
    String owner = cell(row, parts, Part.OWNER);
    String due = cell(row, parts, Part.DUE);
    String status = cell(row, parts, Part.STATE);
    String closed = cell(row, parts, Part.CLOSED);
    String tracker = cell(row, parts, Part.TRACKER);
    Optional<State> state = status == null ? Optional.empty() : State.named(status);
    LocalDate dueOn = due == null ? null : WrittenTime.of(due).date();
    LocalDate closedOn = closed == null ? null : WrittenTime.of(closed).date();
    if (closedOn == null && status != null && state.filter(State.DONE::equals).isPresent()) {
      closedOn = WrittenTime.of(status).date();
    }
    boolean isClosedByDate = state.isEmpty() && closedOn != null;
    return Optional.of(
        new ActionItem(
            text,
            owner == null ? inText.owner() : named(owner),
            dueOn == null ? inText.dueOn() : dueOn,
            isClosedByDate ? State.DONE : state.orElse(inText.state()),
            state.isPresent() || isClosedByDate ? "status" : inText.stateBasis(),
            closedOn == null ? inText.closedOn() : closedOn,
            tracker == null ? inText.tracker() : tracked(tracker),
            row.line()));
  }

  private static @Nullable String cell(TableRow row, List<Part> parts, Part part) {
    int column = parts.indexOf(part);
    String cell = column < 0 ? "" : row.cell(column);
    return Words.isUnwritten(cell) ? null : cell;
  }

  private static String named(String owner) {
    String mention = ActionItemText.owner(owner);
    return mention == null ? owner : mention;
  }

  private static String tracked(String cell) {
    String tracker = ActionItemText.tracker(cell);
    return tracker == null ? cell : tracker;
  }
}
