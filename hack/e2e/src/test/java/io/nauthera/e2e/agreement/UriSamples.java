package io.nauthera.e2e.agreement;

import java.util.List;

/** URIs for random clients; those that are odd have a form that no policy allows. */
final class UriSamples {
  static final List<String> REDIRECTS =
      List.of(
          "https://app.example.com/callback",
          "https://b.example.com/callback",
          "https://app.example.com/a/*",
          "http://localhost:8080/callback",
          "http://127.0.0.1/callback",
          "http://[::1]:7000/callback?tenant=a",
          "com.example.app:/callback",
          "https://evil.example.org/");
  static final List<String> ODD_REDIRECTS =
      List.of(
          "https://user@app.example.com/",
          "https://app.example.com\\@evil.example/",
          "https://app.example.com/#a",
          "//app.example.com/",
          "https://*.example.com/",
          "javascript:alert(1)",
          "https://2130706433/",
          "https://аpp.example.com/",
          "https://app.example.com:0/",
          "HTTPS://app.example.com/callback",
          "https://App.Example.com/callback",
          "https://app.example.com:443/callback",
          "http://localhost:80/callback",
          "https://app.example.com?tenant=a",
          "https://app.example.com/a/../callback",
          "https://app.example.com/%7Euser",
          "com.example.app:",
          "com.example.app:?a",
          "https://app.example.com/callback?state=x",
          "https://app.example.com/callback?a=b&ISS=x",
          "https://app.example.com/callback?%63ode",
          "https://app.example.com/callback?session_state&a",
          "https://app.example.com/" + "n".repeat(231),
          "https://app.example.com/" + "n".repeat(232),
          "",
          "not a uri",
          "https://app.example.com/" + "long/".repeat(500));

  static final List<String> ORIGINS =
      List.of("+", "https://app.example.com", "https://other.example.com");
  static final List<String> ODD_ORIGINS =
      List.of(
          "*",
          "https://app.example.com/path",
          "a",
          "https://App.example.com",
          "https://app.example.com:443");

  private UriSamples() {}
}
