package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text in a declared encoding. As in {@link TextCursor}, a byte that the encoding does not have
 * becomes one character of the range U+DC80 to U+DCFF, so that it spoils its own record only.
 */
final class DecodedText extends Reader {
  private static final int WINDOW = 1 << 16;
  private static final int LONGEST_SNIFF = 512;

  private final InputStream bytes;
  private final CharsetDecoder decoder;
  private final ByteBuffer encoded = ByteBuffer.allocate(WINDOW).flip();
  private final CharBuffer decoded = CharBuffer.allocate(WINDOW).flip();
  private boolean ended;

  private DecodedText(InputStream bytes, Charset charset) {
    this.bytes = bytes;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * Opens the text and passes over a byte order mark.
   *
   * @param what the format that was declared, for messages
   * @throws RefusedExportException when the file is empty, packed, a web page, or in UTF-16 where
   *     that is not declared
   */
  static DecodedText open(InputStream bytes, Charset charset, String what)
      throws IOException, RefusedExportException {
    PushbackInputStream sniffed = new PushbackInputStream(bytes, LONGEST_SNIFF);
    byte[] head = sniffed.readNBytes(LONGEST_SNIFF);
    refuseForeign(head, charset, what);
    boolean mark = charset.equals(StandardCharsets.UTF_8) && begins(head, 0xEF, 0xBB, 0xBF);
    int skip = mark ? 3 : 0;
    sniffed.unread(head, skip, head.length - skip);
    return new DecodedText(sniffed, charset);
  }

  private static void refuseForeign(byte[] head, Charset charset, String what)
      throws RefusedExportException {
    if (head.length == 0) {
      throw refusal(DefectKind.TRUNCATED, "the file is empty", "Export the file again.");
    }
    if (begins(head, 'P', 'K', 3, 4) || begins(head, 0x1F, 0x8B)) {
      throw refusal(
          DefectKind.WRONG_FORMAT,
          "the file is an archive within an archive, or packed twice",
          "Pack every export once.");
    }
    boolean wide = begins(head, 0xFF, 0xFE) || begins(head, 0xFE, 0xFF);
    if (wide && !charset.name().startsWith("UTF-16")) {
      throw refusal(
          DefectKind.BAD_ENCODING,
          "the file is in UTF-16, and the source's settings say " + charset.name(),
          "Declare charset: UTF-16 for these files in conf/sources, or export as UTF-8.");
    }
    String text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      throw refusal(
          DefectKind.ERROR_RESPONSE,
          "the file is a web page, such as a login page, not " + what,
          "Export again with valid credentials.");
    }
  }

  private static RefusedExportException refusal(DefectKind kind, String cause, String remedy) {
    return new RefusedExportException(
        Defect.ofRecord(0, "line 1, column 1", kind, cause, remedy, ""));
  }

  private static boolean begins(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!decoded.hasRemaining() && !ended) {
      decodeMore();
    }
    if (!decoded.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, decoded.remaining());
    decoded.get(target, offset, count);
    return count;
  }

  private void decodeMore() throws IOException {
    boolean last = !readMore();
    decoded.clear();
    CoderResult result = decoder.decode(encoded, decoded, last);
    if (result.isError()) {
      for (int i = 0; i < result.length() && decoded.hasRemaining(); i++) {
        decoded.put((char) (0xDC80 | (encoded.get() & 0xFF)));
      }
      decoder.reset();
    } else if (last && result.isUnderflow()) {
      ended = true;
    }
    decoded.flip();
  }

  private boolean readMore() throws IOException {
    if (encoded.remaining() >= 16) {
      return true;
    }
    encoded.compact();
    int read = bytes.read(encoded.array(), encoded.position(), encoded.remaining());
    if (read > 0) {
      encoded.position(encoded.position() + read);
    }
    encoded.flip();
    return read >= 0;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
