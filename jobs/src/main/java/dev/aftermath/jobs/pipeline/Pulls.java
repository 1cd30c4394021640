package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.config.FileGroup;
import dev.aftermath.jobs.config.PullDefinition;
import dev.aftermath.jobs.config.SourceDefinition;
import dev.aftermath.jobs.domain.series.NativeHistogram;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.lake.LakeFiles;
import dev.aftermath.jobs.sources.Defect;
import dev.aftermath.jobs.sources.ExportReaders;
import dev.aftermath.jobs.sources.ExportSink;
import dev.aftermath.jobs.sources.ExportStore;
import dev.aftermath.jobs.sources.LokiPull;
import dev.aftermath.jobs.sources.PrometheusPull;
import dev.aftermath.jobs.sources.PullException;
import dev.aftermath.jobs.sources.RawLogLine;
import dev.aftermath.jobs.sources.RawRecord;
import dev.aftermath.jobs.sources.RefusedExportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Pulls what the sources' servers hold of a period into a folder of exports. */
public final class Pulls {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final LakeFiles exports;
  private final SortedMap<Duration, Set<SeriesQuery>> expressionsByStep = new TreeMap<>();
  private final Consumer<PulledFile> written;

  /**
   * Pulls into a folder.
   *
   * @param slos whose indicators name expressions that only a server can evaluate: each is pulled
   *     from the source that it names, or from every Prometheus server when it names none, at the
   *     end of every slice of its objective
   * @param written is told of each file when it is there
   */
  public Pulls(LakeFiles exports, Collection<SloDefinition> slos, Consumer<PulledFile> written) {
    this.exports = exports;
    this.written = written;
    slos.stream().flatMap(slo -> slo.objectives().stream()).forEach(this::add);
  }

  private void add(Objective objective) {
    for (SeriesQuery query : objective.indicator().series()) {
      if (query.expression() != null) {
        expressionsByStep
            .computeIfAbsent(objective.grid().length(), step -> new LinkedHashSet<>())
            .add(query);
      }
    }
  }

  /**
   * Pulls one source. Files that were written before a failure stay: each is whole, and the next
   * pull of the period replaces it.
   *
   * @param source one with a {@code pull} section
   * @param from the first instant, in whole milliseconds
   * @param to the instant behind the last
   * @throws PullException when the server cannot be reached or refuses
   */
  public void pull(SourceDefinition source, Instant from, Instant to) throws IOException {
    PullDefinition definition = source.pull().orElseThrow();
    String folder = definition.folder() + "/" + FOLDER.format(from) + "-" + FOLDER.format(to) + "/";
    ExportStore store = (name, content) -> put(source, folder + name, content);
    if (definition instanceof PullDefinition.Prometheus series) {
      PrometheusPull pull = new PrometheusPull(series.server(), store);
      if (!series.selectors().isEmpty()) {
        pull.pullRaw(series.selectors(), from, to, series.window());
      }
      if (series.step() != null && !series.queries().isEmpty()) {
        pull.pullSteps(series.queries(), from, to, series.step());
      }
      for (Map.Entry<Duration, Set<SeriesQuery>> each : expressionsByStep.entrySet()) {
        List<String> asked =
            each.getValue().stream()
                .filter(query -> query.source() == null || query.source().equals(source.name()))
                .map(SeriesQuery::pullExpression)
                .toList();
        String mark = "slo-" + each.getKey().toSeconds() + "s-";
        ExportStore apart = (name, content) -> store.put(mark + name, content);
        new PrometheusPull(series.server(), apart).pullSteps(asked, from, to, each.getKey());
      }
    } else if (definition instanceof PullDefinition.Loki logs) {
      new LokiPull(logs.server(), store).pull(logs.queries(), from, to, logs.limit());
    }
  }

  private void put(SourceDefinition source, String name, InputStream content) throws IOException {
    // The answer is first taken whole: when it breaks off, the server is asked again, which would
    // not help against exports that cannot be written.
    Path answer = Files.createTempFile("aftermath-pull", ".answer");
    try {
      Files.copy(content, answer, StandardCopyOption.REPLACE_EXISTING);
      Contents contents = contents(source, name, answer);
      exports.write(name, out -> Files.copy(answer, out));
      written.accept(
          new PulledFile(
              source.name(),
              exports.uri(name),
              contents.itemCount,
              Files.size(answer),
              contents.warnings));
    } finally {
      Files.deleteIfExists(answer);
    }
  }

  private static Contents contents(SourceDefinition source, String name, Path answer)
      throws IOException {
    Contents contents = new Contents();
    Optional<FileGroup> group = source.groupOf(name);
    if (group.isEmpty()) {
      contents.warn("No match of the source claims it");
      return contents;
    }
    try (InputStream in = Files.newInputStream(answer)) {
      ExportReaders.reader(group.get().format()).read(in, group.get().settings(), contents);
    } catch (RefusedExportException e) {
      contents.quarantine(e.defect());
    }
    return contents;
  }

  private static final class Contents implements ExportSink {
    private static final int MOST_WARNINGS = 10;

    private long itemCount;
    private final List<String> warnings = new ArrayList<>();

    @Override
    public void record(RawRecord record) {
      itemCount++;
    }

    @Override
    public void sample(Map<String, String> labels, long epochMillis, double value) {
      itemCount++;
    }

    @Override
    public void histogram(Map<String, String> labels, long epochMillis, NativeHistogram histogram) {
      itemCount++;
    }

    @Override
    public void logLine(RawLogLine line) {
      itemCount++;
    }

    @Override
    public void quarantine(Defect defect) {
      warn(defect.where() + ": " + defect.cause() + ". " + defect.remedy());
    }

    @Override
    public void warn(String warning) {
      if (warnings.size() < MOST_WARNINGS) {
        warnings.add(warning);
      }
    }
  }
}
