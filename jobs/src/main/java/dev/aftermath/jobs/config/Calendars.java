package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads business calendars from {@code conf/calendars/*.yaml}. */
public final class Calendars {
  /** The word for the clock that always runs, which no calendar may take. */
  public static final String AROUND_THE_CLOCK = "24x7";

  private Calendars() {}

  /**
   * All calendars of a folder by their ids; none when there is no such folder.
   *
   * @throws InvalidSettingsException with everything that is wrong in any of the files
   */
  public static SortedMap<String, BusinessCalendar> read(Path folder) throws IOException {
    SortedMap<String, BusinessCalendar> calendars = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return calendars;
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    Problems problems = new Problems();
    List<YamlNode> documents = new ArrayList<>();
    for (Path file : files) {
      documents.addAll(
          YamlNode.documents(file.toString(), Files.newBufferedReader(file), problems));
    }
    Map<String, String> taken = new HashMap<>();
    taken.put(AROUND_THE_CLOCK, "is the clock that always runs");
    for (YamlNode document : documents) {
      claim(document, taken);
      CalendarReader.calendar(document)
          .ifPresent(calendar -> calendars.put(calendar.id(), calendar));
    }
    problems.throwIfAny();
    return Collections.unmodifiableSortedMap(calendars);
  }

  /** A name that two calendars bear names neither. */
  private static void claim(YamlNode document, Map<String, String> taken) {
    List<YamlNode> names = new ArrayList<>();
    document.find("id").ifPresent(names::add);
    document
        .find("aliases")
        .ifPresent(node -> names.addAll(node.isList() ? node.items() : List.of(node)));
    for (YamlNode name : names) {
      String text = name.text().orElse("");
      String place = "is taken by the calendar in " + name.file() + " on line " + name.line();
      String earlier = text.isEmpty() ? null : taken.putIfAbsent(text, place);
      if (earlier != null) {
        name.problems().at(name, "Invalid name: \"" + text + "\" " + earlier);
      }
    }
  }
}
