package io.nauthera.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;

/**
 * The application oauth2-proxy as a pod. All that it knows of its client comes from the Secret,
 * with envFrom.
 */
final class Portal {
  static final String HOST = "portal.dev.example.com";

  private final PodCluster cluster;
  private final Manifests manifests;

  Portal(PodCluster cluster, Manifests manifests) {
    this.cluster = cluster;
    this.manifests = manifests;
  }

  /** Deploys the application with its AuthClient, and waits until both are ready. */
  void deploy(Person platform, Person developer) {
    platform.runs(
        "apply",
        "-f",
        manifests.file(
            "portal-platform.yaml",
            Map.of(
                "host", HOST, "authority", cluster.keycloakAuthority().indent(4).stripTrailing())));
    platform.runs(
        "wait",
        "--for=condition=Ready",
        "certificate/portal",
        "-n",
        Workflows.TEAM,
        "--timeout=60s");
    String manifest =
        manifests.file(
            "portal.yaml",
            Map.of(
                "host", HOST,
                "image", cluster.images().oauth2Proxy(),
                "cookieSecret", Application.random().substring(0, 32)));
    developer.shows(manifest);
    developer.runs("apply", "-f", manifest);
    developer.runs(
        "wait",
        "--for=condition=Ready",
        "authclient/portal",
        "-n",
        Workflows.TEAM,
        "--timeout=60s");
    developer.runs(
        "rollout", "status", "deployment/portal", "-n", Workflows.TEAM, "--timeout=120s");
    developer.runs("get", "pods", "-n", Workflows.TEAM);
    cluster.trust(ownCertificate());
  }

  private String ownCertificate() {
    var secret =
        cluster.kubernetes().secrets().inNamespace(Workflows.TEAM).withName("portal-tls").require();
    var data = Objects.requireNonNull(secret.getData().get("tls.crt"));
    return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
  }

  /** Logs a user in with a browser, and returns the status of the page that the user then sees. */
  int login(String user, String password) {
    HttpClient browser = cluster.browser().cookieHandler(new CookieManager()).build();
    URI login = location(get(browser, URI.create("https://" + HOST + "/")));
    var form = Jsoup.parse(get(browser, login).body(), login.toString());
    var action = Objects.requireNonNull(form.getElementById("kc-form-login")).absUrl("action");
    HttpRequest credentials =
        HttpRequest.newBuilder(URI.create(action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "username=%s&password=%s"
                        .formatted(user, URLEncoder.encode(password, StandardCharsets.UTF_8))))
            .build();
    URI page = location(get(browser, location(send(browser, credentials))));
    return get(browser, URI.create("https://" + HOST + "/").resolve(page)).statusCode();
  }

  private static HttpResponse<String> get(HttpClient browser, URI address) {
    return send(browser, HttpRequest.newBuilder(address).build());
  }

  private static URI location(HttpResponse<String> response) {
    return URI.create(
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(() ->
                new StepFailedException(
                    "expected a redirect, got %d from %s"
                        .formatted(response.statusCode(), response.uri().getHost()))));
  }

  private static HttpResponse<String> send(HttpClient browser, HttpRequest request) {
    try {
      return browser.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailedException("interrupted");
    }
  }
}
