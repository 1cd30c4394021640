package dev.aftermath.jobs.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The only maker of Spark sessions. */
public final class Sessions {
  /** Tables of more files are read by Delta, which looks for them by Spark jobs. */
  private static final String LISTED_FILES = "200";

  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("spark.ui.enabled", "false"),
          Map.entry("spark.ui.showConsoleProgress", "false"),
          Map.entry("spark.sql.shuffle.partitions", "4"),
          Map.entry("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2"),
          // Vectors are made anew for each file, and most files have fewer rows than this.
          Map.entry("spark.sql.parquet.columnarReaderBatchSize", "1024"),
          // 50 by default: replaying a small log then costs more than the table's own work.
          Map.entry("spark.databricks.delta.snapshotPartitions", "2"),
          // Rows of many columns make methods that Java never compiles; Spark then has others.
          Map.entry("spark.sql.codegen.hugeMethodLimit", "8000"),
          // 100 by default, which one run of the steps needs already: the next one would compile
          // all of its code anew.
          Map.entry("spark.sql.codegen.cache.maxEntries", "1000"),
          // Figures hardly repeat: to look for it costs more than writing them.
          Map.entry("spark.hadoop.parquet.enable.dictionary", "false"),
          // But records are looked up by these: a reader skips what has none of the words.
          Map.entry("spark.hadoop.parquet.enable.dictionary#export_id", "true"),
          Map.entry("spark.hadoop.parquet.enable.dictionary#kind", "true"),
          // 10 by default: of more values only the least and the largest would be asked for.
          Map.entry("spark.sql.parquet.pushdown.inFilterThreshold", "1000"),
          // Unlike the older INT96 these have a least and a largest, so that readers skip pages.
          Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
          // The keys come first in every table; least and largest of figures serve no query.
          Map.entry("spark.databricks.delta.properties.defaults.dataSkippingNumIndexedCols", "12"),
          // Any reader must be able to open the tables.
          Map.entry("spark.databricks.delta.properties.defaults.enableDeletionVectors", "false"),
          // Ten years: a figure can be shown as it was published, and told why it changed since.
          Map.entry(
              "spark.databricks.delta.properties.defaults.logRetentionDuration",
              "interval 3650 days"),
          Map.entry(
              "spark.databricks.delta.properties.defaults.deletedFileRetentionDuration",
              "interval 3650 days"),
          // Aggregates of arrays otherwise fall back to sorting after 128 groups.
          Map.entry("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "100000"));

  private Sessions() {}

  /**
   * A session with Delta and UTC, sized for few and small partitions.
   *
   * @param master where Spark runs, such as {@code local[2]} or {@code k8s://...}; empty to take
   *     what {@code spark-submit} set
   * @param settings further Spark settings of the operator; they win over the defaults here and
   *     over what {@code spark-submit} set, but for the zone and the types of instants
   */
  public static SparkSession start(String master, Map<String, String> settings) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("aftermath")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.catalogImplementation", "in-memory");
    USUAL.forEach((key, value) -> unlessSubmitted(builder, key, value));
    if (master.startsWith("local")) {
      LocalFiles.SETTINGS.forEach(
          (key, value) -> unlessSubmitted(builder, "spark.hadoop." + key, value));
      // Of a local file it costs nearly nothing to ask for its state, of one in a store a request.
      unlessSubmitted(
          builder, "spark.databricks.delta.allFilesInCrc.thresholdNumFiles", LISTED_FILES);
      unlessSubmitted(
          builder, "spark.sql.sources.parallelPartitionDiscovery.threshold", LISTED_FILES);
      // On a cluster the executors could not reach a driver that is only on the loopback.
      builder.config("spark.driver.host", "localhost");
      builder.config("spark.driver.bindAddress", "127.0.0.1");
    }
    if (!master.isEmpty()) {
      builder.master(master);
    }
    settings.forEach(builder::config);
    // Above all settings: days and months of tables are those of UTC, and rows hold Instant and
    // LocalDate, since the types of java.sql bend what lies before 1582.
    builder.config("spark.sql.session.timeZone", "UTC");
    builder.config("spark.sql.datetime.java8API.enabled", "true");
    return builder.getOrCreate();
  }

  /** spark-submit hands its --conf over as system properties; they win over what is only usual. */
  private static void unlessSubmitted(SparkSession.Builder builder, String key, String value) {
    if (System.getProperty(key) == null) {
      builder.config(key, value);
    }
  }
}
