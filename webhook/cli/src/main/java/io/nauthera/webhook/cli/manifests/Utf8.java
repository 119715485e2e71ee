package io.nauthera.webhook.cli.manifests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8, or throws an {@link UnreadableException} that says where it is invalid. */
final class Utf8 {
  static final int LARGEST = 32 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /** Everything that can be read. */
  static byte[] bytes(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new UnreadableException(
          null,
          "is larger than %d bytes (32 MiB): split it, or leave it out with --exclude"
              .formatted(LARGEST));
    }
    return bytes;
  }

  String text(byte[] bytes) {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      throw new UnreadableException(null, "is UTF-16: save it as UTF-8");
    }
    var characters = CharBuffer.allocate(bytes.length);
    var in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.reset().decode(in, characters, true);
    String text = characters.flip().toString();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new UnreadableException(
          new TextSlice(text, 1).position(nul),
          "contains a NUL byte, so it is not text: use YAML or JSON");
    }
    if (result.isError()) {
      throw new UnreadableException(
          new TextSlice(text, 1).position(text.length()),
          "byte %d (0x%02X) is not UTF-8: save the file as UTF-8"
              .formatted(in.position() + 1, bytes[in.position()]));
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length > 1 && bytes[0] == (byte) first && bytes[1] == (byte) second;
  }
}
