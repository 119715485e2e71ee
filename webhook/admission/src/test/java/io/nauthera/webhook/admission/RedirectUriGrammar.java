package io.nauthera.webhook.admission;

import java.util.List;

/** Random redirect URIs, similar to those that {@link AdmissionInvariants} allows. */
final class RedirectUriGrammar {
  private static final List<String> SCHEMES =
      List.of("http", "HTTPS", "javascript", "data", "com.example.app", "", " https", "ht\ntps");
  private static final List<String> SEPARATORS =
      List.of("//", ":", ":/", ":///", ":////", ":\\\\", ":/\\", "%3A//", "://\t", "://\\");
  private static final List<String> USERS =
      List.of(
          "user@",
          "user:word@",
          "@",
          "app.example.com@",
          "app.example.com:443@",
          "app.example.com%40",
          "app.example.com\\@",
          "app.example.com#@",
          "app.example.com?@",
          "app.example.com/@");
  private static final List<String> ALLOWED =
      List.of(
          "app.example.com", "a.team.example.com", "APP.Example.com", "xn--80a.team.example.com");
  private static final List<String> HOSTS =
      List.of(
          "evil.example",
          "team.example.com",
          "a.b.team.example.com",
          "app.example.com.evil.example",
          "evilapp.example.com",
          ".team.example.com",
          "-.team.example.com",
          "*.team.example.com",
          "app.example.com.",
          "аpp.example.com",
          "app。example。com",
          "ａpp.example.com",
          "app\u00ad.example.com",
          "a\u200d.team.example.com",
          "%61pp.example.com",
          "evil.example%2f.team.example.com",
          "evil.example%00.team.example.com",
          "xn--a.team.example.com",
          "localhost",
          "127.0.0.1",
          "127.1",
          "0177.0.0.1",
          "0x7f000001",
          "2130706433",
          "[::1]",
          "[::ffff:7f00:1]",
          "[fe80::1%25eth0]",
          "");
  private static final List<String> JOINTS =
      List.of("", ".", "..", "-", "\\", "@", "#", "?", "/", ":", ";", ",", "%00", "\0", "[", "]");
  private static final List<String> PORTS =
      List.of(":443", ":8443", ":", ":0", ":00443", ":65536", ":-1", ":4 3", ":443@evil.example");
  private static final List<String> PATHS =
      List.of(
          "",
          "/cb?to=https://evil.example/",
          "/cb#fragment",
          "/*",
          "/cb*",
          "/../cb",
          "/%2e%2e/cb",
          "/..;/cb",
          "/a%2fb",
          "/a%5cb",
          "/a b",
          "\\evil.example",
          "//evil.example/",
          "/@evil.example",
          "?",
          "#");

  private final Mutator random;

  RedirectUriGrammar(Mutator random) {
    this.random = random;
  }

  String next() {
    String uri =
        usually("https", SCHEMES)
            + usually("://", SEPARATORS)
            + usually("", USERS)
            + host()
            + usually("", PORTS)
            + usually("/cb", PATHS);
    return isRare() ? random.twisted(uri) : uri;
  }

  private String host() {
    String host = usually(random.pick(ALLOWED), HOSTS);
    return isRare() ? host + random.pick(JOINTS) + usually(random.pick(ALLOWED), HOSTS) : host;
  }

  private String usually(String usual, List<String> others) {
    return isRare() ? random.pick(others) : usual;
  }

  private boolean isRare() {
    return random.pick(List.of(true, false, false, false));
  }
}
