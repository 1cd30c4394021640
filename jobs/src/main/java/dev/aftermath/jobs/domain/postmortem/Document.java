package dev.aftermath.jobs.domain.postmortem;

import java.util.List;

/**
 * A document, whatever format it is written in.
 *
 * @param properties what its front matter or its table of properties states, in its order
 * @param blocks its text
 */
public record Document(List<Property> properties, List<Block> blocks) {

  /** Takes copies. */
  public Document {
    properties = List.copyOf(properties);
    blocks = List.copyOf(blocks);
  }

  /** A name and its value as written. */
  public record Property(String name, String value, int line) {}
}
