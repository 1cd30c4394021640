package dev.aftermath.reports.evidence;

import dev.aftermath.reports.model.Definition;
import dev.aftermath.reports.model.TableVersion;
import java.time.Instant;
import java.util.List;

/**
 * Where the figures of a pack come from.
 *
 * @param reportId the report's identifier, printed on its pages
 * @param run identifier of the run that made the pack
 * @param codeVersion version of the program
 * @param configurationSha256 SHA-256 of the configuration
 * @param asOf instant as of which everything was computed
 * @param sources the export files read
 * @param tables the lake tables read
 * @param definitions the definitions applied
 */
public record Provenance(
    String reportId,
    String run,
    String codeVersion,
    String configurationSha256,
    Instant asOf,
    List<SourceFile> sources,
    List<TableVersion> tables,
    List<Definition> definitions) {
  /** Copies the lists. */
  public Provenance {
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
    definitions = List.copyOf(definitions);
  }

  /**
   * An export file as it was landed.
   *
   * @param source name of its source
   * @param name its file name
   * @param sha256 SHA-256 of its bytes
   */
  public record SourceFile(String source, String name, String sha256) {}
}
