package io.nauthera.api.oauth;

import java.util.Set;

/** Fixed rules for the scheme of a redirect URI, in lower case; no policy can change them. */
public final class Schemes {
  private static final Set<String> NEVER =
      Set.of("javascript", "data", "vbscript", "file", "blob", "about");

  private Schemes() {}

  public static boolean isHttp(String scheme) {
    return scheme.equals("https") || scheme.equals("http");
  }

  /** -1 where the scheme has none. */
  static int defaultPort(String scheme) {
    return switch (scheme) {
      case "https" -> 443;
      case "http" -> 80;
      default -> -1;
    };
  }

  /** Whether it makes the browser run code or read data. */
  public static boolean isNeverAllowed(String scheme) {
    return NEVER.contains(scheme);
  }

  /** A private-use scheme is a reversed domain name (RFC 8252 §7.1), so it contains a dot. */
  public static boolean isPrivateWithoutDot(String scheme) {
    return !isHttp(scheme) && !isNeverAllowed(scheme) && scheme.indexOf('.') < 0;
  }
}
