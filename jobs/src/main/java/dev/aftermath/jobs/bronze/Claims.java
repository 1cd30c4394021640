package dev.aftermath.jobs.bronze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.config.FileGroup;
import dev.aftermath.jobs.config.SourceDefinition;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.sources.ExportFormat;
import dev.aftermath.jobs.sources.SourceSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which source a file belongs to, and how it is to be read. */
final class Claims {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final List<SourceDefinition> sources;

  Claims(List<SourceDefinition> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * A source's word on a file.
   *
   * @param settingsDigest changes whenever the file would be read in another way
   */
  record Claim(
      String source,
      String system,
      ExportFormat format,
      SourceSettings settings,
      String settingsDigest) {}

  /** Who claims a file; the first source, by the names of their settings. */
  Optional<Claim> of(String file) {
    return sources.stream()
        .flatMap(source -> source.groupOf(file).map(group -> claim(source, group)).stream())
        .findFirst();
  }

  /** Who claims an entry of an archive. */
  Optional<Claim> of(String file, String entry) {
    return sources.stream()
        .flatMap(source -> source.groupOf(file, entry).map(group -> claim(source, group)).stream())
        .findFirst();
  }

  /** Every digest of settings that a file may now be read with. */
  Set<String> settingsDigests() {
    return sources.stream()
        .flatMap(source -> source.files().stream().map(group -> claim(source, group)))
        .map(Claim::settingsDigest)
        .collect(Collectors.toSet());
  }

  private static Claim claim(SourceDefinition source, FileGroup group) {
    try {
      String settings = group.format().reading() + "\n" + JSON.writeValueAsString(group.settings());
      return new Claim(
          source.name(), source.system(), group.format(), group.settings(), Sha256.hex(settings));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the settings of " + source.name(), e);
    }
  }
}
