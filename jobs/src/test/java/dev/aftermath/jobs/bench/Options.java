package dev.aftermath.jobs.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the script says: {@code name=value} words. */
final class Options {
  private final Map<String, String> values = new HashMap<>();

  Options(String[] words) {
    for (int i = 1; i < words.length; i++) {
      int at = words[i].indexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException("Expected name=value, found " + words[i]);
      }
      values.put(words[i].substring(0, at), words[i].substring(at + 1));
    }
  }

  long number(String name, long otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  Path path(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Missing " + name + "=PATH");
    }
    return Path.of(value).toAbsolutePath();
  }
}
