package dev.aftermath.jobs.sources;

/**
 * One entry of a zip file's central directory.
 *
 * @param offset where its local header begins
 * @param unixMode the file mode, 0 when the archive was not made on Unix
 */
record ZipItem(
    String name,
    int flags,
    int method,
    long crc,
    long compressedSize,
    long size,
    long offset,
    int unixMode) {
  private static final int ENCRYPTED = 0x1;
  private static final int FILE_TYPE = 0xF000;
  private static final int SYMBOLIC_LINK = 0xA000;

  boolean isEncrypted() {
    return (flags & ENCRYPTED) != 0;
  }

  boolean isSymbolicLink() {
    return (unixMode & FILE_TYPE) == SYMBOLIC_LINK;
  }

  boolean isFolder() {
    return name.endsWith("/");
  }
}
