package io.nauthera.api.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses a redirect URI and collects every defect of its form. */
final class RedirectUriParser {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  /** Some servers ignore a parameter after a dot segment, so it does not hide the segment. */
  private static final Pattern HIDDEN_DOT_SEGMENT = Pattern.compile("\\.\\.?(;|%3[Bb])");

  private static final String RESERVED = ":/?#[]@!$&'()*+,;=";

  private final String text;
  private final List<String> defects = new ArrayList<>();
  private final NormalForm normal = new NormalForm();

  RedirectUriParser(String text) {
    this.text = text;
  }

  RedirectUri parse() {
    checkCharacters();
    checkPercentEncoding();
    RedirectUri uri = parseParts();
    normal.defect(defects.isEmpty()).ifPresent(defects::add);
    return new RedirectUri(text, uri.scheme(), uri.host(), uri.port(), uri.path(), defects);
  }

  private RedirectUri parseParts() {
    int colon = text.indexOf(':');
    if (colon < 0 || !SCHEME.matcher(text.substring(0, colon)).matches()) {
      defects.add("is not an absolute URI: use a full URI, e.g. https://app.example.com/callback");
      return new RedirectUri(text, null, null, -1, "", defects);
    }
    String scheme = normal.scheme(text.substring(0, colon));
    if (Schemes.isNeverAllowed(scheme)) {
      defects.add(
          "uses the scheme "
              + scheme
              + ", which is never allowed because it runs code or reads data in the browser: use https");
    }
    return parseRest(scheme, text.substring(colon + 1));
  }

  private RedirectUri parseRest(String scheme, String afterScheme) {
    String rest = afterScheme;
    int hash = rest.indexOf('#');
    if (hash >= 0) {
      defects.add("has a fragment (#…), which RFC 6749 section 3.1.2 forbids: remove it");
      rest = rest.substring(0, hash);
    }
    int mark = rest.indexOf('?');
    String hierarchical = mark < 0 ? rest : rest.substring(0, mark);
    @Nullable String query = mark < 0 ? null : rest.substring(mark + 1);
    boolean http = Schemes.isHttp(scheme);
    if (!hierarchical.startsWith("//")) {
      if (http) {
        defects.add(
            "has no //host after the scheme: use a form such as "
                + scheme
                + "://app.example.com/callback");
      }
      checkPath(hierarchical);
      checkBrackets(rest);
      normal.pathAndQuery(hierarchical, query, !http);
      return new RedirectUri(text, scheme, null, -1, hierarchical, defects);
    }
    int slash = hierarchical.indexOf('/', 2);
    String authority = slash < 0 ? hierarchical.substring(2) : hierarchical.substring(2, slash);
    String path = slash < 0 ? "" : hierarchical.substring(slash);
    checkPath(path);
    checkBrackets(rest.substring(2 + authority.length()));
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      defects.add("contains user info: remove everything before the @");
      authority = authority.substring(at + 1);
    }
    int portColon = authority.lastIndexOf(':');
    boolean hasPort = portColon >= 0 && portColon > authority.lastIndexOf(']');
    int port = hasPort ? parsePort(authority.substring(portColon + 1)) : -1;
    String host = normal.host(hasPort ? authority.substring(0, portColon) : authority);
    String defect = Hosts.defectOf(host);
    if (defect != null) {
      defects.add(
          !host.isEmpty()
              ? defect
              : defect
                  + (http
                      ? ": add a host, e.g. " + scheme + "://app.example.com/callback"
                      : ": for a native app use " + scheme + ":/path (RFC 8252 section 7.1)"));
    }
    normal.port(port);
    normal.pathAndQuery(path, query, false);
    return new RedirectUri(text, scheme, host.isEmpty() ? null : host, port, path, defects);
  }

  private int parsePort(String port) {
    if (port.isEmpty()) {
      normal.emptyPort();
      return -1;
    }
    if (PORT.matcher(port).matches()) {
      int number = Integer.parseInt(port);
      if (number <= 65535) {
        return number;
      }
    }
    defects.add("has an invalid port: use a number from 1 to 65535, or remove it");
    return -1;
  }

  private void checkPath(String path) {
    for (String segment : path.split("/", -1)) {
      var dots = HIDDEN_DOT_SEGMENT.matcher(PercentEncoding.withoutUnreserved(segment));
      if (dots.lookingAt()) {
        defects.add(
            "has a dot segment ("
                + dots.group()
                + ") in its path: use the path that it resolves to");
        return;
      }
    }
  }

  private void checkBrackets(String afterAuthority) {
    if (afterAuthority.indexOf('[') >= 0 || afterAuthority.indexOf(']') >= 0) {
      defects.add(
          "contains [ or ] outside an IPv6 address (RFC 3986 section 3.2.2): use %5B and %5D");
    }
  }

  private void checkCharacters() {
    @Nullable String defect = null;
    for (int i = 0; i < text.length() && defect == null; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        defect = "contains a backslash: use / or remove it";
      } else if (c <= ' ' || c == 0x7f || Character.isWhitespace(c)) {
        defect = "contains white space or a control character: remove it";
      } else if (c > 0x7e) {
        defect =
            "contains U+%04X, which is not plain ASCII: use the xn-- form in a host name and percent-encoding elsewhere"
                .formatted(text.codePointAt(i));
      } else if (c != '%' && !PercentEncoding.isUnreserved(c) && RESERVED.indexOf(c) < 0) {
        defect =
            "contains %c, which a URI must not contain (RFC 3986 section 2): use %%%02X"
                .formatted(c, (int) c);
      }
    }
    if (defect != null) {
      defects.add(defect);
    }
  }

  private void checkPercentEncoding() {
    @Nullable String defect = null;
    for (int i = text.indexOf('%'); i >= 0 && defect == null; i = text.indexOf('%', i)) {
      var bytes = ByteBuffer.allocate(text.length());
      while (i < text.length() && text.charAt(i) == '%' && defect == null) {
        int value = PercentEncoding.valueAt(text, i);
        if (value < 0) {
          defect =
              "contains a % that is not followed by two hexadecimal digits: complete or remove it";
        } else {
          bytes.put((byte) value);
          defect = defectOfEncoded(text.substring(i, i + 3), value);
        }
        i += 3;
      }
      if (defect == null) {
        defect = defectOfDecoded(bytes.flip());
      }
    }
    if (defect != null) {
      defects.add(defect);
    }
  }

  private static @Nullable String defectOfEncoded(String encoded, int value) {
    char c = (char) value;
    if (c == '/' || c == '\\' || c == '%') {
      return "contains %s, an encoded %s: %s"
          .formatted(encoded, c, c == '/' ? "use / or remove it" : "remove it");
    }
    if (c <= ' ' || c == 0x7f) {
      return "contains " + encoded + ", an encoded white space or control character: remove it";
    }
    return null;
  }

  private static @Nullable String defectOfDecoded(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8
              .newDecoder()
              .decode(bytes)
              .chars()
              .anyMatch(RedirectUriParser::isBlankOrControl)
          ? "contains an encoded white space or control character: remove it"
          : null;
    } catch (CharacterCodingException e) {
      return "contains percent-encoding that is not UTF-8: encode the UTF-8 bytes of the character";
    }
  }

  private static boolean isBlankOrControl(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }
}
