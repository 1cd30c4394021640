package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.series.NativeHistogram;
import java.util.Map;

/**
 * Takes what an {@link ExportReader} finds in one file, in the order of the file.
 *
 * <p>Every record, sample or line of the file must reach exactly one of {@link #record}, {@link
 * #sample}, {@link #histogram}, {@link #logLine} and {@link #quarantine}: the file's account is
 * checked against their sum. Repetitions are handed over like all else; the receiver counts them.
 */
public interface ExportSink {
  /** A record of any {@link RawRecord#kind}. */
  void record(RawRecord record);

  /**
   * One sample of a series, a number.
   *
   * @param labels all labels with {@code __name__}; the same map may be handed over again and must
   *     not change afterwards
   */
  void sample(Map<String, String> labels, long epochMillis, double value);

  /**
   * Samples of one series, in the order of the file; the same as handing each over to {@link
   * #sample}.
   *
   * @param epochMillis their times, of which the first {@code count} are meant; not to be kept
   * @param values their values likewise
   */
  default void samples(Map<String, String> labels, long[] epochMillis, double[] values, int count) {
    for (int i = 0; i < count; i++) {
      sample(labels, epochMillis[i], values[i]);
    }
  }

  /**
   * One sample of a series, a native histogram.
   *
   * @param labels as for {@link #sample}
   */
  void histogram(Map<String, String> labels, long epochMillis, NativeHistogram histogram);

  /** One log line. */
  void logLine(RawLogLine line);

  /** Something that cannot be taken. */
  void quarantine(Defect defect);

  /**
   * Something the reader of a report should know, such as a row count that equals an export cap.
   */
  void warn(String warning);
}
