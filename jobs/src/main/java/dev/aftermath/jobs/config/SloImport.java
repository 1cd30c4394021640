package dev.aftermath.jobs.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SLOs of other tools, turned into OpenSLO.
 *
 * @param slos what could be turned, in the order of reading
 * @param notes what was not carried over, or is different now, at the place of the original
 * @param problems what could not be turned at all
 */
public record SloImport(List<ImportedSlo> slos, List<Problem> notes, List<Problem> problems) {

  /**
   * One SLO.
   *
   * @param yaml an OpenSLO document that {@link SloFiles} takes without a problem
   */
  public record ImportedSlo(String name, String yaml) {}

  /**
   * Reads files of other tools.
   *
   * @param format null to let each document give itself away
   */
  public static SloImport read(List<Path> files, @Nullable ImportFormat format) {
    Problems problems = new Problems();
    List<OpenSloDraft> drafts = new ArrayList<>();
    for (Path file : files) {
      try (Reader text = Files.newBufferedReader(file)) {
        drafts.addAll(drafts(file.toString(), text, format, problems));
      } catch (IOException e) {
        problems.add(
            new Problem(
                file.toString(),
                1,
                1,
                "Cannot read this file: " + e.getMessage() + "; check its path and rights"));
      }
    }
    return finished(drafts, problems);
  }

  /** Reads one text as if it was a file of that name. */
  public static SloImport read(String name, Reader text, @Nullable ImportFormat format)
      throws IOException {
    Problems problems = new Problems();
    return finished(drafts(name, text, format, problems), problems);
  }

  private static List<OpenSloDraft> drafts(
      String name, Reader text, @Nullable ImportFormat format, Problems problems)
      throws IOException {
    List<OpenSloDraft> drafts = new ArrayList<>();
    for (YamlNode document : YamlNode.documents(name, text, problems)) {
      Optional<ImportFormat> known =
          format != null ? Optional.of(format) : ImportFormat.of(document);
      if (known.isEmpty()) {
        problems.at(
            document,
            "This is no document of "
                + String.join(", ", ImportFormat.words())
                + "; name its format with --format");
        continue;
      }
      int before = problems.all().size();
      List<OpenSloDraft> found = SloImporter.of(known.get()).read(document);
      // What is wrong in one SLO does not stop its neighbours.
      found.stream().filter(OpenSloDraft::measures).forEach(drafts::add);
      if (found.isEmpty() && problems.all().size() == before) {
        problems.at(document, "There is no SLO in this document");
      }
    }
    return drafts;
  }

  private static SloImport finished(List<OpenSloDraft> drafts, Problems problems) {
    Map<String, ImportedSlo> slos = new LinkedHashMap<>();
    for (OpenSloDraft draft : drafts) {
      String yaml = draft.yaml();
      List<Problem> found = check(draft.name(), yaml);
      if (!found.isEmpty()) {
        problems.at(
            draft.place(), "OpenSLO does not allow what this becomes: " + found.get(0).message());
      } else if (slos.putIfAbsent(draft.name(), new ImportedSlo(draft.name(), yaml)) != null) {
        problems.at(
            draft.place(), "A second SLO would be named \"" + draft.name() + "\"; rename one");
      }
    }
    return new SloImport(List.copyOf(slos.values()), problems.warnings(), problems.all());
  }

  private static List<Problem> check(String name, String yaml) {
    try {
      return SloFiles.read(name, new StringReader(yaml)).problems();
    } catch (IOException e) {
      throw new IllegalStateException("A text in memory cannot fail to be read", e);
    }
  }
}
