package io.nauthera.api.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A list of texts in one array. Most of the index is short texts, and a separate String takes 36
 * bytes more than its characters. An unpaired surrogate is read as a question mark.
 */
final class PackedTexts {
  private static final PackedTexts EMPTY = new PackedTexts(new byte[0]);

  private final byte[] packed;

  private PackedTexts(byte[] packed) {
    this.packed = packed;
  }

  static PackedTexts of(Collection<String> texts) {
    if (texts.isEmpty()) {
      return EMPTY;
    }
    List<byte[]> parts = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    int size = parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(size);
    parts.forEach(part -> buffer.putInt(part.length).put(part));
    return new PackedTexts(buffer.array());
  }

  List<String> unpack() {
    if (packed.length == 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(packed);
    while (buffer.hasRemaining()) {
      int length = buffer.getInt();
      texts.add(new String(packed, buffer.position(), length, StandardCharsets.UTF_8));
      buffer.position(buffer.position() + length);
    }
    return texts;
  }
}
