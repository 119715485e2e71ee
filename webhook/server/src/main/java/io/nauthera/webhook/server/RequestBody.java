package io.nauthera.webhook.server;

import io.nauthera.webhook.admission.Deadline;
import io.nauthera.webhook.admission.ReviewLimitException;
import io.nauthera.webhook.admission.ReviewReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/** The body of a request, with limits on its size and time; takes memory as it arrives. */
final class RequestBody extends InputStream {
  /** An AdmissionReview contains object and old object, each at most 3 MiB at the API server. */
  private static final int MAX_BYTES = 7 << 20;

  private final InputStream in;
  private final Deadline deadline;
  private final ReviewReader.Memory memory;
  private int received;

  RequestBody(InputStream in, Deadline deadline, ReviewReader.Memory memory) {
    this.in = in;
    this.deadline = deadline;
    this.memory = memory;
  }

  ReviewReader.Memory memory() {
    return memory;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = arrived(buffer, offset, length);
    received += Math.max(read, 0);
    if (received > MAX_BYTES) {
      throw ReviewLimitException.tooLarge("has more than " + (MAX_BYTES >> 20) + " MiB");
    }
    memory.take(Math.max(read, 0));
    return read;
  }

  private int arrived(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw e.getCause() instanceof TimeoutException ? late() : e;
    }
    if (read >= 0 && deadline.hasPassed()) {
      throw late();
    }
    return read;
  }

  private static ReviewLimitException late() {
    return new ReviewLimitException(
        408, "Timeout", "the request did not reach Nauthera in time: try again");
  }

  /**
   * Reads the rest without keeping it, as long as there is time: a caller that is still sending
   * would lose an answer. The API server may send more than the limit, because it escapes text.
   */
  void discardRest() throws IOException {
    byte[] buffer = new byte[16 << 10];
    try {
      while (arrived(buffer, 0, buffer.length) >= 0) {
        // Nothing is kept.
      }
    } catch (ReviewLimitException e) {
      // The time is over. The server closes the connection after the answer.
    }
  }
}
