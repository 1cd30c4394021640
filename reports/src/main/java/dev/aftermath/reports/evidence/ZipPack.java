package dev.aftermath.reports.evidence;

import dev.aftermath.reports.evidence.Finding.Kind;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a pack from its zip, entry by entry. */
final class ZipPack {
  private static final int MOST_ENTRIES = 100_000;
  private static final long SMALL_ARCHIVE = 64L << 20;
  private static final long LARGEST_RATIO = 100;

  private ZipPack() {}

  static PackContents read(Path zip) throws IOException {
    PackContents contents = new PackContents();
    String name = String.valueOf(zip.getFileName());
    var budget =
        new PackContents.ByteBudget(Math.max(SMALL_ARCHIVE, LARGEST_RATIO * Files.size(zip)));
    List<String> seen = new ArrayList<>();
    try (var in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip)))) {
      String folder = null;
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (seen.size() == MOST_ENTRIES) {
          contents.add(
              Finding.publisher(
                  Kind.ZIP_BOMB, name, "it holds more than %d entries".formatted(MOST_ENTRIES)));
          return contents;
        }
        seen.add(entry.getName());
        folder = entry(contents, in, entry, folder, budget);
      }
      compare(contents, zip, name, seen);
    } catch (PackContents.BombException e) {
      contents.add(
          Finding.publisher(
              Kind.ZIP_BOMB,
              e.path(),
              "the archive unpacks to more than %d times its size".formatted(LARGEST_RATIO)));
    } catch (ZipException | IllegalArgumentException | EOFException e) {
      contents.add(
          Finding.publisher(Kind.BROKEN_ARCHIVE, name, "the zip is damaged: " + e.getMessage()));
    }
    return contents;
  }

  private static @Nullable String entry(
      PackContents contents,
      ZipInputStream in,
      ZipEntry entry,
      @Nullable String folder,
      PackContents.ByteBudget budget)
      throws IOException {
    String path = entry.getName();
    String plain = entry.isDirectory() ? path.substring(0, path.length() - 1) : path;
    if (!PackPaths.isPlain(plain)) {
      contents.add(
          Finding.publisher(Kind.PATH_ESCAPE, path, "the name leads out of the pack's folder"));
      return folder;
    }
    String top = plain.contains("/") ? plain.substring(0, plain.indexOf('/')) : plain;
    String expected = folder == null ? top : folder;
    if (!top.equals(expected) || (!entry.isDirectory() && !plain.contains("/"))) {
      contents.add(
          Finding.publisher(Kind.ADDED_FILE, path, "it lies outside the pack's one folder"));
      return expected;
    }
    if (!entry.isDirectory()) {
      String inside = path.substring(top.length() + 1);
      try {
        contents.read(inside, in, budget);
      } catch (ZipException e) {
        if (entry.getMethod() != ZipEntry.STORED) {
          // Where a compressed entry ends is unknown once it is damaged.
          throw e;
        }
        contents.damaged(inside, String.valueOf(e.getMessage()));
      }
    }
    return expected;
  }

  /** Readers of the list at the end of a zip and readers of its stream must see the same files. */
  private static void compare(PackContents contents, Path zip, String name, List<String> seen)
      throws IOException {
    List<String> listed = new ArrayList<>();
    try (var file = new ZipFile(zip.toFile())) {
      file.stream().forEach(entry -> listed.add(entry.getName()));
    }
    Collections.sort(listed);
    Collections.sort(seen);
    if (!listed.equals(seen)) {
      contents.add(
          Finding.publisher(
              Kind.BROKEN_ARCHIVE,
              name,
              "its list of contents names %d files, its stream holds %d, or other ones"
                  .formatted(listed.size(), seen.size())));
    }
  }
}
