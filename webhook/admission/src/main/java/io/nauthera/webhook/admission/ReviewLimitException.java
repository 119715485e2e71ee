package io.nauthera.webhook.admission;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A review that exceeds a limit; the message says which one and what to do. */
public final class ReviewLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;
  private final @Nullable String uid;

  /** {@code code} is an HTTP status, {@code reason} a metav1.StatusReason. */
  public ReviewLimitException(int code, String reason, String message) {
    this(code, reason, message, null);
  }

  /** {@code excess} says what the request has too much of. */
  public static ReviewLimitException tooLarge(String excess) {
    return new ReviewLimitException(
        413,
        "RequestEntityTooLarge",
        "the request %s (the manifest and the stored object together), so Nauthera does not review it: make the manifest smaller"
            .formatted(excess));
  }

  private ReviewLimitException(int code, String reason, String message, @Nullable String uid) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.uid = uid;
  }

  /** The same, about the request with this uid. */
  ReviewLimitException of(@Nullable String request) {
    var named = new ReviewLimitException(code, reason, String.valueOf(getMessage()), request);
    named.initCause(this);
    return named;
  }

  public int code() {
    return code;
  }

  /** The uid of the request; empty where the limit was reached before it was read. */
  public Optional<String> uid() {
    return Optional.ofNullable(uid);
  }

  public Verdict verdict() {
    return new Verdict.Refused(code, reason, String.valueOf(getMessage()));
  }
}
