package dev.aftermath.jobs.bronze;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Reads landed exports into the bronze tables, each exactly once.
 *
 * <p>What a batch will read is written to a journal before the first table is touched, the tables
 * take a batch once, and the row in {@link Exports} is written last. A run that dies at any point
 * leaves a journal; the next run reads that batch again and the tables that have it refuse it.
 */
public final class Ingest {
  /** Below the lake: what an interrupted run had begun to read, a line for each export. */
  public static final String JOURNAL = "_journal/ingest.jsonl";

  private static final List<TableSpec> CONTENT =
      List.of(Records.TABLE, SampleChunks.TABLE, LogLines.TABLE, Quarantine.TABLE);

  private final Lake lake;
  private final String runId;

  /** An ingest into the lake, in the name of the run. */
  public Ingest(Lake lake, String runId) {
    this.lake = lake;
    this.runId = runId;
  }

  /** Ends a batch that an interrupted run began; the accounts of its exports, or none. */
  public List<Row> resume() {
    return lake.files()
        .text(JOURNAL)
        .map(journal -> read(journal.lines().map(ExportTask::fromJson).toList(), knownExports()))
        .orElse(List.of());
  }

  /** Reads the landed exports that are new; their accounts, one row of {@link Exports} each. */
  public List<Row> ingest(List<ExportTask> landed) {
    Map<String, ExportTask> fresh = new HashMap<>();
    List<Row> known = knownExports();
    Set<String> knownIds =
        known.stream().map(export -> export.getString(0)).collect(Collectors.toSet());
    for (ExportTask task : landed) {
      if (!knownIds.contains(task.exportId())) {
        fresh.putIfAbsent(task.exportId(), task);
      }
    }
    if (fresh.isEmpty()) {
      return List.of();
    }
    List<ExportTask> batch = fresh.values().stream().sorted(ExportTask.LARGEST_FIRST).toList();
    lake.files()
        .write(
            JOURNAL,
            out -> {
              for (ExportTask task : batch) {
                out.write((task.toJson() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
              }
            });
    return read(batch, known);
  }

  private List<Row> knownExports() {
    return lake.newest(Exports.TABLE).isEmpty()
        ? List.of()
        : lake.read(Exports.TABLE).select("export_id", "source", "content_sha256").collectAsList();
  }

  private List<Row> read(List<ExportTask> batch, List<Row> known) {
    String batchId =
        "ingest-"
            + Sha256.hex(
                    String.join("\n", batch.stream().map(ExportTask::exportId).sorted().toList()))
                .substring(0, 32);
    List<String> superseded = superseded(batch, known);
    Dataset<Row> items =
        lake.spark()
            .createDataset(partitioned(batch), Encoders.tuple(Encoders.INT(), Encoders.STRING()))
            .repartitionById(partitionCount(batch), col("_1"))
            .map((MapFunction<Tuple2<Integer, String>, String>) Tuple2::_2, Encoders.STRING())
            .flatMap(
                new ExportParser(lake.files().uri(), fileSystemSettings(), batchId),
                Encoders.row(ParsedItem.SCHEMA))
            .persist(StorageLevel.DISK_ONLY());
    try {
      List<Row> closed =
          items
              .filter(col(ParsedItem.ACCOUNT).isNotNull())
              .select(ParsedItem.ACCOUNT, ParsedItem.ROW_COUNTS)
              .collectAsList();
      List<Row> accounts = closed.stream().map(row -> row.getStruct(0)).toList();
      checkAccounts(accounts);
      appendContent(items, closed, batchId);
      Dataset<Row> exports = lake.spark().createDataFrame(accounts, Exports.TABLE.schema());
      lake.append(Exports.TABLE, exports.coalesce(1), runId, batchId);
      remove(superseded);
      lake.files().delete(JOURNAL);
      return accounts;
    } finally {
      items.unpersist();
    }
  }

  /** Into the tables that get rows; the accounts tell which, without another look at the items. */
  private void appendContent(Dataset<Row> items, List<Row> closed, String batchId) {
    for (int i = 0; i < CONTENT.size(); i++) {
      int table = i;
      if (closed.stream().anyMatch(row -> row.<Long>getList(1).get(table) > 0)) {
        lake.append(
            CONTENT.get(i), rows(items, ParsedItem.CONTENT.get(i), CONTENT.get(i)), runId, batchId);
      }
    }
  }

  /** The rows of one table: through its own encoder, which refuses what must not be null. */
  private static Dataset<Row> rows(Dataset<Row> items, String kind, TableSpec table) {
    return items
        .filter(col(kind).isNotNull())
        .select(col(kind))
        .map((MapFunction<Row, Row>) item -> item.getStruct(0), Encoders.row(table.schema()));
  }

  /** A file that is read again with other settings takes the place of its earlier reading. */
  private static List<String> superseded(List<ExportTask> batch, List<Row> known) {
    Set<String> contents = new HashSet<>();
    Set<String> current = new HashSet<>();
    for (ExportTask task : batch) {
      contents.add(task.source() + ":" + task.contentSha256());
      current.add(task.exportId());
    }
    return known.stream()
        .filter(export -> contents.contains(export.getString(1) + ":" + export.getString(2)))
        .map(export -> export.getString(0))
        .filter(export -> !current.contains(export))
        .toList();
  }

  private void remove(List<String> exportIds) {
    if (exportIds.isEmpty()) {
      return;
    }
    List<TableSpec> tables = new ArrayList<>(CONTENT);
    tables.add(Exports.TABLE);
    for (TableSpec table : tables) {
      lake.delete(table, col("export_id").isin(exportIds.toArray()));
    }
  }

  private static void checkAccounts(List<Row> accounts) {
    for (Row account : accounts) {
      long source = account.getLong(account.fieldIndex("source_count"));
      long landed = account.getLong(account.fieldIndex("landed_count"));
      if (source != landed) {
        throw new IllegalStateException(
            "Cannot account for "
                + account.getString(account.fieldIndex("file_name"))
                + ": "
                + source
                + " records in the file, "
                + landed
                + " of them landed");
      }
    }
  }

  /** Spreads the files over the partitions so that each partition has about as many bytes. */
  private List<Tuple2<Integer, String>> partitioned(List<ExportTask> batch) {
    long[] bytes = new long[partitionCount(batch)];
    List<Tuple2<Integer, String>> partitioned = new ArrayList<>();
    for (ExportTask task : batch) {
      int smallest = 0;
      for (int i = 1; i < bytes.length; i++) {
        smallest = bytes[i] < bytes[smallest] ? i : smallest;
      }
      // A file costs something even when it is empty.
      bytes[smallest] += task.byteCount() + 100_000;
      partitioned.add(new Tuple2<>(smallest, task.toJson()));
    }
    return partitioned;
  }

  private int partitionCount(List<ExportTask> batch) {
    return Math.min(batch.size(), lake.spark().sparkContext().defaultParallelism() * 4);
  }

  private Map<String, String> fileSystemSettings() {
    Map<String, String> settings = new HashMap<>();
    Arrays.stream(lake.spark().sparkContext().getConf().getAll())
        .filter(entry -> entry._1().startsWith("spark.hadoop."))
        .forEach(entry -> settings.put(entry._1().substring("spark.hadoop.".length()), entry._2()));
    return settings;
  }
}
