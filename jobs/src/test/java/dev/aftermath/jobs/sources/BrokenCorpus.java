package dev.aftermath.jobs.sources;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The broken exports of the readers' own tests, for tests of what lies behind the readers. Left out
 * are those that no reader sees behind the settings and the archives, which are refused before.
 */
public final class BrokenCorpus {
  /** The settings that the corpus is read with, besides a plain name. */
  private static final Map<ExportFormat, SourceSettings> DECLARED =
      Map.of(
          ExportFormat.EVENT_LOG_CSV,
          TestSettings.eventLog(),
          ExportFormat.SERVICENOW_CSV,
          TestSettings.zoned("Europe/Berlin", "yyyy-MM-dd HH:mm:ss"));

  private BrokenCorpus() {}

  /**
   * A kind of broken file.
   *
   * @param keys the records in it that are sound
   * @param defect the word of the first defect that must be found
   */
  @SuppressWarnings("ArrayRecordComponent") // a kind is made, written to a file and forgotten
  public record Kind(
      String name, ExportFormat format, byte[] bytes, List<String> keys, String defect) {}

  /** Every kind. */
  public static List<Kind> kinds() {
    return BrokenExportsTest.corpus().map(BrokenCorpus::kind).flatMap(Optional::stream).toList();
  }

  private static Optional<Kind> kind(BrokenExport broken) {
    ExportFormat format =
        Arrays.stream(ExportFormat.values())
            .filter(it -> ExportReaders.reader(it).getClass() == broken.reader().getClass())
            .findFirst()
            .orElseThrow();
    SourceSettings settings =
        DECLARED.getOrDefault(format, SourceSettings.named(broken.settings().source()));
    boolean declarable = format != ExportFormat.PAGERDUTY_CSV;
    // What looks like an archive is opened before any reader sees it.
    boolean reachesReader = !broken.text().startsWith("PK");
    return Stream.of(broken)
        .filter(it -> declarable && reachesReader && it.settings().equals(settings))
        .map(
            it ->
                new Kind(
                    it.name(),
                    format,
                    it.bytes(),
                    it.keys(),
                    it.kind().name().toLowerCase(java.util.Locale.ROOT)))
        .findFirst();
  }
}
