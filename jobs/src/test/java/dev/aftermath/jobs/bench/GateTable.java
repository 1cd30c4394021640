package dev.aftermath.jobs.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The gates of all parts, a JSON object per line: parts run in processes of their own. */
final class GateTable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;

  GateTable(Path file) {
    this.file = file;
  }

  void add(List<Gate> gates) throws IOException {
    for (Gate gate : gates) {
      String line = JSON.writeValueAsString(gate) + "\n";
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** Writes the table; its last line says whether all gates are reached. */
  void print(Path table) throws IOException {
    List<Gate> gates = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      gates.add(JSON.readValue(line, new TypeReference<Gate>() {}));
    }
    List<String> lines = new ArrayList<>();
    lines.add("| part | gate | data | wanted | measured | reached |");
    lines.add("|---|---|---|---|---|---|");
    gates.forEach(gate -> lines.add(gate.line()));
    long missed = gates.stream().filter(gate -> !gate.isReached()).count();
    lines.add("");
    lines.add(missed == 0 ? "All gates are reached." : "Gates missed: " + missed);
    Files.write(table, lines);
  }
}
