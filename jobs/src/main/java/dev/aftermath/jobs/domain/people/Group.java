package dev.aftermath.jobs.domain.people;

import java.util.List;
import java.util.stream.Stream;

/**
 * A group of people that figures are published of, and the groups it is made of. The figure of a
 * group is the sum of those of its parts.
 *
 * @param id unique in its tree
 * @param people how many people the figure is about
 * @param parts without overlap; none when the figure is published of the whole alone
 */
public record Group(String id, long people, List<Group> parts) {
  /** Takes a copy. */
  public Group {
    parts = List.copyOf(parts);
  }

  /** A group without parts. */
  public static Group of(String id, long people) {
    return new Group(id, people, List.of());
  }

  /** A group that is made of others and of nobody else. */
  public static Group of(String id, List<Group> parts) {
    return new Group(id, parts.stream().mapToLong(Group::people).sum(), parts);
  }

  /** The group and all below it. */
  public Stream<Group> all() {
    return Stream.concat(Stream.of(this), parts.stream().flatMap(Group::all));
  }
}
