package dev.aftermath.reports.evidence;

import dev.aftermath.reports.evidence.Finding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Verifies an evidence pack, as a zip or unpacked, without unpacking it. Reports everything that is
 * wrong, not the first thing.
 */
public final class EvidenceVerifier {
  private static final String MANIFEST = "manifest-sha256.txt";
  private static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");
  private static final Pattern OXUM = Pattern.compile("(?m)^Payload-Oxum: (.*)$");

  private EvidenceVerifier() {}

  /**
   * Verifies a pack.
   *
   * @param pack the zip, or the pack's folder
   * @throws IOException if it cannot be read at all
   */
  public static Verification verify(Path pack) throws IOException {
    PackContents contents = Files.isDirectory(pack) ? folder(pack) : ZipPack.read(pack);
    bag(contents);
    int checked = manifest(contents, MANIFEST, path -> path.startsWith("data/"));
    checked +=
        manifest(
            contents,
            TAG_MANIFEST,
            path -> !path.startsWith("data/") && !path.equals(TAG_MANIFEST));
    List<Finding> findings =
        contents.findings().stream()
            .sorted(
                Comparator.comparing(Finding::file)
                    .thenComparing(Finding::kind)
                    .thenComparing(Finding::cause))
            .toList();
    return new Verification(checked, contents.digests().getOrDefault(TAG_MANIFEST, ""), findings);
  }

  private static PackContents folder(Path folder) throws IOException {
    PackContents contents = new PackContents();
    var budget = new PackContents.ByteBudget(Long.MAX_VALUE);
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.sorted().toList()) {
        String path =
            folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        if (Files.isSymbolicLink(file)) {
          contents.add(
              Finding.publisher(
                  Kind.PATH_ESCAPE, path, "it is a symbolic link; a pack holds only files"));
        } else if (Files.isRegularFile(file)) {
          try (InputStream in = Files.newInputStream(file)) {
            contents.read(path, in, budget);
          }
        } else if (!Files.isDirectory(file)) {
          contents.add(
              Finding.publisher(Kind.ADDED_FILE, path, "it is neither a file nor a folder"));
        }
      }
    }
    return contents;
  }

  private static void bag(PackContents contents) {
    String bagit = contents.tag("bagit.txt");
    if (bagit == null || !bagit.startsWith("BagIt-Version: ")) {
      contents.add(
          new Finding(
              Kind.BROKEN_BAG,
              "bagit.txt",
              bagit == null ? "the file is missing" : "it does not start with BagIt-Version",
              "Check that this is an evidence pack, and that the folder given is the one that starts with pack-."));
    }
    String info = contents.tag("bag-info.txt");
    Matcher oxum = OXUM.matcher(info == null ? "" : info);
    if (contents.isComplete() && oxum.find() && !oxum.group(1).strip().equals(contents.oxum())) {
      contents.add(
          Finding.publisher(
              Kind.BROKEN_BAG,
              "bag-info.txt",
              "Payload-Oxum says %s, but the payload is %s (bytes.files)"
                  .formatted(oxum.group(1), contents.oxum())));
    }
  }

  private static int manifest(PackContents contents, String manifest, Predicate<String> covered) {
    Map<String, String> listed = listed(contents, manifest);
    int checked = 0;
    for (var entry : listed.entrySet()) {
      String actual = contents.digests().get(entry.getKey());
      if (actual == null) {
        contents.add(
            Finding.publisher(
                Kind.MISSING_FILE, entry.getKey(), "listed in " + manifest + ", not in the pack"));
      } else if (!actual.equals(entry.getValue())) {
        contents.add(
            Finding.publisher(
                Kind.CHANGED_FILE,
                entry.getKey(),
                "its SHA-256 is %s, but %s says %s".formatted(actual, manifest, entry.getValue())));
      }
      checked += actual == null ? 0 : 1;
    }
    Set<String> added = new TreeSet<>(contents.digests().keySet());
    added.removeIf(path -> !covered.test(path) || listed.containsKey(path));
    for (String path : added) {
      contents.add(
          new Finding(
              Kind.ADDED_FILE,
              path,
              "in the pack, not listed in " + manifest,
              "Do not use this file as evidence; get the pack again from its publisher."));
    }
    return checked;
  }

  private static Map<String, String> listed(PackContents contents, String manifest) {
    Map<String, String> listed = new TreeMap<>();
    String text = contents.tag(manifest);
    if (text == null) {
      contents.add(
          Finding.publisher(Kind.MISSING_FILE, manifest, "without it nothing can be verified"));
      return listed;
    }
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && PackPaths.isPlain(matcher.group(2))) {
        if (listed.put(matcher.group(2), matcher.group(1)) != null) {
          broken(contents, manifest, number, "lists %s again".formatted(matcher.group(2)));
        }
      } else if (!line.isEmpty() || !text.endsWith("\n") || number <= text.lines().count()) {
        broken(
            contents,
            manifest,
            number,
            "is not 64 hexadecimal digits, two spaces and a path inside the pack");
      }
    }
    return listed;
  }

  private static void broken(PackContents contents, String manifest, int number, String cause) {
    contents.add(
        Finding.publisher(
            Kind.BROKEN_MANIFEST_LINE, manifest, "line %d %s".formatted(number, cause)));
  }
}
