package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.LakeFiles;
import dev.aftermath.jobs.lake.RunLock;
import dev.aftermath.jobs.spark.LocalFiles;
import dev.aftermath.jobs.spark.Sessions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** What a command works on: the settings, the lake and a Spark session. Opened once per process. */
final class Platform implements AutoCloseable {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String HADOOP_PREFIX = "spark.hadoop.";

  private final PlatformSettings settings;
  private final Instant startedAt;
  private final Instant asOf;
  private final Runnable release;
  private final SparkSession spark;
  private final Lake lake;

  private Platform(PlatformSettings settings, Instant startedAt, Instant asOf, Runnable release) {
    this.settings = settings;
    this.startedAt = startedAt;
    this.asOf = asOf;
    this.release = release;
    this.spark = Sessions.start(settings.sparkMaster(), settings.sparkSettings());
    this.lake = Lake.at(spark, settings.lake());
  }

  /** For a command that only reads. */
  static Platform forReading(LakeOptions options) {
    Clock clock = Clock.systemUTC();
    return new Platform(options.settings(), clock.instant(), options.asOf(clock), () -> {});
  }

  /**
   * For a command that writes: it has the run lock before Spark starts, so that a second run is
   * told at once.
   */
  static Platform forWriting(CommonOptions options) {
    Clock clock = Clock.systemUTC();
    PlatformSettings settings = options.settings();
    Instant now = clock.instant();
    RunLock lock = RunLock.take(files(settings, settings.lake()), runId(now), clock);
    return new Platform(settings, now, options.asOf(clock), lock::close);
  }

  /** Files at a path or URI, reached without Spark. */
  static LakeFiles files(PlatformSettings settings, String uri) {
    Map<String, String> hadoop = new HashMap<>();
    settings
        .sparkSettings()
        .forEach(
            (key, value) -> {
              if (key.startsWith(HADOOP_PREFIX)) {
                hadoop.put(key.substring(HADOOP_PREFIX.length()), value);
              }
            });
    return LakeFiles.below(uri, LocalFiles.configuration(hadoop));
  }

  PlatformSettings settings() {
    return settings;
  }

  Lake lake() {
    return lake;
  }

  Instant asOf() {
    return asOf;
  }

  Instant startedAt() {
    return startedAt;
  }

  Instant now() {
    return Clock.systemUTC().instant();
  }

  String runId() {
    return runId(startedAt);
  }

  private static String runId(Instant startedAt) {
    return "run-" + RUN_ID.format(startedAt) + "-" + ProcessHandle.current().pid();
  }

  @Override
  public void close() {
    try {
      spark.stop();
    } finally {
      release.run();
    }
  }
}
