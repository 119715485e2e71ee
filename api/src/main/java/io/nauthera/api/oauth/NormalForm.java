package io.nauthera.api.oauth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The spelling of a URI that browsers and URL libraries write (RFC 3986 §6.2), and how the given
 * spelling differs from it. Servers compare redirect URIs exactly, so no other spelling works.
 */
final class NormalForm {
  private final StringBuilder form = new StringBuilder();
  private final List<String> differences = new ArrayList<>(0);
  private int defaultPort = -1;

  /** Returns the scheme in lower case. */
  String scheme(String given) {
    String scheme = lower(given, "the scheme");
    defaultPort = Schemes.defaultPort(scheme);
    form.append(scheme).append(':');
    return scheme;
  }

  /** Returns the host in lower case. */
  String host(String given) {
    String host = lower(given, "the host");
    String address = Hosts.normalIpv6(host);
    if (address != null && !address.equals(host)) {
      differences.add("another spelling of the IPv6 address");
    }
    form.append("//").append(address == null ? host : address);
    return host;
  }

  /** A colon without a port after the host. */
  void emptyPort() {
    differences.add("an empty port");
  }

  /** -1 where the URI has none. */
  void port(int given) {
    if (given >= 0 && given == defaultPort) {
      differences.add("the default port " + given);
    } else if (given >= 0) {
      form.append(':').append(given);
    }
  }

  void pathAndQuery(String givenPath, @Nullable String query, boolean needsPath) {
    String path = withoutDotSegments(decoded(givenPath));
    if (path.isEmpty() && (query != null || needsPath)) {
      differences.add(query == null ? "no path" : "no path before the query");
      path = "/";
    }
    form.append(path);
    if (query != null) {
      form.append('?').append(decoded(query));
    }
  }

  /**
   * What is wrong, as a sentence; empty where the spelling is normal.
   *
   * @param isComplete whether nothing else is wrong, so that the normal form can be used
   */
  Optional<String> defect(boolean isComplete) {
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "is not in the normal form that browsers send (it has %s)%s"
                .formatted(
                    String.join(", ", new LinkedHashSet<>(differences)),
                    isComplete ? ": use " + form : ""));
  }

  private String lower(String given, String what) {
    String lower = RedirectUri.lower(given);
    if (!lower.equals(given)) {
      differences.add("capital letters in " + what);
    }
    return lower;
  }

  private String decoded(String given) {
    String decoded = PercentEncoding.withoutUnreserved(given);
    if (!decoded.equals(given)) {
      differences.add("percent-encoding of a character that needs none");
    }
    return decoded;
  }

  /** As RFC 3986 §5.2.4 says. */
  private String withoutDotSegments(String path) {
    if (!path.contains(".")) {
      return path;
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.split("/", -1);
    boolean isChanged = false;
    for (int i = 0; i < segments.length; i++) {
      boolean isUp = segments[i].equals("..");
      if (!isUp && !segments[i].equals(".")) {
        kept.addLast(segments[i]);
        continue;
      }
      isChanged = true;
      if (isUp && kept.size() > 1) {
        kept.removeLast();
      }
      if (i == segments.length - 1) {
        kept.addLast("");
      }
    }
    if (isChanged) {
      differences.add("a dot segment in the path");
    }
    return String.join("/", kept);
  }
}
