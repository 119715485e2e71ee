package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.PolicySet;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.Violation;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.process.Http;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Keycloak's login page opens for each redirect URI that admission accepts, and for none that it
 * refuses because browsers send another spelling or because of a parameter of the OAuth response.
 * {@code -Dlogin.seed=n} repeats a run.
 */
class RedirectUriLoginTest {
  private static final long SEED = Long.getLong("login.seed", System.nanoTime());
  private static final int ACCEPTED = 320;
  private static final int REFUSED = 120;
  private static final int MAX_URIS = 64;
  private static final Pattern NORMAL_FORM = Pattern.compile("browsers send \\(.*\\): use (\\S+)$");

  private static final List<String> ORIGINS =
      List.of(
          "https://app.example.com",
          "https://app.example.com:8443",
          "http://app.example.com",
          "https://xn--bcher-kva.example",
          "https://192.0.2.1",
          "https://[2001:db8::1]",
          "http://localhost",
          "http://127.0.0.1:8400",
          "http://[::1]",
          "com.example.app:",
          "com.example.app://app",
          "com.example.app://app:443");
  private static final List<String> OTHER_ORIGINS =
      List.of(
          "HTTPS://app.example.com",
          "https://App.example.com",
          "https://app.example.com:443",
          "https://app.example.com:",
          "http://app.example.com:80",
          "https://[2001:DB8::1]",
          "https://[2001:db8:0::1]",
          "http://LOCALHOST",
          "http://localhost:80",
          "Com.Example.App:",
          "com.example.app://App");
  private static final List<String> PATHS =
      List.of(
          "",
          "/",
          "/cb",
          "/Call/Back/",
          "/a;b=c",
          "/!$&'()+,;=:@",
          "/b%C3%BCcher",
          "/b%c3%bccher",
          "/%E2%9C%93",
          "/a%3Fb%23c%5B%5D%40",
          "//cb",
          "/..x/...//x..",
          "/%7Bteam%7D/cb");
  private static final List<String> OTHER_PATHS =
      List.of("/a/../cb", "/./cb", "/cb/..", "/%63b", "/%2e/cb");
  private static final List<String> QUERIES =
      List.of(
          "",
          "?",
          "?x=y",
          "?Lang=de&x=%3D&x=%26",
          "?states=x&error_uri=y&scope=z",
          "?u=https://x.example/../y",
          "?a@b/c?d",
          "?x='y'+z");
  private static final List<String> OTHER_QUERIES =
      List.of("?x=%7E", "?state=x", "?x=y&CODE", "?iss=x", "?Session_State=x&a", "?kc_action=x");
  private static final List<String> WILDCARDS =
      List.of(
          "https://all.example.com/*", "http://all.example.com:81/a/*", "com.example.app:/all/*");

  private static Tenant tenant;
  private static final List<String> accepted = new ArrayList<>();
  private static final List<Violation> refused = new ArrayList<>();

  @BeforeAll
  static void generatedUris() {
    System.out.println("to repeat these URIs: -Dlogin.seed=" + SEED);
    tenant =
        Tenant.governedBy(
            "logins",
            "{redirectUris: {allowedSchemes: [https, http, com.example.app], allowLoopback: true, allowWildcards: true}}");
    var everything =
        Policy.named(new PolicyName(tenant.security, "web"))
            .withRedirectUris(
                new Policy.RedirectUris(
                    Set.of("https", "http", "com.example.app"), null, true, true));
    var policies = PolicySet.of(List.of(everything));
    var evaluator = new PolicyEvaluator(ServerProfile.KEYCLOAK);
    for (String uri : allUris()) {
      var client =
          ClientMetadata.named(new ClientName(tenant.team, "any"))
              .withRedirectUris(List.of(RedirectUri.parse(uri)));
      List<Violation> violations = evaluator.evaluate(client, policies).violations();
      if (violations.isEmpty()) {
        accepted.add(uri);
      } else {
        refused.addAll(violations);
      }
    }
    var random = new Random(SEED);
    Collections.shuffle(accepted, random);
    Collections.shuffle(refused, random);
    accepted.subList(ACCEPTED, accepted.size()).clear();
    accepted.addAll(WILDCARDS);
    refused.subList(REFUSED, refused.size()).clear();
  }

  private static List<String> allUris() {
    List<String> uris = new ArrayList<>();
    for (String origin : both(ORIGINS, OTHER_ORIGINS)) {
      for (String path : both(PATHS, OTHER_PATHS)) {
        for (String query : both(QUERIES, OTHER_QUERIES)) {
          uris.add(origin + path + query);
        }
      }
    }
    return uris;
  }

  private static List<String> both(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static boolean loginPageOpens(String clientId, String redirectUri) {
    var query =
        "client_id=%s&redirect_uri=%s&response_type=code&scope=openid&state=s"
            .formatted(encoded(clientId), encoded(redirectUri));
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/realms/%s/protocol/openid-connect/auth?%s"
                        .formatted(tenant.sandbox.keycloak().url(), tenant.realm, query)))
            .timeout(Duration.ofSeconds(30))
            .build();
    try {
      var response = Http.send(request);
      return response.statusCode() == 200 && response.body().contains("name=\"password\"");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** How a browser or a URL library writes the URI, without the code that is tested here. */
  private static String asSent(String uri) {
    URI parsed = URI.create(uri);
    String scheme = parsed.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.startsWith("http")) {
      return scheme + ":" + parsed.getRawSchemeSpecificPart();
    }
    String query = parsed.getRawQuery();
    boolean hasDefaultPort = parsed.getPort() == (scheme.equals("https") ? 443 : 80);
    return scheme
        + "://"
        + parsed.getHost().toLowerCase(Locale.ROOT)
        + (parsed.getPort() < 0 || hasDefaultPort ? "" : ":" + parsed.getPort())
        + (parsed.getRawPath().isEmpty() && query != null ? "/" : parsed.getRawPath())
        + (query == null ? "" : "?" + query);
  }

  private static void onboard(String name, List<String> uris) {
    tenant.onboard(name, "redirectUris: " + Serialization.asJson(uris));
    tenant.awaitReady(name);
  }

  @Test
  void loginPage_ofEachUriThatAdmissionAccepts_opens() {
    assertThat(accepted).hasSize(ACCEPTED + WILDCARDS.size()).doesNotHaveDuplicates();
    List<String> failed = new ArrayList<>();
    for (int from = 0; from < accepted.size(); from += MAX_URIS) {
      var uris = accepted.subList(from, Math.min(from + MAX_URIS, accepted.size()));
      String name = "from-" + from;
      onboard(name, uris);
      uris.stream()
          .filter(uri -> !loginPageOpens(tenant.team + "." + name, asSent(uri)))
          .forEach(failed::add);
    }
    assertThat(failed).isEmpty();
  }

  /** Registered without admission, as written; the browser sends the normal form. */
  @Test
  void loginPage_ofAUriThatAdmissionRefuses_doesNotOpen() {
    List<String> opened = new ArrayList<>();
    for (int i = 0; i < refused.size(); i++) {
      Violation violation = refused.get(i);
      var normal = NORMAL_FORM.matcher(violation.message());
      String sent = normal.find() ? normal.group(1) : violation.value();
      if (isRegistered("bypassing-" + i, violation.value())
          && loginPageOpens("bypassing-" + i, sent)) {
        opened.add(violation.value() + " as " + sent);
      }
    }
    assertThat(opened).isEmpty();
  }

  /** Keycloak itself refuses to register some of them. */
  private static boolean isRegistered(String clientId, String redirectUri) {
    var client = KeycloakAdmin.object().put("clientId", clientId).put("protocol", "openid-connect");
    client.putArray("redirectUris").add(redirectUri);
    return tenant
            .sandbox
            .keycloak()
            .admin()
            .call("POST", "/realms/%s/clients".formatted(tenant.realm), client)
            .status()
        == 201;
  }

  @Test
  void loginPage_ofALoopbackUri_opensWithAnyPortUnlessOneIsRegistered() {
    onboard("native", List.of("http://127.0.0.1/n", "http://[::1]/n", "http://localhost/n"));
    onboard("fixed", List.of("http://127.0.0.1:9/n", "http://[::1]:9/n", "http://localhost:9/n"));
    for (String host : List.of("127.0.0.1", "[::1]", "localhost")) {
      String uri = "http://" + host + ":53117/n";
      assertThat(loginPageOpens(tenant.team + ".native", uri)).as(uri).isTrue();
      assertThat(loginPageOpens(tenant.team + ".fixed", uri)).as(uri).isFalse();
    }
  }
}
