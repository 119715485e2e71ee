package io.nauthera.sandbox.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The first line and the headers of an HTTP/1.1 message. */
record HttpMessage(String firstLine, List<Header> headers) {
  private static final int MAX_LINE = 256 * 1024;

  HttpMessage {
    headers = List.copyOf(headers);
  }

  /** One line; {@code name} is in lower case. */
  record Header(String name, String value) {}

  /** What ends the body. */
  private enum Framing {
    NONE,
    LENGTH,
    CHUNKS,
    END_OF_STREAM
  }

  /** Nothing if the stream ends before the message begins. */
  static Optional<HttpMessage> read(InputStream in) throws IOException {
    Optional<String> first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    List<Header> headers = new ArrayList<>();
    String line = required(in);
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("a header has no colon");
      }
      headers.add(
          new Header(
              line.substring(0, colon).toLowerCase(Locale.ROOT),
              line.substring(colon + 1).strip()));
      line = required(in);
    }
    return Optional.of(new HttpMessage(first.get(), headers));
  }

  private static String required(InputStream in) throws IOException {
    return line(in).orElseThrow(EOFException::new);
  }

  private static Optional<String> line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.isEmpty()) {
          return Optional.empty();
        }
        throw new EOFException();
      }
      line.append((char) next);
      if (line.length() > MAX_LINE) {
        throw new IOException("a line is too long");
      }
    }
    return Optional.of(line.toString().stripTrailing());
  }

  /** A word of the first line, counted from 0. */
  String word(int index) {
    return firstLine.split(" ", 3)[index];
  }

  Optional<String> header(String name) {
    return headers.stream().filter(h -> h.name().equals(name)).map(Header::value).findFirst();
  }

  HttpMessage without(Predicate<Header> unwanted) {
    return new HttpMessage(firstLine, headers.stream().filter(unwanted.negate()).toList());
  }

  void write(OutputStream out) throws IOException {
    var text = new StringBuilder(firstLine).append("\r\n");
    headers.forEach(h -> text.append(h.name()).append(": ").append(h.value()).append("\r\n"));
    out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private Framing framing(boolean isAnswer) {
    if (header("transfer-encoding").isPresent()) {
      return Framing.CHUNKS;
    }
    if (header("content-length").isPresent()) {
      return Framing.LENGTH;
    }
    return isAnswer ? Framing.END_OF_STREAM : Framing.NONE;
  }

  /** Reads the body of a request. */
  void copyRequestBody(InputStream in, OutputStream out) throws IOException {
    copy(framing(false), in, out);
  }

  /** Passes the body of an answer on as it comes, and reports whether the stream continues. */
  boolean copyAnswerBody(String requestMethod, InputStream in, OutputStream out)
      throws IOException {
    int status = Integer.parseInt(word(1));
    Framing framing =
        requestMethod.equals("HEAD") || status == 204 || status == 304
            ? Framing.NONE
            : framing(true);
    copy(framing, in, out);
    return framing != Framing.END_OF_STREAM;
  }

  private void copy(Framing framing, InputStream in, OutputStream out) throws IOException {
    switch (framing) {
      case NONE -> {}
      case LENGTH -> copy(Long.parseLong(header("content-length").orElseThrow()), in, out);
      case CHUNKS -> copyChunks(in, out);
      case END_OF_STREAM -> copy(Long.MAX_VALUE, in, out);
    }
    out.flush();
  }

  /** The body keeps its chunks. */
  private static void copyChunks(InputStream in, OutputStream out) throws IOException {
    long size;
    do {
      String line = required(in);
      size = Long.parseLong(line.split(";", 2)[0].strip(), 16);
      out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      copy(size, in, out);
      String end = required(in);
      out.write((end + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    } while (size > 0);
  }

  private static void copy(long length, InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    long left = length;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        if (length == Long.MAX_VALUE) {
          return;
        }
        throw new EOFException();
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }
}
