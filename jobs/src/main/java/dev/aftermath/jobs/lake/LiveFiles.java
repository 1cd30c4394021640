package dev.aftermath.jobs.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * The files that hold the rows of a version of a table, as the checksum file beside the table's log
 * lists them ({@code allFiles} in the section "Version Checksum File" of the Delta protocol).
 *
 * <p>For the same list Delta runs up to four Spark jobs over the log: more work than reading the
 * rows of a small table.
 *
 * @param folder the table's place, a full URI
 * @param schema the columns in their order
 * @param partitions the columns that are told by the names of folders
 * @param files the full URIs of the files
 */
record LiveFiles(String folder, StructType schema, List<String> partitions, List<String> files) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The version of readers for whom a table is its files and nothing else. */
  private static final int PLAIN_READER = 1;

  /** What makes Spark look for files by a pattern instead of taking a name as it is. */
  private static final String PATTERN = ".*[{}\\[\\]*?\\\\].*";

  /**
   * The files of a version; empty when only Delta can tell: when the table has many files, when the
   * checksum file is not there because the writer was interrupted, or when rows are more than what
   * the files hold.
   */
  static Optional<LiveFiles> of(LakeFiles lake, TableSpec table, long version) {
    String folder = lake.uri(table.path());
    if (folder.matches(PATTERN)) {
      return Optional.empty();
    }
    String checksum = String.format(Locale.ROOT, "%s/_delta_log/%020d.crc", table.path(), version);
    try {
      return lake.text(checksum).flatMap(text -> read(folder, text));
    } catch (UncheckedIOException e) {
      // It only spares work: what it says is in the log too.
      return Optional.empty();
    }
  }

  private static Optional<LiveFiles> read(String folder, String text) {
    try {
      JsonNode checksum = JSON.readTree(text);
      JsonNode files = checksum.path("allFiles");
      JsonNode metadata = checksum.path("metadata");
      if (!files.isArray()
          || !metadata.has("schemaString")
          || files.size() != checksum.path("numFiles").asInt(-1)
          || checksum.path("protocol").path("minReaderVersion").asInt() != PLAIN_READER) {
        return Optional.empty();
      }
      List<String> uris = new ArrayList<>();
      for (JsonNode file : files) {
        URI name = URI.create(file.path("path").asText());
        if (name.isAbsolute()) {
          // Of a table that was cloned: its files lie elsewhere.
          return Optional.empty();
        }
        uris.add(folder + "/" + name.getPath());
      }
      List<String> partitions = new ArrayList<>();
      metadata.path("partitionColumns").forEach(column -> partitions.add(column.asText()));
      StructType schema = (StructType) DataType.fromJson(metadata.path("schemaString").asText());
      return Optional.of(new LiveFiles(folder, schema, List.copyOf(partitions), List.copyOf(uris)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The rows. */
  Dataset<Row> read(SparkSession spark) {
    if (files.isEmpty()) {
      return spark.createDataFrame(List.of(), schema);
    }
    if (partitions.isEmpty()) {
      return spark.read().schema(schema).parquet(files.toArray(String[]::new));
    }
    Column[] inOrder =
        List.of(schema.fieldNames()).stream().map(functions::col).toArray(Column[]::new);
    return spark
        .read()
        .schema(schema)
        .option("basePath", folder)
        .parquet(files.toArray(String[]::new))
        .select(inOrder);
  }
}
