package dev.aftermath.jobs.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads files of Google's slo-generator: version 2 ({@code apiVersion: sre.google.com/v2}) and
 * version 1 (flat keys such as {@code slo_target}).
 */
final class SloGeneratorImporter implements SloImporter {
  private static final String PROMETHEUS = "prometheus";
  private static final String TEMPLATE = "[window]";

  @Override
  public List<OpenSloDraft> read(YamlNode document) {
    return document.find("apiVersion").isPresent() ? second(document) : first(document);
  }

  private static List<OpenSloDraft> second(YamlNode document) {
    if (!SloImporter.versionKnown(document, "apiVersion", Set.of("sre.google.com/v2"))) {
      return List.of();
    }
    Optional<YamlNode> metadata = SloObject.mapping(document, "metadata");
    Optional<YamlNode> found = SloObject.mapping(document, "spec");
    if (metadata.isEmpty() || found.isEmpty()) {
      return List.of();
    }
    YamlNode spec = found.get();
    String name = SloImporter.required(metadata.get(), "name");
    Optional<YamlNode> labels = metadata.get().find("labels");
    Optional<String> service =
        labels
            .flatMap(it -> it.find("service_name").or(() -> it.find("service")))
            .flatMap(YamlNode::text);
    if (service.isEmpty()) {
      note(metadata.get(), "No label names the service; the SLO's name is taken. Change service");
    }
    dropped(spec, List.of("exporters", "error_budget_policy", "frequency"));
    Optional<YamlNode> sli = SloObject.mapping(spec, "service_level_indicator");
    Optional<BigDecimal> goal = goal(spec, "goal");
    if (name.isEmpty() || sli.isEmpty() || goal.isEmpty()) {
      return List.of();
    }
    OpenSloDraft draft = draft(metadata.get(), name, goal.get());
    draft.service(service.orElse(draft.name()));
    draft.description(spec.optionalText("description"));
    draft.labels(labels);
    String backend = SloImporter.required(spec, "backend").replaceAll("/.*", "");
    indicator(draft, backend, SloImporter.required(spec, "method"), sli.get());
    return List.of(draft);
  }

  private static List<OpenSloDraft> first(YamlNode document) {
    String service = SloImporter.required(document, "service_name");
    String feature = SloImporter.required(document, "feature_name");
    String name = SloImporter.required(document, "slo_name");
    Optional<BigDecimal> goal = goal(document, "slo_target");
    Optional<YamlNode> backend = SloObject.mapping(document, "backend");
    dropped(document, List.of("exporters"));
    if (service.isEmpty() || name.isEmpty() || goal.isEmpty() || backend.isEmpty()) {
      return List.of();
    }
    Optional<YamlNode> sli = SloObject.mapping(backend.get(), "measurement");
    if (sli.isEmpty()) {
      return List.of();
    }
    OpenSloDraft draft = draft(document, service + "-" + feature + "-" + name, goal.get());
    draft.service(service);
    draft.description(document.optionalText("slo_description"));
    indicator(
        draft,
        SloImporter.required(backend.get(), "class"),
        SloImporter.required(backend.get(), "method"),
        sli.get());
    return List.of(draft);
  }

  private static OpenSloDraft draft(YamlNode place, String name, BigDecimal goal) {
    OpenSloDraft draft = new OpenSloDraft(place, name);
    draft.target("target", goal);
    note(
        place,
        "The windows of slo-generator are the steps of an error budget policy in another file; 28d"
            + " is taken. Change duration if it should be another one");
    return draft;
  }

  private static void indicator(OpenSloDraft draft, String backend, String method, YamlNode sli) {
    boolean prometheus = backend.toLowerCase(Locale.ROOT).equals(PROMETHEUS);
    switch (method) {
      case "good_bad_ratio" -> ratio(draft, prometheus ? PROMETHEUS : backend, sli);
      case "distribution_cut" -> {
        if (prometheus) {
          distribution(draft, sli);
        } else {
          refused(sli, backend, method);
        }
      }
      case "query_sli" -> {
        if (prometheus) {
          query(draft, sli);
        } else {
          refused(sli, backend, method);
        }
      }
      default -> refused(sli, backend, method);
    }
  }

  private static void refused(YamlNode sli, String backend, String method) {
    sli.problems()
        .at(
            sli,
            "The method "
                + method
                + " of "
                + backend
                + " cannot be written in OpenSLO; import what"
                + " Prometheus measures, or a good_bad_ratio");
  }

  private static void ratio(OpenSloDraft draft, String backend, YamlNode sli) {
    Optional<YamlNode> good = sli.find("filter_good");
    Optional<YamlNode> bad = sli.find("filter_bad");
    Optional<YamlNode> valid = sli.find("filter_valid");
    Optional<YamlNode> counted = good.or(() -> bad);
    if (counted.isEmpty() || (valid.isEmpty() && (good.isEmpty() || bad.isEmpty()))) {
      sli.problems().at(sli, "Two of filter_good, filter_bad and filter_valid are expected here");
      return;
    }
    String part = good.isPresent() ? "good" : "bad";
    if (!backend.equals(PROMETHEUS)) {
      note(sli, "Metrics of " + backend + " are carried over, and not computed from exports");
      draft.ratio(
          part,
          filter(backend, counted.get().text().orElse("")),
          filter(backend, valid.or(() -> bad).flatMap(YamlNode::text).orElse("")),
          true);
      if (valid.isEmpty()) {
        sli.problems().at(sli, "Missing filter_valid: OpenSLO has no sum of good and bad");
      }
      return;
    }
    if (valid.isEmpty()) {
      String sum =
          "sum(increase("
              + plain(good.orElseThrow())
              + "["
              + STEP
              + "])) + sum(increase("
              + plain(bad.orElseThrow())
              + "["
              + STEP
              + "]))";
      note(
          bad.get(),
          "Good and bad without filter_valid: the total becomes PromQL that is not computed from"
              + " exports. Name the total instead where a selector can");
      draft.ratio(
          "good",
          OpenSloDraft.prometheus("sum(increase(" + plain(good.get()) + "[" + STEP + "]))"),
          OpenSloDraft.prometheus(sum),
          false);
      return;
    }
    List<YamlNode> parts = new ArrayList<>(List.of(counted.get(), valid.get()));
    parts.removeIf(it -> PromExpression.counter(it.text().orElse("")).isPresent());
    parts.forEach(SloImporter::kept);
    draft.ratio(
        part,
        OpenSloDraft.prometheus(plain(counted.get())),
        OpenSloDraft.prometheus(plain(valid.get())),
        true);
  }

  private static Map<String, Object> filter(String backend, String text) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("filter", text);
    return OpenSloDraft.metric(backend, spec);
  }

  private static void distribution(OpenSloDraft draft, YamlNode sli) {
    SloImporter.required(sli, "expression");
    Optional<BigDecimal> bound =
        SloImporter.requiredNumber(sli, "threshold_bucket", "a number", SloNumbers::number);
    Optional<YamlNode> expression = sli.find("expression");
    if (bound.isEmpty() || expression.isEmpty()) {
      return;
    }
    if (!sli.optionalText("good_below_threshold").orElse("true").equalsIgnoreCase("true")) {
      expression
          .get()
          .problems()
          .at(
              expression.get(),
              "good_below_threshold: false has no place here: buckets count what took at most so"
                  + " long");
      return;
    }
    if (PromExpression.counter(expression.get().text().orElse("")).isEmpty()) {
      SloImporter.kept(expression.get());
    }
    draft.atMost(OpenSloDraft.prometheus(plain(expression.get())), bound.get());
  }

  private static void query(OpenSloDraft draft, YamlNode sli) {
    SloImporter.required(sli, "expression");
    Optional<YamlNode> place = sli.find("expression");
    if (place.isEmpty()) {
      return;
    }
    String query = place.get().text().orElse("").strip();
    Optional<PromExpression.Sides> division = PromExpression.split(query, '/');
    if (division.isPresent() && SloImporter.division(draft, division.get(), "good")) {
      return;
    }
    SloImporter.kept(place.get());
    draft.raw(
        OpenSloDraft.prometheus(SloImporter.withWindow(query, TEMPLATE).replace(TEMPLATE, STEP)),
        "success");
  }

  private static String plain(YamlNode query) {
    String text = query.text().orElse("").strip();
    return PromExpression.counter(text).orElse(text);
  }

  private static Optional<BigDecimal> goal(YamlNode node, String key) {
    return SloImporter.requiredNumber(node, key, "a number from 0 to 1", SloNumbers::ratio);
  }

  private static void dropped(YamlNode node, List<String> keys) {
    for (String key : keys) {
      YamlNode place = node.keys().get(key);
      if (place != null) {
        note(place, key + " has no place in OpenSLO v1 and is not carried over");
      }
    }
  }

  private static void note(YamlNode node, String message) {
    node.problems().warn(node, message);
  }
}
