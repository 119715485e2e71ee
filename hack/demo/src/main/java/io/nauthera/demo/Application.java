package io.nauthera.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * An application that has mounted the Secret of its AuthClient. It logs a user in with the
 * authorization code flow and PKCE (RFC 6749 §4.1, RFC 7636). It fills in Keycloak's login page as
 * a browser would.
 */
final class Application {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final Map<String, String> credentials;
  private final String redirectUri;
  private final Supplier<HttpClient.Builder> browsers;

  /** The credentials are the decoded keys of the Secret. */
  Application(
      Map<String, String> credentials, String redirectUri, Supplier<HttpClient.Builder> browsers) {
    this.credentials = credentials;
    this.redirectUri = redirectUri;
    this.browsers = browsers;
  }

  /** The response of the token endpoint after a login. */
  record Tokens(JsonNode response) {
    /** The seconds between {@code iat} and {@code exp} of the access token. */
    long accessTokenLifetime() {
      JsonNode claims = claims(response.path("access_token").asText());
      return claims.path("exp").asLong() - claims.path("iat").asLong();
    }

    String user() {
      return claims(response.path("id_token").asText()).path("preferred_username").asText();
    }

    boolean hasRefreshToken() {
      return response.has("refresh_token");
    }

    private static JsonNode claims(String jwt) {
      try {
        return JSON.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns whether Keycloak refuses an authorization request without PKCE. */
  boolean isRefusedWithoutPkce() {
    URI request = authorizationRequest(Map.of());
    HttpResponse<String> response = send(browser(), HttpRequest.newBuilder(request).build());
    return response
        .headers()
        .firstValue("Location")
        .filter(url -> url.contains("error=invalid_request"))
        .isPresent();
  }

  Tokens login(String user, String password) {
    HttpClient browser = browser();
    String verifier = random();
    URI request =
        authorizationRequest(
            Map.of("code_challenge", challenge(verifier), "code_challenge_method", "S256"));
    HttpResponse<String> page = send(browser, HttpRequest.newBuilder(request).build());
    Element form = Jsoup.parse(page.body(), request.toString()).getElementById("kc-form-login");
    if (form == null) {
      throw new StepFailedException(
          "expected a login page, got %d with Location %s"
              .formatted(page.statusCode(), page.headers().map().get("location")));
    }
    HttpResponse<String> response =
        send(
            browser,
            post(form.absUrl("action"), Map.of("username", user, "password", password)).build());
    URI redirect = URI.create(response.headers().firstValue("Location").orElse(""));
    if (!redirect.toString().startsWith(redirectUri)) {
      throw new StepFailedException(
          "expected a redirect to the application after the login, got %d with Location %s"
              .formatted(response.statusCode(), redirect));
    }
    return redeem(browser, query(redirect).getOrDefault("code", ""), verifier);
  }

  private Tokens redeem(HttpClient http, String code, String verifier) {
    String basic = form(credential("client_id")) + ":" + form(credential("client_secret"));
    HttpRequest request =
        post(
                credential("token_endpoint"),
                Map.of(
                    "grant_type", "authorization_code",
                    "code", code,
                    "redirect_uri", redirectUri,
                    "code_verifier", verifier))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
            .build();
    HttpResponse<String> response = send(http, request);
    JsonNode body = json(response.body());
    if (response.statusCode() != 200) {
      throw new StepFailedException(
          "expected tokens, got %d with error %s"
              .formatted(response.statusCode(), body.path("error").asText()));
    }
    return new Tokens(body);
  }

  private URI authorizationRequest(Map<String, String> more) {
    String common =
        parameters(
            Map.of(
                "response_type",
                "code",
                "client_id",
                credential("client_id"),
                "redirect_uri",
                redirectUri,
                "scope",
                "openid profile email",
                "state",
                random()));
    String rest = more.isEmpty() ? "" : "&" + parameters(more);
    return URI.create(credential("authorization_endpoint") + "?" + common + rest);
  }

  private String credential(String key) {
    String value = credentials.get(key);
    if (value == null) {
      throw new StepFailedException(
          "the Secret has no key %s; its keys are %s".formatted(key, credentials.keySet()));
    }
    return value;
  }

  private HttpClient browser() {
    return browsers
        .get()
        .cookieHandler(new CookieManager(null, Application::acceptLikeBrowser))
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /**
   * Browsers treat loopback addresses as secure, so they also send secure cookies there (W3C Secure
   * Contexts §3.1).
   */
  private static boolean acceptLikeBrowser(URI from, HttpCookie cookie) {
    cookie.setSecure(cookie.getSecure() && !from.getHost().equals("127.0.0.1"));
    return true;
  }

  private static HttpRequest.Builder post(String url, Map<String, String> form) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(parameters(form)));
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailedException("interrupted");
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> form(parameter.getKey()) + "=" + form(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> query(URI uri) {
    return Arrays.stream(uri.getRawQuery().split("&", -1))
        .map(parameter -> parameter.split("=", 2))
        .filter(parameter -> parameter.length == 2)
        .collect(Collectors.toMap(p -> p[0], p -> URLDecoder.decode(p[1], StandardCharsets.UTF_8)));
  }

  private static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return BASE64URL.encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      return BASE64URL.encodeToString(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
