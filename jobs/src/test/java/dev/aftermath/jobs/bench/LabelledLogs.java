package dev.aftermath.jobs.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The messages of one system with the true template of each, as loghub keeps them.
 *
 * @param events the ids of the templates, in the order of the messages
 */
record LabelledLogs(String system, List<String> messages, List<String> events) {
  private static final String ENDING = "_2k.log_structured.csv";

  /** Every system below a folder, in the order of names. */
  static List<LabelledLogs> below(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder, 2)) {
      files = found.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IOException("No labelled logs below " + folder + ": expected */*" + ENDING);
    }
    List<LabelledLogs> all = new ArrayList<>();
    for (Path file : files) {
      all.add(read(file));
    }
    return all;
  }

  private static LabelledLogs read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<String> messages = new ArrayList<>();
    List<String> events = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file)) {
      for (CSVRecord line : format.parse(text)) {
        messages.add(line.get("Content"));
        events.add(line.get("EventId"));
      }
    }
    String name = file.getFileName().toString();
    return new LabelledLogs(name.substring(0, name.length() - ENDING.length()), messages, events);
  }
}
