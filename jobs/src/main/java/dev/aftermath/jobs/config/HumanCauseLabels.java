package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.CauseLabels;
import dev.aftermath.jobs.domain.cause.label.CauseScale;
import dev.aftermath.jobs.domain.cause.label.HumanLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads what people said of causes from {@code conf/causes/human-labels.csv}. Lines are only ever
 * added to it: of several about one incident and column the last one holds.
 */
public final class HumanCauseLabels {
  private static final List<String> HEADER = List.of("incident", "column", "value", "labelled_at");
  private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setTrim(true).get();

  private HumanCauseLabels() {}

  /**
   * The labels in a file in its order; none without it.
   *
   * @throws InvalidSettingsException with everything that is wrong in it
   */
  public static List<HumanLabel> read(Path file, CauseScale scale) throws IOException {
    List<HumanLabel> labels = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return labels;
    }
    Problems problems = new Problems();
    try (CSVParser parser = CSVParser.parse(Files.newBufferedReader(file), FORMAT)) {
      for (CSVRecord row : parser) {
        long line = parser.getCurrentLineNumber();
        if (row.getRecordNumber() == 1) {
          if (!row.toList().equals(HEADER)) {
            problems.add(problem(file, line, "Expected the header " + String.join(",", HEADER)));
            break;
          }
        } else {
          label(row, scale, message -> problems.add(problem(file, line, message)))
              .ifPresent(labels::add);
        }
      }
    }
    problems.throwIfAny();
    return labels;
  }

  private static Optional<HumanLabel> label(
      CSVRecord row, CauseScale scale, Consumer<String> refuse) {
    if (row.size() != HEADER.size()) {
      refuse.accept("Expected " + HEADER.size() + " fields, found " + row.size());
      return Optional.empty();
    }
    if (row.get(0).isEmpty()) {
      refuse.accept("Missing incident: name its id or its ticket's number");
    }
    Optional<CauseColumn> column =
        Stream.of(CauseColumn.values()).filter(it -> it.word().equals(row.get(1))).findFirst();
    if (column.isEmpty()) {
      List<String> columns = Stream.of(CauseColumn.values()).map(CauseColumn::word).toList();
      refuse.accept(
          "Invalid column: \"" + row.get(1) + "\"" + Spelling.suggestion(row.get(1), columns));
    }
    column.ifPresent(
        it -> {
          List<String> values = new ArrayList<>(scale.names(it));
          values.add(CauseLabels.UNKNOWN);
          if (!values.contains(row.get(2))) {
            refuse.accept(
                "Invalid value: \"" + row.get(2) + "\"" + Spelling.suggestion(row.get(2), values));
          }
        });
    Optional<Instant> at = instant(row.get(3));
    if (at.isEmpty()) {
      refuse.accept(
          "Invalid labelled_at: \""
              + row.get(3)
              + "\" (must be an instant such as 2026-03-02T09:30:00Z)");
    }
    return column.flatMap(
        it -> at.map(instant -> new HumanLabel(row.get(0), it, row.get(2), instant)));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Problem problem(Path file, long line, String message) {
    return new Problem(file.toString(), Math.toIntExact(line), 1, message);
  }
}
