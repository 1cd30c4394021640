package dev.aftermath.jobs.domain.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.postmortem.PostmortemRules.Nearby;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A postmortem is put down to")
class PostmortemLinkingTest {
  private static final Nearby SAME_SERVICE =
      new Nearby("same_service", List.of("service"), Duration.ofMinutes(30));

  @Test
  @DisplayName("the incident that it states, and the others that it states")
  void stated() {
    PostmortemLink link =
        link(
            named(List.of("inc2", "Q1"), List.of("INC3")),
            incident("i1", "INC1", "checkout", "2026-03-01T10:00:00Z"),
            incident("i2", "INC2", "checkout", "2026-03-01T10:00:00Z"),
            incident("i3", "INC3", "checkout", "2026-03-01T10:00:00Z"),
            incident("i4", "Q1", "search", "2026-03-01T10:00:00Z"));

    assertThat(link)
        .isEqualTo(new PostmortemLink("i2", List.of("i4"), "stated_reference", "it states INC2"));
  }

  @Test
  @DisplayName("the one incident that its text names, but not to one of several")
  void mentioned() {
    SightedIncident first = incident("i1", "INC1", "search", "2026-03-01T10:00:00Z");
    SightedIncident second = incident("i2", "INC2", "search", "2026-03-01T10:00:00Z");

    assertThat(link(named(List.of(), List.of("INC1")), first, second))
        .isEqualTo(
            new PostmortemLink("i1", List.of(), "mentioned_reference", "its text names INC1"));
    assertThat(link(named(List.of(), List.of("INC1", "INC2")), first, second))
        .isEqualTo(
            new PostmortemLink(
                null, List.of(), null, "several incidents by mentioned_reference: i1, i2"));
  }

  @Test
  @DisplayName("the only incident of the same service that began near its start")
  void nearby() {
    SightedIncident near = incident("i1", "INC1", "Check-out", "2026-03-01T10:12:00Z");
    SightedIncident far = incident("i2", "INC2", "check-out", "2026-03-01T10:31:00Z");
    SightedIncident other = incident("i3", "INC3", "search", "2026-03-01T10:00:00Z");

    assertThat(link(started("check out", null), near, far, other))
        .isEqualTo(
            new PostmortemLink(
                "i1", List.of(), "same_service", "service Check-out, starts 12 min apart"));
    assertThat(link(started(null, "Outage of check out"), near, other).evidence())
        .isEqualTo("service Check-out in its title, starts 12 min apart");
  }

  @Test
  @DisplayName("none where two began near its start, or nothing is the same")
  void none() {
    SightedIncident one = incident("i1", "INC1", "search", "2026-03-01T10:12:00Z");
    SightedIncident two = incident("i2", "INC2", "search", "2026-03-01T09:50:00Z");

    assertThat(link(started("search", null), one, two))
        .isEqualTo(
            new PostmortemLink(null, List.of(), null, "several incidents by same_service: i1, i2"));
    assertThat(link(started("cart", "Outage of research"), one, two))
        .isEqualTo(new PostmortemLink(null, List.of(), null, null));
  }

  private static PostmortemLink link(PostmortemSighting postmortem, SightedIncident... incidents) {
    PostmortemLinking linking = PostmortemLinking.among(List.of(postmortem), List.of(SAME_SERVICE));
    return PostmortemLink.among(
        Stream.of(incidents).flatMap(it -> linking.candidates(it).stream()).toList());
  }

  private static PostmortemSighting named(List<String> stated, List<String> mentioned) {
    return new PostmortemSighting("git", "p", stated, mentioned, "Title", null, null, null);
  }

  private static PostmortemSighting started(@Nullable String service, @Nullable String title) {
    return new PostmortemSighting(
        "git",
        "p",
        List.of(),
        List.of(),
        title,
        service,
        null,
        Instant.parse("2026-03-01T10:00:00Z"));
  }

  private static SightedIncident incident(String id, String name, String service, String at) {
    return new SightedIncident(id, List.of(name), service, null, Instant.parse(at));
  }
}
