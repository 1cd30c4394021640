package dev.aftermath.jobs.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Java side of {@code scripts/bench/causes}: measures how well causes are found, part by part,
 * on data with known answers, and holds the figures against their gates.
 */
final class CauseBench {
  private static final Map<String, Part> PARTS = parts();

  private CauseBench() {}

  /** One part: a line in {@link #parts} is all that a new one needs here. */
  @FunctionalInterface
  interface Part {
    /** What was measured, gate by gate. */
    List<Gate> measure(Options options) throws IOException;
  }

  private static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("templates", TemplateGates::measure);
    parts.put("speed", TemplateSpeed::measure);
    parts.put("ranking", SuggestionGates::ranking);
    parts.put("classes", SuggestionGates::classes);
    parts.put("vectors", LogVectorGates::measure);
    parts.put("registry", CauseRegistryGates::atlas);
    parts.put("million", CauseRegistryGates::million);
    return parts;
  }

  /** Takes the name of a part, or {@code lines} or {@code table}, and {@code name=value} words. */
  public static void main(String[] words) throws IOException {
    Options options = new Options(words);
    GateTable table = new GateTable(options.path("results"));
    String what = words.length == 0 ? "" : words[0];
    Part part = PARTS.get(what);
    if (part != null) {
      table.add(part.measure(options));
    } else if (what.equals("lines")) {
      TemplateSpeed.writeLines(options);
    } else if (what.equals("table")) {
      table.print(options.path("table"));
    } else {
      throw new IllegalArgumentException(
          "Unknown part \"" + what + "\": expected lines, table or one of " + PARTS.keySet());
    }
  }
}
