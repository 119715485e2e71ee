package io.nauthera.api.oauth;

import static java.util.function.Predicate.not;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A redirect URI, parsed once. {@code text} is what the developer wrote and what the server gets,
 * byte for byte. {@code defects} are sentences about what is wrong with its form (RFC 3986, RFC
 * 8252, RFC 9700); the parts are present as far as the URI could be parsed. {@code host} is in
 * lower case, an IPv6 address with its brackets; {@code port} is -1 where the text has none.
 */
public record RedirectUri(
    String text,
    @Nullable String scheme,
    @Nullable String host,
    int port,
    String path,
    List<String> defects) {

  public RedirectUri {
    defects = List.copyOf(defects);
  }

  /** Never throws: what is wrong is among the defects. */
  public static RedirectUri parse(String text) {
    return new RedirectUriParser(text).parse();
  }

  public boolean isHttp() {
    return scheme != null && Schemes.isHttp(scheme);
  }

  /** Whether the URI is a loopback redirect (RFC 8252 §7.3). */
  public boolean isLoopback() {
    return "http".equals(scheme)
        && ("127.0.0.1".equals(host) || "[::1]".equals(host) || "localhost".equals(host));
  }

  public Wildcard wildcard() {
    int star = text.indexOf('*');
    if (star < 0) {
      return Wildcard.NONE;
    }
    boolean lastSegment = path.endsWith("/*") && text.endsWith(path) && star == text.length() - 1;
    return lastSegment ? Wildcard.LAST_SEGMENT : Wildcard.ELSEWHERE;
  }

  /**
   * Scheme, host and port, as a browser names it (RFC 6454 §6.2); empty where there is no web
   * origin.
   */
  public Optional<String> origin() {
    return defects.isEmpty() ? schemeHostAndPort() : Optional.empty();
  }

  /** The web origin that the URI has without its defects; empty where that is not clear. */
  public Optional<String> probableOrigin() {
    return schemeHostAndPort().filter(origin -> parse(origin).defects().isEmpty());
  }

  private Optional<String> schemeHostAndPort() {
    if (scheme == null || !isHttp() || host == null) {
      return Optional.empty();
    }
    boolean isUsual = port < 0 || port == Schemes.defaultPort(scheme);
    return Optional.of(scheme + "://" + host + (isUsual ? "" : ":" + port));
  }

  /**
   * The names of the parameters of its query, in lower case and decoded as far as they can be
   * (WHATWG URL, application/x-www-form-urlencoded).
   */
  public List<String> parameters() {
    int mark = text.indexOf('?');
    if (mark < 0) {
      return List.of();
    }
    String query = text.substring(mark + 1).split("#", -1)[0];
    return Stream.of(query.split("&", -1))
        .map(parameter -> parameter.split("=", -1)[0])
        .filter(not(String::isEmpty))
        .map(name -> lower(decoded(name)))
        .toList();
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Where a {@code *} stands. */
  public enum Wildcard {
    NONE,
    LAST_SEGMENT,
    ELSEWHERE
  }
}
