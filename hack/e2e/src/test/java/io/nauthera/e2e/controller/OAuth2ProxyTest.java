package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.Http;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Ports;
import io.nauthera.sandbox.tools.Tool;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** oauth2-proxy logs a user in. All that it knows of the client are variables from the Secret. */
class OAuth2ProxyTest {
  private static final String PASSWORD = "for-the-sandbox-only";
  private static final String COOKIE_KEY = "0123456789abcdef0123456789abcdef";

  @TempDir static Path folder;
  private static Tenant tenant;
  private static String url;
  private static LocalProcess proxy;

  @BeforeAll
  static void proxyWithTheSecret() {
    tenant =
        Tenant.governedBy(
            "proxy",
            "{enforcePKCE: true, redirectUris: {allowLoopback: true}, allowedScopes: [openid, profile, email]}");
    var unused = tenant.sandbox.keycloak().admin().createUser(tenant.realm, "rita", PASSWORD);
    int port = Ports.free();
    url = "http://127.0.0.1:" + port;
    tenant.onboard(
        "portal",
        """
        redirectUris: ["%s/oauth2/callback"], scopes: [openid, profile, email], secretTemplate: {data: {
        OAUTH2_PROXY_CLIENT_ID: client_id,
        OAUTH2_PROXY_CLIENT_SECRET: client_secret,
        OAUTH2_PROXY_OIDC_ISSUER_URL: issuer}}
        """
            .formatted(url)
            .replace("\n", " "));
    tenant.awaitReady("portal");
    proxy =
        LocalProcess.isolated(
            "oauth2-proxy",
            folder,
            List.of(
                tenant.sandbox.tool(Tool.OAUTH2_PROXY).toString(),
                "--provider=oidc",
                "--code-challenge-method=S256",
                "--scope=openid profile email",
                "--skip-provider-button",
                "--email-domain=*",
                "--upstream=static://200",
                "--http-address=127.0.0.1:" + port,
                "--redirect-url=" + url + "/oauth2/callback",
                "--cookie-secure=false",
                "--cookie-secret=" + COOKIE_KEY),
            variables());
    proxy.start();
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> {
          proxy.requireAlive();
          assertThat(Http.isOk(url + "/ping")).as(proxy.logTail()).isTrue();
        });
  }

  @AfterAll
  static void stop() {
    if (proxy != null) {
      proxy.stop();
    }
  }

  /** What {@code envFrom} with a secretRef makes of the Secret: one variable per key. */
  private static Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    tenant
        .secret("portal-client-secret")
        .get()
        .getData()
        .forEach((key, value) ->
            variables.put(
                key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return variables;
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .cookieHandler(new CookieManager(null, OAuth2ProxyTest::acceptLikeBrowser))
        .build();
  }

  /** Browsers also send secure cookies to loopback addresses. */
  private static boolean acceptLikeBrowser(URI from, HttpCookie cookie) {
    cookie.setSecure(false);
    return from.getHost().equals("127.0.0.1");
  }

  private static HttpResponse<String> send(HttpClient browser, HttpRequest request)
      throws IOException, InterruptedException {
    return browser.send(request, BodyHandlers.ofString());
  }

  private static String location(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Location")
        .orElseThrow(() ->
            new AssertionError(response.statusCode() + " without Location: " + proxy.logTail()));
  }

  private static HttpRequest get(String address) {
    return HttpRequest.newBuilder(URI.create(address)).build();
  }

  @Test
  void visitor_notLoggedIn_isSentToKeycloakWithTheClientIdOfTheSecret() throws Exception {
    String login = location(send(browser(), get(url + "/")));

    assertThat(login)
        .startsWith(tenant.sandbox.keycloak().url() + "/realms/" + tenant.realm + "/")
        .contains("client_id=" + tenant.team + ".portal&", "code_challenge_method=S256");
  }

  @Test
  void user_withThePassword_logsIn() throws Exception {
    HttpClient browser = browser();
    String login = location(send(browser, get(url + "/")));
    var form = Jsoup.parse(send(browser, get(login)).body(), login).getElementById("kc-form-login");

    HttpResponse<String> sent =
        send(
            browser,
            HttpRequest.newBuilder(URI.create(Objects.requireNonNull(form).absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=rita&password=" + encoded(PASSWORD)))
                .build());
    HttpResponse<String> callback = send(browser, get(location(sent)));

    assertThat(callback.statusCode()).as(callback.body() + proxy.logTail()).isEqualTo(302);
    assertThat(send(browser, get(url + "/")).statusCode()).as(proxy.logTail()).isEqualTo(200);
    assertThat(send(browser(), get(url + "/")).statusCode()).isEqualTo(302);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
