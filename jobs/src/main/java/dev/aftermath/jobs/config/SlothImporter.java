package dev.aftermath.jobs.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Sloth: files of {@code version: prometheus/v1} and Kubernetes objects of kind {@code
 * PrometheusServiceLevel}, which spell the same keys in camel case.
 */
final class SlothImporter implements SloImporter {
  /** What Sloth assumes where its command line says nothing. */
  private static final String WINDOW = "30d";

  private static final String TEMPLATE = "{{.window}}";
  private static final Set<String> DROPPED = Set.of("alerting", "plugins");

  @Override
  public List<OpenSloDraft> read(YamlNode document) {
    boolean kubernetes = document.find("apiVersion").isPresent();
    String versionKey = kubernetes ? "apiVersion" : "version";
    if (!SloImporter.versionKnown(
        document, versionKey, Set.of(kubernetes ? "sloth.slok.dev/v1" : "prometheus/v1"))) {
      return List.of();
    }
    YamlNode spec = kubernetes ? SloObject.mapping(document, "spec").orElse(document) : document;
    String service = SloImporter.required(spec, "service");
    spec.find("sloPlugins")
        .or(() -> spec.find("slo_plugins"))
        .ifPresent(node -> note(node, "SLO plugins are Sloth's own and are not carried over"));
    List<OpenSloDraft> drafts = new ArrayList<>();
    Optional<YamlNode> slos = spec.find("slos");
    if (slos.isEmpty() || slos.get().items().isEmpty()) {
      spec.problems().at(slos.orElse(spec), "Missing slos: a list of at least one is expected");
      return drafts;
    }
    for (YamlNode slo : slos.get().items()) {
      String name = SloImporter.required(slo, "name");
      Optional<BigDecimal> objective =
          SloImporter.requiredNumber(
              slo, "objective", "above 0 and at most 100", text -> percent(text));
      Optional<YamlNode> sli = SloObject.mapping(slo, "sli");
      if (service.isEmpty() || name.isEmpty() || objective.isEmpty() || sli.isEmpty()) {
        continue;
      }
      OpenSloDraft draft = new OpenSloDraft(slo, service + "-" + name);
      draft.service(service);
      draft.description(slo.optionalText("description"));
      draft.labels(spec.find("labels"));
      draft.labels(slo.find("labels"));
      draft.window(WINDOW);
      draft.target("targetPercent", objective.get());
      note(
          slo,
          "Sloth's files name no window; 30d is its default. Change duration if it ran with another one");
      slo.keys()
          .forEach(
              (key, node) -> {
                if (DROPPED.contains(key)) {
                  note(
                      node,
                      key.equals("alerting")
                          ? "Alerts on two windows have no place in OpenSLO v1 and are not carried"
                              + " over"
                          : "Plugins of the SLO are not carried over");
                }
              });
      indicator(draft, sli.get());
      drafts.add(draft);
    }
    return drafts;
  }

  private static void indicator(OpenSloDraft draft, YamlNode sli) {
    Optional<YamlNode> events = sli.find("events");
    Optional<YamlNode> raw = sli.find("raw");
    if (events.isPresent()) {
      YamlNode error = either(events.get(), "error_query", "errorQuery");
      YamlNode total = either(events.get(), "total_query", "totalQuery");
      events(draft, error, total);
    } else if (raw.isPresent()) {
      raw(draft, either(raw.get(), "error_ratio_query", "errorRatioQuery"));
    } else {
      sli.problems()
          .at(
              sli,
              sli.find("plugin").isPresent()
                  ? "The SLI is code of a plugin; write its queries as events and import again"
                  : "Missing events or raw: add one here");
    }
  }

  private static void events(OpenSloDraft draft, YamlNode error, YamlNode total) {
    String bad = error.text().orElse("");
    String all = total.text().orElse("");
    Optional<String> badCounter = PromExpression.counter(bad);
    Optional<String> allCounter = PromExpression.counter(all);
    if (badCounter.isPresent() && allCounter.isPresent()) {
      draft.ratio(
          "bad",
          OpenSloDraft.prometheus(badCounter.get()),
          OpenSloDraft.prometheus(allCounter.get()),
          true);
      return;
    }
    // Total less good, as latencies are written: what is taken away from the total is good.
    Optional<PromExpression.Sides> difference = PromExpression.split(bad, '-');
    Optional<String> good = difference.flatMap(it -> PromExpression.counter(it.right()));
    if (good.isPresent()
        && allCounter.isPresent()
        && difference.flatMap(it -> PromExpression.counter(it.left())).equals(allCounter)) {
      draft.ratio(
          "good",
          OpenSloDraft.prometheus(good.get()),
          OpenSloDraft.prometheus(allCounter.get()),
          true);
      return;
    }
    for (Map.Entry<YamlNode, Optional<String>> part :
        List.of(Map.entry(error, badCounter), Map.entry(total, allCounter))) {
      if (part.getValue().isEmpty()) {
        SloImporter.kept(part.getKey());
      }
    }
    draft.ratio(
        "bad",
        OpenSloDraft.prometheus(SloImporter.withWindow(bad, TEMPLATE)),
        OpenSloDraft.prometheus(SloImporter.withWindow(all, TEMPLATE)),
        false);
  }

  private static void raw(OpenSloDraft draft, YamlNode place) {
    String query = place.text().orElse("");
    Optional<PromExpression.Sides> complement =
        PromExpression.split(query, '-').filter(it -> it.left().equals("1"));
    Optional<PromExpression.Sides> division =
        PromExpression.split(complement.map(PromExpression.Sides::right).orElse(query), '/');
    if (division.isPresent()
        && SloImporter.division(draft, division.get(), complement.isPresent() ? "good" : "bad")) {
      return;
    }
    Optional<String> selector = PromExpression.counter(query).filter(it -> !query.contains("["));
    if (selector.isEmpty()) {
      SloImporter.kept(place);
    }
    draft.raw(
        OpenSloDraft.prometheus(selector.orElse(SloImporter.withWindow(query, TEMPLATE))),
        "failure");
  }

  private static YamlNode either(YamlNode node, String snake, String camel) {
    Optional<YamlNode> found = node.find(snake).or(() -> node.find(camel));
    if (found.flatMap(YamlNode::text).filter(it -> !it.isBlank()).isEmpty()) {
      node.problems().at(node, "Missing " + snake + ": add it here");
    }
    return found.orElse(node);
  }

  private static BigDecimal percent(String text) {
    return SloNumbers.atMost(SloNumbers.above(SloNumbers.number(text), 0), 100);
  }

  private static void note(YamlNode node, String message) {
    node.problems().warn(node, message);
  }
}
