package io.nauthera.e2e.rights;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what an API server records about the requests of the programs, each request once. */
final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private long position;

  private AuditLog(Path file, long position) {
    this.file = file;
    this.position = position;
  }

  static AuditLog fromTheBeginning(Path file) {
    return new AuditLog(file, 0);
  }

  static AuditLog fromNowOn(Path file) {
    try {
      return new AuditLog(file, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether its sandbox still exists. */
  boolean exists() {
    return Files.exists(file);
  }

  /** The requests that were recorded since the last call. */
  synchronized List<AuditedRequest> next() {
    List<AuditedRequest> requests = new ArrayList<>();
    try {
      for (String line : completeLines()) {
        requests.add(AuditedRequest.of(JSON.readTree(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }

  /** Leaves the last line to the next call if the API server is still writing it. */
  private List<String> completeLines() throws IOException {
    try (var access = new RandomAccessFile(file.toFile(), "r")) {
      access.seek(position);
      byte[] bytes = new byte[Math.toIntExact(access.length() - position)];
      access.readFully(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      position += end;
      return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
