package io.nauthera.runtime;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Describes an exception in one line. */
final class Failure {
  private Failure() {}

  /** The messages of an exception and of its causes. */
  static String describe(Throwable failure) {
    var text = new StringBuilder();
    for (@Nullable Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof KubernetesClientException refused && refused.getStatus() != null) {
        // Its own message repeats URL and status as a dump of objects.
        append(text, refused.getStatus().getMessage() + " (HTTP " + refused.getCode() + ")");
        break;
      }
      boolean isWrapper = next instanceof CompletionException && next.getCause() != null;
      if (!isWrapper) {
        String message = next.getMessage();
        append(
            text, message == null || message.isBlank() ? next.getClass().getSimpleName() : message);
      }
    }
    return text.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  private static void append(StringBuilder text, String message) {
    if (text.indexOf(message) < 0) {
      text.append(text.isEmpty() ? "" : ": ").append(message);
    }
  }
}
