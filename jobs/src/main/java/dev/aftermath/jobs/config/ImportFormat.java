package dev.aftermath.jobs.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whose SLO files are turned into OpenSLO. */
public enum ImportFormat {
  /** Sloth's own files and its Kubernetes objects. */
  SLOTH,
  /** Pyrra's Kubernetes objects. */
  PYRRA,
  /** Files of Google's slo-generator, versions 1 and 2. */
  SLO_GENERATOR;

  /** The word on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The format of a word. */
  public static Optional<ImportFormat> ofWord(String word) {
    return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ImportFormat::word).toList();
  }

  /** The format that a document gives itself away as. */
  static Optional<ImportFormat> of(YamlNode document) {
    String version = document.find("apiVersion").flatMap(YamlNode::text).orElse("");
    if (version.startsWith("sloth.slok.dev/")
        || document.find("version").flatMap(YamlNode::text).orElse("").startsWith("prometheus/")) {
      return Optional.of(SLOTH);
    }
    if (version.startsWith("pyrra.dev/")) {
      return Optional.of(PYRRA);
    }
    boolean generator =
        version.startsWith("sre.google.com/") || document.find("slo_target").isPresent();
    return generator ? Optional.of(SLO_GENERATOR) : Optional.empty();
  }
}
