package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.YAMLException;

/** Gathers OpenSLO objects from files, then checks them together. */
final class SloFilesReader {
  private static final List<String> REFERRED_TO = List.of("SLI", "AlertCondition", "AlertPolicy");

  private final Problems problems;
  private final List<String> files = new ArrayList<>();
  private final List<SloObject> objects = new ArrayList<>();
  private final SloObjects byName = new SloObjects();
  private final Map<SloDefinition, List<YamlNode>> objectives = new HashMap<>();
  private final Set<SloObject> faulty = Collections.newSetFromMap(new IdentityHashMap<>());

  SloFilesReader(Reading reading) {
    this.problems = new Problems(reading);
  }

  /** Reads a file, or the YAML files below a folder in the order of their names. */
  void read(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        readFile(path);
        return;
      }
      List<Path> found;
      try (Stream<Path> below = Files.walk(path)) {
        found = below.filter(SloFilesReader::isYaml).sorted().toList();
      }
      if (found.isEmpty()) {
        note(path, "There is no .yaml or .yml file in this folder; name another one");
      }
      found.forEach(this::readFile);
    } catch (IOException e) {
      note(path, "Cannot read this folder: " + e.getMessage() + "; check its path and rights");
    }
  }

  /** Reads one text. */
  void read(String name, Reader text) throws IOException {
    files.add(name);
    for (YamlNode document : YamlNode.documents(name, text, problems)) {
      List<YamlNode> roots = document.isList() ? document.items() : List.of(document);
      for (YamlNode root : roots) {
        if (root.isMapping()) {
          add(root);
        } else {
          problems.at(root, "An OpenSLO object is expected here: keys and values");
        }
      }
    }
  }

  /** Checks everything that was read. */
  SloFiles result() {
    SloIndicatorReader indicators = new SloIndicatorReader(byName);
    SloAlertReader alerts = new SloAlertReader(byName);
    SloReader slos = new SloReader(byName, indicators, alerts);
    List<SloDefinition> definitions = new ArrayList<>();
    // What others refer to comes first, so that its problems count as its own.
    for (String kind : REFERRED_TO) {
      for (SloObject object : objects) {
        if (object.kind().equals(kind) && object.readable()) {
          watched(object, () -> check(object, slos, indicators, alerts, definitions));
        }
      }
    }
    for (SloObject object : objects) {
      if (object.readable() && !REFERRED_TO.contains(object.kind())) {
        watched(object, () -> check(object, slos, indicators, alerts, definitions));
      }
    }
    return new SloFiles(
        List.copyOf(definitions),
        objects.size() - faulty.size(),
        sorted(problems.all()),
        sorted(problems.warnings()),
        Map.copyOf(objectives));
  }

  private List<Problem> sorted(List<Problem> found) {
    return found.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt((Problem problem) -> files.indexOf(problem.file()))
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .toList();
  }

  private void check(
      SloObject object,
      SloReader slos,
      SloIndicatorReader indicators,
      SloAlertReader alerts,
      List<SloDefinition> definitions) {
    YamlNode spec = object.spec();
    if (!object.kind().equals("SLO")) {
      SloAnnotations.refuse(object);
    }
    switch (object.kind()) {
      case "SLO" -> {
        int before = problems.all().size();
        slos.read(object)
            .filter(slo -> problems.all().size() == before && !faulty.contains(object))
            .ifPresent(
                slo -> {
                  definitions.add(slo);
                  spec.find("objectives").ifPresent(it -> objectives.put(slo, it.items()));
                });
      }
      case "AlertPolicy" -> alerts.policy(spec);
      case "AlertCondition" -> alerts.condition(spec);
      case "AlertNotificationTarget" -> alerts.target(spec);
      case "DataSource" -> {
        spec.refuseKeysBeyond(Set.of("description", "type", "connectionDetails"));
        spec.text("type");
        if (spec.find("connectionDetails").isEmpty()) {
          problems.disputed(spec, "Missing connectionDetails: add it here", "there are none");
        }
      }
      case "Service" -> spec.refuseKeysBeyond(Set.of("description"));
      case "SLI" -> indicators.read(object);
      default -> throw new IllegalStateException("No such kind: " + object.kind());
    }
  }

  private void add(YamlNode root) {
    int before = problems.all().size();
    SloObject object = SloObject.of(root);
    if (object.readable()) {
      byName.add(object);
    }
    objects.add(object);
    if (problems.all().size() > before) {
      faulty.add(object);
    }
  }

  private void watched(SloObject object, Runnable reading) {
    int before = problems.all().size();
    reading.run();
    if (problems.all().size() > before) {
      faulty.add(object);
    }
  }

  private void readFile(Path file) {
    try (Reader text = Files.newBufferedReader(file)) {
      read(file.toString(), text);
    } catch (IOException e) {
      note(file, "Cannot read this file: " + e.getMessage() + "; check its path and rights");
    } catch (YAMLException e) {
      boolean notText = e.getCause() instanceof CharacterCodingException;
      note(
          file,
          notText
              ? "This file is not UTF-8 text; save it as UTF-8"
              : "Cannot read YAML: " + e.getMessage() + "; mend the syntax");
    }
  }

  private void note(Path path, String message) {
    if (!files.contains(path.toString())) {
      files.add(path.toString());
    }
    problems.add(new Problem(path.toString(), 1, 1, message));
  }

  private static boolean isYaml(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(path);
  }
}
