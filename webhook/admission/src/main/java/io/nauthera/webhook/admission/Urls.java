package io.nauthera.webhook.admission;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a URL leads to a host: what a pattern of the schema lets pass, and no connection can use.
 */
final class Urls {
  private static final int MAX_PORT = 65_535;

  private Urls() {}

  /** What is wrong with the URL, quoting it. */
  static Optional<String> fault(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of(
          "\"%s\" is no URL: %s%s"
              .formatted(url, e.getReason().toLowerCase(Locale.ROOT), where(url, e.getIndex())));
    }
    if (uri.getHost() == null) {
      return Optional.of(
          "\"%s\" names no host: one has letters, digits, hyphens and dots (no underscore), or is an IP address; a port is a number"
              .formatted(url));
    }
    boolean isPort = uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= MAX_PORT);
    return isPort
        ? Optional.empty()
        : Optional.of("\"%s\" has port %d: a port is 1 to 65535".formatted(url, uri.getPort()));
  }

  private static String where(String url, int index) {
    return index < 0 || index >= url.length()
        ? ""
        : ", \"%s\" (character %d)"
            .formatted(Character.toString(url.codePointAt(index)), index + 1);
  }
}
