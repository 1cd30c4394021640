package dev.aftermath.jobs.bench;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.aftermath.jobs.domain.log.LogSignature;
import dev.aftermath.jobs.domain.log.TemplateAliases;
import dev.aftermath.jobs.domain.log.TemplateAliases.Alias;
import dev.aftermath.jobs.domain.log.TemplateAliases.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How well log lines are told apart, on lines whose true templates are known. */
final class TemplateGates {
  private static final String PART = "templates";

  private TemplateGates() {}

  /** How well one system's lines are told apart, by signature alone and with aliases followed. */
  record OfSystem(String system, GroupingAccuracy plain, GroupingAccuracy merged) {}

  static List<Gate> measure(Options options) throws IOException {
    return gates(ofSystems(options.path("data").resolve("loghub-2k")));
  }

  static List<OfSystem> ofSystems(Path folder) throws IOException {
    List<OfSystem> systems = new ArrayList<>();
    for (LabelledLogs logs : LabelledLogs.below(folder)) {
      List<String> signatures = logs.messages().stream().map(LogSignature::of).toList();
      List<String> leaders = leaders(signatures);
      systems.add(
          new OfSystem(
              logs.system(),
              GroupingAccuracy.of(signatures, logs.events()),
              GroupingAccuracy.of(leaders, logs.events())));
    }
    return systems;
  }

  /** The gates over all systems; those of single systems are told. */
  static List<Gate> gates(List<OfSystem> systems) {
    String all = "loghub-2k, mean of " + systems.size();
    double plainLines = mean(systems, system -> system.plain().lineShare());
    List<Gate> gates = new ArrayList<>();
    gates.add(Gate.atLeast(0.76, PART, "GA, signatures", all, plainLines));
    gates.add(
        Gate.atLeast(
            0.81, PART, "FGA, signatures", all, mean(systems, it -> it.plain().groupScore())));
    gates.add(
        Gate.atLeast(
            plainLines, PART, "GA, merged", all, mean(systems, it -> it.merged().lineShare())));
    gates.add(
        Gate.atLeast(
            0.83, PART, "FGA, merged", all, mean(systems, it -> it.merged().groupScore())));
    for (OfSystem system : systems) {
      String name = system.system();
      gates.add(Gate.told(PART, "GA, signatures", name, system.plain().lineShare()));
      gates.add(Gate.told(PART, "FGA, signatures", name, system.plain().groupScore()));
      gates.add(Gate.told(PART, "GA, merged", name, system.merged().lineShare()));
      gates.add(Gate.told(PART, "FGA, merged", name, system.merged().groupScore()));
    }
    return gates;
  }

  private static List<String> leaders(List<String> signatures) {
    Map<String, Long> counts = signatures.stream().collect(groupingBy(it -> it, counting()));
    List<Template> templates = new ArrayList<>();
    counts.forEach(
        (signature, count) -> templates.add(new Template(signature, null, signature, count)));
    Map<String, String> leaders = new HashMap<>();
    for (Alias alias : TemplateAliases.of(templates)) {
      leaders.put(alias.template().id(), alias.leaderId());
    }
    return signatures.stream().map(it -> leaders.getOrDefault(it, it)).toList();
  }

  private static double mean(List<OfSystem> systems, ToDoubleFunction<OfSystem> figure) {
    return systems.stream().mapToDouble(figure).average().orElseThrow();
  }
}
