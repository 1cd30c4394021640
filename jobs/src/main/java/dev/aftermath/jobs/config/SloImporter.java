package dev.aftermath.jobs.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns the documents of one tool into drafts of OpenSLO objects. */
interface SloImporter {
  /** A step to look over where a template stands for the window: that of our slices. */
  String STEP = "5m";

  /** The SLOs of a document; what is wrong and what is not carried over is noted. */
  List<OpenSloDraft> read(YamlNode document);

  /** The importer of a format. */
  static SloImporter of(ImportFormat format) {
    return switch (format) {
      case SLOTH -> new SlothImporter();
      case PYRRA -> new PyrraImporter();
      case SLO_GENERATOR -> new SloGeneratorImporter();
    };
  }

  /** Refuses a version of the format that is not read. */
  static boolean versionKnown(YamlNode document, String key, Set<String> known) {
    String version = document.text(key);
    if (!version.isEmpty() && !known.contains(version)) {
      document
          .problems()
          .at(
              document.find(key).orElse(document),
              "Unknown " + key + " \"" + version + "\"" + Spelling.suggestion(version, known));
    }
    return known.contains(version);
  }

  /** A text that must be there and hold something. */
  static String required(YamlNode node, String key) {
    String text = node.text(key);
    if (text.isBlank() && node.find(key).filter(YamlNode::isText).isPresent()) {
      node.problems().at(node.find(key).orElse(node), "Missing " + key + ": it is empty");
    }
    return text.strip();
  }

  /** A number that must be there. */
  static Optional<BigDecimal> requiredNumber(
      YamlNode node, String key, String expected, Function<String, BigDecimal> parser) {
    node.text(key);
    return node.parsed(key, expected, parser);
  }

  /** Notes that a query is kept as it is. */
  static void kept(YamlNode query) {
    query
        .problems()
        .warn(
            query,
            "This PromQL is more than the increase of a selector: it is carried over as it is, and"
                + " not computed from exports");
  }

  /** A query with a fixed window in place of a template. */
  static String withWindow(String query, String template) {
    return query.replace(template, STEP);
  }

  /**
   * Makes an indicator of a division: of events over events, or of a gauge's mean.
   *
   * @return whether it could be done
   */
  static boolean division(OpenSloDraft draft, PromExpression.Sides division, String part) {
    Optional<String> gauge = PromExpression.meanGauge(division);
    if (gauge.isPresent()) {
      draft.raw(OpenSloDraft.prometheus(gauge.get()), part.equals("good") ? "success" : "failure");
      return true;
    }
    Optional<String> counted = PromExpression.counter(division.left());
    Optional<String> total = PromExpression.counter(division.right());
    if (counted.isEmpty() || total.isEmpty()) {
      return false;
    }
    draft.ratio(
        part, OpenSloDraft.prometheus(counted.get()), OpenSloDraft.prometheus(total.get()), true);
    return true;
  }
}
