package dev.aftermath.jobs.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.domain.log.SignatureIndex;
import dev.aftermath.jobs.silver.LogTemplates;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * How many lines a second are told apart and counted, beside Drain3 on the same lines in the same
 * run. Its rate stands in a file that the script made just before.
 */
final class TemplateSpeed {
  private static final String PART = "speed";
  private static final int THREADS = 2;
  private static final int ROUNDS = 7;
  private static final int SPARK_ROUNDS = 5;

  private TemplateSpeed() {}

  /** Writes the messages of all systems, many times over with other digits each time. */
  static void writeLines(Options options) throws IOException {
    long copies = options.number("copies", 50);
    List<LabelledLogs> systems = LabelledLogs.below(options.path("data").resolve("loghub-2k"));
    try (Writer lines = Files.newBufferedWriter(file(options))) {
      for (int copy = 0; copy < copies; copy++) {
        for (LabelledLogs logs : systems) {
          for (String message : logs.messages()) {
            lines.write(withOtherDigits(message, copy));
            lines.write('\n');
          }
        }
      }
    }
  }

  static List<Gate> measure(Options options) throws IOException {
    List<String> lines = Files.readAllLines(file(options));
    double[] rates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      long counted = counted(lines);
      rates[round] = lines.size() / ((System.nanoTime() - began) / 1e9);
      if (counted != lines.size()) {
        throw new IllegalStateException("Counted " + counted + " of " + lines.size() + " lines");
      }
    }
    // The first rounds are Java's: it compiles while it works.
    double ours = Arrays.stream(rates).skip(2).sorted().toArray()[(ROUNDS - 2) / 2];
    double drain = drainRate(options.path("work").resolve("drain.json"));
    String data = "%,d messages of loghub-2k, digits varied".formatted(lines.size());
    List<Gate> gates = new ArrayList<>();
    gates.add(Gate.atLeast(400_000, PART, "lines/s, two threads", data, ours));
    gates.add(Gate.told(PART, "lines/s of Drain3", data, drain));
    gates.add(Gate.atLeast(20, PART, "times the rate of Drain3", data, ours / drain));
    gates.add(
        Gate.atLeast(
            400_000, PART, "lines/s, log_templates by Spark", data, sparkRate(options, lines)));
    return gates;
  }

  /** From stored entries to all rows of the table, two cores; the median of the later rounds. */
  private static double sparkRate(Options options, List<String> lines) {
    SparkSession spark = BenchLake.session();
    String entries = options.path("work").resolve("entries.parquet").toString();
    // Twelve services, and so many days that each template has several rows.
    spark
        .read()
        .text(file(options).toString())
        .selectExpr(
            "'loki' AS source",
            "'{\"service\":\"s' || abs(hash(value)) % 12 || '\"}' AS stream",
            "monotonically_increasing_id() % 8640000 * 100000000 AS epoch_nanoseconds",
            "value AS line",
            "1L AS multiplicity")
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(entries);
    double[] rates = new double[SPARK_ROUNDS];
    for (int round = 0; round < SPARK_ROUNDS; round++) {
      long began = System.nanoTime();
      LogTemplates.build(spark.read().parquet(entries), LogRules.USUAL)
          .write()
          .mode(SaveMode.Overwrite)
          .parquet(options.path("work").resolve("templates.parquet").toString());
      rates[round] = lines.size() / ((System.nanoTime() - began) / 1e9);
    }
    spark.stop();
    return Arrays.stream(rates).skip(2).sorted().toArray()[(SPARK_ROUNDS - 2) / 2];
  }

  private static long counted(List<String> lines) {
    int part = (lines.size() + THREADS - 1) / THREADS;
    return IntStream.range(0, THREADS)
        .parallel()
        .mapToLong(
            thread -> {
              int from = thread * part;
              return counts(lines.subList(from, Math.min(lines.size(), from + part)));
            })
        .sum();
  }

  private static long counts(List<String> lines) {
    SignatureIndex index = new SignatureIndex();
    long[] counts = new long[1024];
    for (String line : lines) {
      int number = index.of(line);
      if (number >= counts.length) {
        counts = Arrays.copyOf(counts, 2 * number);
      }
      counts[number]++;
    }
    return Arrays.stream(counts).sum();
  }

  private static double drainRate(Path file) throws IOException {
    return new JsonMapper().readTree(file.toFile()).path("lines_per_second").asDouble();
  }

  private static Path file(Options options) {
    return options.path("work").resolve("lines.txt");
  }

  private static String withOtherDigits(String message, int copy) {
    char[] text = message.toCharArray();
    for (int i = 0; i < text.length; i++) {
      if (text[i] >= '0' && text[i] <= '9') {
        text[i] = (char) ('0' + (text[i] - '0' + copy) % 10);
      }
    }
    return new String(text);
  }
}
