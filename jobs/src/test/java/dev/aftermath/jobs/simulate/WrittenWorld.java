package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads back what a simulation wrote, with nothing of the code that wrote it. */
final class WrittenWorld {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;

  WrittenWorld(Path folder) {
    this.folder = folder;
  }

  /** Every file of one source by path, unpacked; members of archives by the name inside. */
  Map<String, byte[]> files(String source) {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder.resolve("exports").resolve(source))) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String name = folder.relativize(path).toString();
        byte[] bytes = Files.readAllBytes(path);
        if (name.endsWith(".gz")) {
          files.put(
              name.substring(0, name.length() - 3),
              new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes());
        } else if (name.endsWith(".zip")) {
          ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes));
          for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            files.put(name + "!" + entry.getName(), zip.readAllBytes());
          }
        } else {
          files.put(name, bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The records below one field of every JSON file whose name holds the text. */
  List<JsonNode> records(String source, String nameHolds, String field) {
    List<JsonNode> records = new ArrayList<>();
    files(source)
        .forEach(
            (name, bytes) -> {
              if (name.contains(nameHolds) && name.endsWith(".json")) {
                json(bytes).path(field).forEach(records::add);
              }
            });
    return records;
  }

  /** ServiceNow incident rows of all three forms, as shown or stored values by field name. */
  List<Map<String, String>> ticketRows() {
    List<Map<String, String>> rows = new ArrayList<>();
    files("servicenow")
        .forEach(
            (name, bytes) -> {
              if (!name.contains("incident")) {
                return;
              }
              if (name.endsWith(".csv")) {
                rows.addAll(csv(bytes));
              } else if (name.endsWith(".xml")) {
                rows.addAll(Unloads.rows(bytes, "incident"));
              } else {
                json(bytes).path("result").forEach(record -> rows.add(flat(record)));
              }
            });
    return rows;
  }

  JsonNode truth(String file) {
    try {
      return MAPPER.readTree(folder.resolve("truth").resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files of the folder with their bytes as text, for comparing whole trees. */
  static Map<String, String> tree(Path folder) {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        tree.put(
            folder.relativize(path).toString(),
            new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree;
  }

  private static List<Map<String, String>> csv(byte[] bytes) {
    List<Map<String, String>> rows = new ArrayList<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser =
        CSVParser.parse(new ByteArrayInputStream(bytes), Charset.forName("windows-1252"), format)) {
      for (CSVRecord row : parser) {
        rows.add(row.toMap());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static Map<String, String> flat(JsonNode record) {
    Map<String, String> row = new TreeMap<>();
    record
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              row.put(
                  field.getKey(), value.isObject() ? value.path("value").asText() : value.asText());
            });
    return row;
  }
}
