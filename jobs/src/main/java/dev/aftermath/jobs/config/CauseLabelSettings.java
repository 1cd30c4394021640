package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.cause.label.CauseCues;
import dev.aftermath.jobs.domain.cause.label.CauseDictionary;
import dev.aftermath.jobs.domain.cause.label.CauseRule;
import dev.aftermath.jobs.domain.cause.label.CauseScale;
import dev.aftermath.jobs.domain.cause.label.CauseScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code conf/causes} says: by which words causes are told, and what other classifications
 * make of them.
 *
 * @param dictionary the values, and the words of all languages
 * @param schemes the other classifications, by their ids in order
 */
public record CauseLabelSettings(CauseDictionary dictionary, List<CauseScheme> schemes) {
  private static final String SCALE_FILE = "labels.yaml";

  /** Takes a copy. */
  public CauseLabelSettings {
    schemes = List.copyOf(schemes);
  }

  /**
   * The settings in a folder; without the folder every cause is {@code unknown}.
   *
   * @throws InvalidSettingsException with everything that is wrong in any of the files
   */
  public static CauseLabelSettings read(Path folder) throws IOException {
    Problems problems = new Problems();
    CauseScale scale = CauseScale.NONE;
    Path file = folder.resolve(SCALE_FILE);
    if (Files.isRegularFile(file)) {
      scale = CauseScaleReader.scale(YamlNode.onlyDocument(file, problems));
    } else if (Files.isDirectory(folder)) {
      problems.add(
          new Problem(file.toString(), 1, 1, "Cannot find the values of causes; add this file"));
      problems.throwIfAny();
    }
    CauseRuleReader reader = new CauseRuleReader(scale);
    List<CauseRule> rules = new ArrayList<>();
    List<CauseCues> cues = new ArrayList<>();
    for (YamlNode node : documents(folder, problems)) {
      cues.add(reader.cues(node));
      rules.addAll(reader.rules(node));
    }
    List<CauseScheme> schemes =
        new CauseSchemeReader(scale).schemes(documents(folder.resolve("schemes"), problems));
    problems.throwIfAny();
    return new CauseLabelSettings(CauseDictionary.of(scale, together(cues), rules), schemes);
  }

  private static CauseCues together(List<CauseCues> cues) {
    return new CauseCues(
        cues.stream().flatMap(it -> it.sections().stream()).distinct().toList(),
        cues.stream().flatMap(it -> it.words().stream()).distinct().toList());
  }

  private static List<YamlNode> documents(Path folder, Problems problems) throws IOException {
    List<YamlNode> documents = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder)) {
        documents.addAll(
            YamlNode.documents(file.toString(), Files.newBufferedReader(file), problems));
      }
    }
    return documents;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith(SCALE_FILE))
          .sorted()
          .toList();
    }
  }
}
