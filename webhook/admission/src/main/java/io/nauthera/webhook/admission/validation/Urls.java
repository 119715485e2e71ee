package io.nauthera.webhook.admission.validation;

import io.nauthera.api.text.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Checks that a URL names a host that can be connected to, which the schema cannot express. */
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
          "%s is not a valid URL: %s%s"
              .formatted(
                  Quoted.of(url),
                  e.getReason().toLowerCase(Locale.ROOT),
                  where(url, e.getIndex())));
    }
    if (uri.getHost() == null) {
      return Optional.of(
          Quoted.of(url)
              + " has no valid host: use letters, digits, hyphens and dots (no underscore) or an IP address, and a number as port");
    }
    boolean isPort = uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= MAX_PORT);
    return isPort
        ? Optional.empty()
        : Optional.of(
            "%s has port %d: use a port from 1 to 65535".formatted(Quoted.of(url), uri.getPort()));
  }

  private static String where(String url, int index) {
    return index < 0 || index >= url.length()
        ? ""
        : ", %s (character %d)"
            .formatted(Quoted.of(Character.toString(url.codePointAt(index))), index + 1);
  }
}
