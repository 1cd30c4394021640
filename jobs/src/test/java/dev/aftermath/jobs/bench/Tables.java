package dev.aftermath.jobs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** CSV files with a header. */
final class Tables {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .get();

  private Tables() {}

  static List<CSVRecord> rows(Path file) throws IOException {
    try (CSVParser parser = CSVParser.parse(Files.newBufferedReader(file), FORMAT)) {
      return parser.getRecords();
    }
  }
}
